"""The way around: what game masters do first, what operators look after below."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from content.admin.desk_queue import urgent_count
from content.draft import draft_state

Item = dict[str, Any]
_CALENDAR = "admin:world_eventrun_calendar"


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups with the pages that this person may see."""
    groups = [
        _first(request),
        _texts(request),
        _world(request),
        _characters(request),
        _players(request),
        _engine(request),
    ]
    _mark_active(request.path, [item for group in groups for item in group["items"]])
    return [group for group in groups if group["items"]]


def _mark_active(path: str, items: list[Item]) -> None:
    """Only the page that fits best: the release list is not where one is on the publish page."""
    home = reverse("admin:index")
    fitting = [item["link"] for item in items if path.startswith(item["link"]) and item["link"] != home]
    best = max(fitting, key=len, default=home if path == home else None)
    for item in items:
        item["active"] = item["link"] == best


def _first(request: HttpRequest) -> dict[str, Any]:
    releases = _may(request, "content.view_release", "content.publish_release")
    items = [_item(_("Overview"), "dashboard", "admin:index")]
    if releases:
        items += [
            _publish_item(),
            _item(_("Releases"), "history", "admin:content_release_changelist"),
        ]
    return _group("", items)


def _publish_item() -> Item:
    """With the number of changes that wait, or of errors that hold them."""
    item = _item(_("Publish"), "rocket_launch", "admin:content_release_publish")
    state = draft_state()
    if state.errors:
        return item | {"badge": str(len(state.errors)), "badge_variant": "danger"}
    return item | {"badge": str(len(state.changes)), "badge_variant": "primary"} if state.changes else item


def _texts(request: HttpRequest) -> dict[str, Any]:
    """What writers have written: the desk first, with the number of texts that nobody may read before it is judged."""
    desk = [_desk_item()] if _may(request, "content.moderate_texts") else []
    return _group(
        _("Texts"),
        [
            *desk,
            *_model(request, _("All texts"), "article", "content_gametext", also="content.moderate_texts"),
            *_model(request, _("Kinds of text"), "edit_note", "content_textkind"),
            *_model(request, _("Forbidden words"), "block", "content_forbiddenword"),
            *_model(request, _("Rules of texts"), "rule", "content_textrules"),
            *_model(request, _("Calls of providers"), "call", "content_textcall", also="content.moderate_texts"),
            *_model(request, _("Cost of texts"), "payments", "content_textspending"),
            *_model(request, _("Banned names"), "person_off", "content_bannedname", also="content.moderate_texts"),
        ],
    )


def _desk_item() -> Item:
    item = _item(_("Moderation desk"), "gavel", "admin:content_gametext_desk")
    waiting = urgent_count()
    return item | {"badge": str(waiting), "badge_variant": "warning"} if waiting else item


def _world(request: HttpRequest) -> dict[str, Any]:
    map_item = _model(request, _("Map"), "map", "world_location", page="admin:world_location_map")
    return _group(
        _("World"),
        [
            *map_item,
            *_model(request, _("Locations"), "location_on", "world_location"),
            *_model(request, _("Regions"), "landscape", "world_region"),
            *_model(request, _("Monsters"), "pest_control", "world_monster"),
            *_model(request, _("Loot tables"), "redeem", "world_loottable"),
            *_model(request, _("Shops"), "storefront", "world_shop"),
            *_model(request, _("Calendar of events"), "calendar_month", "world_eventrun", page=_CALENDAR),
            *_model(request, _("World events"), "celebration", "world_worldevent"),
            *_model(request, _("Schedules"), "schedule", "world_eventschedule"),
            *_model(request, _("Weathers"), "rainy", "world_weather"),
            *_model(request, _("Parts of the day"), "routine", "world_dayphase"),
            *_model(request, _("Quests"), "assignment", "players_quest"),
            *_model(request, _("Achievements"), "trophy", "players_achievement"),
            *_model(request, _("Recipes"), "handyman", "world_recipe"),
            *_model(request, _("Crafting stations"), "countertops", "world_station"),
            *_model(request, _("Places to gather"), "grass", "world_gatheringnode"),
            *_model(request, _("Activities"), "hourglass_top", "world_activity"),
            *_model(request, _("Professions"), "construction", "world_profession"),
            *_model(request, _("Dungeons"), "castle", "world_dungeontheme"),
            *_model(request, _("Dungeon events"), "help_center", "world_dungeonevent"),
            *_model(request, _("Rules of the world"), "gavel", "world_worldrules"),
        ],
    )


