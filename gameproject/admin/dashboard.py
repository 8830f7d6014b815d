"""The first page: what a game master asks first, then what an operator does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from combat.models import Battle
from common import clock
from common.admin.html import list_url, numbered
from common.models import InboxMessage, OutboxMessage, Timer
from content.admin.costs import COSTS, breaker_words, purse_words
from content.admin.names import key_title, key_url, live
from content.draft import DraftState, draft_state
from content.models import ReleaseActivation
from content.selectors.costs import troubles
from gameproject.admin.figures import Fights, People, Waiting, fights_by, fights_by_day, people, waiting
from players.admin.economy import grouped
from players.models import Player
from players.selectors.economy import flows
from players.state.ledger import GOLD

LOOKED_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tile:
    number: Any
    words: str
    url: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Danger:
    """A monster or place, and how fights there ended."""

    title: str
    url: str
    fights: Fights


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Adds to the page what this person may see."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    context["title"] = _("Overview")
    context["tiles"] = _tiles(request, today)
    if request.user.has_perm("content.view_textspending"):
        context["warnings"] = text_warnings()
    if request.user.has_perm("combat.view_battle"):
        context |= _fights(today)
    if request.user.has_perm("content.view_release"):
        context["activations"] = ReleaseActivation.objects.select_related("activated_by", "release").defer(
            "release__document"
        )[:5]
    return context


def _tiles(request: HttpRequest, today: datetime) -> list[Tile]:
    user = request.user
    tiles: list[Tile] = []
    if user.has_perm("content.view_release") or user.has_perm("content.publish_release"):
        tiles += draft_tiles(draft_state())
    if user.has_perm("players.view_player"):
        tiles += people_tiles(people(today))
    if user.has_perm("players.view_ledgerentry"):
        tiles.append(economy_tile(today))
    if user.has_perm("common.view_outboxmessage"):
        tiles += waiting_tiles(waiting())
    return tiles


def text_warnings() -> list[tuple[str, str]]:
    """Why no texts are written now, each with where to look; nothing on most days."""
    empty, closed = troubles(now=clock.now())
    lines = [purse_words(purse) for purse in empty] + [breaker_words(breaker) for breaker in closed]
    return [(line, reverse(COSTS)) for line in lines]


def draft_tiles(state: DraftState) -> list[Tile]:
    publish = reverse("admin:content_release_publish")
    changes, errors, warnings = len(state.changes), len(state.errors), len(state.warnings)
    words = ngettext("change that players do not see yet", "changes that players do not see yet", changes)
    tiles = [Tile(changes, words, publish, "warn" if changes else "")]
    tiles.append(
        Tile(
            errors, ngettext("error in the draft", "errors in the draft", errors), publish, "bad" if errors else "good"
        )
    )
    if warnings:
        tiles.append(Tile(warnings, ngettext("warning", "warnings", warnings), publish))
    release = state.live.release_id
    tiles.append(Tile(numbered(release) if release else "—", _("release players play by"), _releases_url()))
    return tiles


def people_tiles(counted: People) -> list[Tile]:
    players = list_url(Player)
    return [
        Tile(counted.seen, _("players today"), f"{players}?o=-4"),
        Tile(counted.new, _("of them new"), players),
        Tile(counted.total, _("players in all"), players),
        Tile(counted.fighting, _("fighting now"), list_url(Battle, "ended=running")),
    ]


def economy_tile(today: datetime) -> Tile:
    """What a week has added to the gold in players' hands."""
    week = flows(asset=GOLD, first=(today - LOOKED_BACK).date(), last=today.date())
    net = sum(flow.gained - flow.spent for flow in week)
    return Tile(grouped(net), _("gold, net of a week"), reverse("admin:players_ledgerentry_economy"))


def waiting_tiles(counted: Waiting) -> list[Tile]:
    """Only what is there: an empty queue is no news."""
    shown = [
        (counted.parked, _("updates parked"), list_url(InboxMessage, "state=parked")),
        (counted.dead, _("dead letters"), list_url(OutboxMessage, "state=dead")),
        (counted.timers, _("timers that failed"), list_url(Timer, "state=dead")),
    ]
    tiles = [Tile(count, words, url, "bad") for count, words, url in shown if count]
    return tiles or [Tile("✓", _("nothing has failed"), list_url(OutboxMessage), "good")]


def _fights(today: datetime) -> dict[str, Any]:
    days = fights_by_day(today)
    since = today - LOOKED_BACK
    return {
        "days": days,
        "busiest": max((day.total for day in days), default=0),
        "fights_today": days[-1],
        "dangers": [
            (_("By monster"), _dangers("monsters", fights_by("monster", since))),
            (_("By place"), _dangers("locations", fights_by("location", since))),
        ],
    }


def _dangers(section: str, rows: list[Fights]) -> list[Danger]:
    catalogue = live()
    return [Danger(key_title(section, row.key, catalogue), key_url(section, row.key), row) for row in rows]


def _releases_url() -> str:
    return reverse("admin:content_release_changelist")
