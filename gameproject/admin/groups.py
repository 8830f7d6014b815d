"""The groups that staff are put in. Other rights are given in the admin, person by person."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.translation import gettext_noop

from content.sections import SECTIONS

GAME_MASTERS = gettext_noop("Game masters")
OPERATORS = gettext_noop("Operators")
MODERATORS = gettext_noop("Moderators")

_READ_BY_GAME_MASTERS = (
    "content.release",
    "content.textcall",
    "content.textspending",
    "players.player",
    "players.ledgerentry",
    "players.holding",
    "players.gear",
    "players.season",
    "players.seasonprize",
    "players.seasonstanding",
    "combat.battle",
    "world.trade",
    "world.dungeonrun",
    "world.eventrun",
    "world.eventschedule",
)
_READ_BY_OPERATORS = (
    *_READ_BY_GAME_MASTERS,
    "common.auditentry",
    "common.inboxmessage",
    "common.outboxmessage",
    "common.timer",
    "players.apikey",
    "telegrambot.chat",
    "axes.accesslog",
    "axes.accessattempt",
)
_READ_BY_MODERATORS = (
    "content.gametext",
    "content.textkind",
    "content.textcall",
    "content.bannedname",
    "content.forbiddenword",
)
# What game masters do to the world as it runs, besides the draft.
_RUN_BY_GAME_MASTERS = (
    "add world.eventschedule",
    "change world.eventschedule",
    "change world.eventrun",
    *(f"{verb} players.{model}" for model in ("season", "seasonprize") for verb in ("add", "change", "delete")),
)
_OPERATED = (
    "change content.textspending",
    "change world.eventrun",
    "change players.player",
    "change common.inboxmessage",
    "change common.outboxmessage",
    "change common.timer",
    "add players.apikey",
    "change players.apikey",
    "change axes.accessattempt",
)


def staff_groups_create() -> dict[str, int]:
    """Make the groups hold exactly what they should; gives how many permissions each has. Safe to repeat."""
    wanted = {
        GAME_MASTERS: _catalogue()
        | _named("view", *_READ_BY_GAME_MASTERS)
        | _content("publish_release")
        | {permission for line in _RUN_BY_GAME_MASTERS for permission in _named(*line.split())},
        OPERATORS: _named("view", *_READ_BY_OPERATORS)
        | {permission for line in _OPERATED for permission in _named(*line.split())},
        MODERATORS: _content("moderate_texts") | _named("view", *_READ_BY_MODERATORS),
    }
    for name, permissions in wanted.items():
        Group.objects.get_or_create(name=name)[0].permissions.set(permissions)
    return {name: len(permissions) for name, permissions in wanted.items()}


def _catalogue() -> set[Permission]:
    """Everything one may do to draft rows and their children."""
    models: set[Any] = {section.model for section in SECTIONS.values()}
    models |= {
        relation.related_model
        for model in models
        for relation in model._meta.related_objects
        if relation.name and not relation.hidden and relation.related_model not in models
    }
    condition = Q()
    for model in models:
        condition |= Q(content_type__app_label=model._meta.app_label, content_type__model=model._meta.model_name)
    return set(Permission.objects.filter(condition))


def _named(verb: str, *models: str) -> set[Permission]:
    found: set[Permission] = set()
    for label in models:
        if label.split(".")[0] not in apps.app_configs:
            continue
        app, model = label.split(".")
        found |= set(Permission.objects.filter(content_type__app_label=app, codename=f"{verb}_{model}"))
    return found


def _content(codename: str) -> set[Permission]:
    """A right of the content app that is about no model's rows."""
    return set(Permission.objects.filter(content_type__app_label="content", codename=codename))