def _characters(request: HttpRequest) -> dict[str, Any]:
    return _group(
        _("Characters"),
        [
            *_model(request, _("Classes"), "shield_person", "players_characterclass"),
            *_model(request, _("Skills"), "bolt", "players_skill"),
            *_model(request, _("Items"), "inventory_2", "players_item"),
            *_model(request, _("Affix tables"), "casino", "players_affixtable"),
            *_model(request, _("Item sets"), "apparel", "players_itemset"),
            *_model(request, _("Rules of progress"), "trending_up", "players_progress"),
            *_model(request, _("Rules of combat"), "swords", "combat_combatrules"),
        ],
    )


def _players(request: HttpRequest) -> dict[str, Any]:
    return _group(
        _("Players"),
        [
            *_model(request, _("Players"), "group", "players_player"),
            *_model(request, _("Quests of players"), "assignment_turned_in", "players_questentry"),
            *_model(request, _("Battles"), "swords", "combat_battle"),
            *_model(request, _("Activities of players"), "hourglass_bottom", "world_activityrun"),
            *_model(request, _("Dungeon runs"), "explore", "world_dungeonrun"),
            *_model(
                request, _("Economy"), "monitoring", "players_ledgerentry", page="admin:players_ledgerentry_economy"
            ),
            *_model(request, _("Seasons"), "emoji_events", "players_season"),
            *_model(request, _("Season plans"), "event_repeat", "players_seasonplan"),
            *_model(request, _("Final standings"), "leaderboard", "players_seasonstanding"),
            *_model(request, _("Ledger"), "receipt_long", "players_ledgerentry"),
            *_model(request, _("Holdings"), "backpack", "players_holding"),
            *_model(request, _("Pieces of equipment"), "diamond", "players_gear"),
            *_model(request, _("Trades"), "handshake", "world_trade"),
            *_model(request, _("Chats"), "chat", "telegrambot_chat"),
        ],
    )


def _engine(request: HttpRequest) -> dict[str, Any]:
    items = [
        *_model(request, _("Incoming updates"), "inbox", "common_inboxmessage"),
        *_model(request, _("Messages owed"), "outbox", "common_outboxmessage"),
        *_model(request, _("Timers"), "timer", "common_timer"),
        *_model(request, _("Audit log"), "fact_check", "common_auditentry"),
        *_model(request, _("API keys"), "key", "players_apikey"),
        *_model(request, _("Staff"), "badge", "auth_user"),
        *_model(request, _("Telegram of staff"), "link", "telegrambot_stafflink", also="content.moderate_texts"),
        *_model(request, _("Groups"), "groups", "auth_group"),
        *_model(request, _("Sign-ins"), "login", "axes_accesslog"),
        *_model(request, _("Locked out"), "lock_person", "axes_accessattempt"),
    ]
    return _group(_("Engine room"), items)


def _model(request: HttpRequest, title: str, icon: str, model: str, *, page: str = "", also: str = "") -> list[Item]:
    """The list of a model (`app_model`), for who may view or change it; nothing where it has no pages."""
    app, name = model.split("_", 1)
    if not _may(request, f"{app}.view_{name}", f"{app}.change_{name}", *([also] if also else [])):
        return []
    try:
        return [_item(title, icon, page or f"admin:{model}_changelist")]
    except NoReverseMatch:
        return []


def _may(request: HttpRequest, *permissions: str) -> bool:
    return any(request.user.has_perm(permission) for permission in permissions)


def _item(title: str, icon: str, page: str) -> Item:
    return {"title": title, "icon": icon, "link": reverse(page)}


def _group(title: str | Promise, items: list[Item]) -> dict[str, Any]:
    return {"title": title, "items": items, "separator": bool(title)}
