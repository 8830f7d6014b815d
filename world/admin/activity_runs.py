"""What players are at, and how good they are at what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.admin.base import LongStateAdmin
from common.admin.html import badge, change_url, moment, numbered, row_link
from common.admin.references import REFERENCES
from content.admin.names import key_title, live
from content.admin.uses import ROW_USES, RowUse
from players.admin.panels import PANELS, Panel
from players.admin.words import REASONS
from players.models import Player
from world.models import ActivityRun, PlayerProfession

SECTIONS = {"craft": "recipes", "gather": "gathering_nodes", "pastime": "activities", "journey": "activities"}


@admin.register(ActivityRun)
class ActivityRunAdmin(LongStateAdmin):
    """What players are at, and what they have done: for looking, not for changing."""

    list_display = ["number", "who", "kind", "what", "portions", "started", "ends", "state"]
    list_select_related = ("player",)
    search_fields = ["=id", "=player__name", "=subject"]
    search_help_text = _("A number, a player's exact name, or the key of what is done")
    ordering = ("-pk",)
    actions = None
    fields = ["player", "release", "kind", "subject", "location", "portions", "portion_seconds", "chance"]

    @admin.display(description=_("activity"), ordering="pk")
    def number(self, row: ActivityRun) -> str:
        return numbered(row.pk)

    @admin.display(description=_("player"))
    def who(self, row: ActivityRun) -> SafeString | str:
        return row_link(row.player)

    @admin.display(description=_("started"))
    def started(self, row: ActivityRun) -> SafeString | str:
        return moment(row.started_at)

    @admin.display(description=_("ends"))
    def ends(self, row: ActivityRun) -> SafeString | str:
        return moment(row.ended_at or row.ends_at)

    @admin.display(description=_("what"))
    def what(self, row: ActivityRun) -> str:
        return key_title(SECTIONS[row.kind], row.subject, live())

    @admin.display(description=_("outcome"))
    def state(self, row: ActivityRun) -> SafeString:
        if not row.outcome:
            return badge(_("goes on"), "info")
        return badge(row.get_outcome_display(), "good" if row.outcome == ActivityRun.Outcome.FINISHED else "calm")


def _at_it(kinds: Sequence[str]) -> Any:
    def count(keys: Sequence[str]) -> Mapping[str, int]:
        rows = ActivityRun.objects.filter(outcome="", kind__in=kinds, subject__in=keys).values_list("subject")
        return dict(rows.annotate(Count("pk")).order_by())

    return count


def _practising(keys: Sequence[str]) -> Mapping[str, int]:
    rows = PlayerProfession.objects.filter(profession__in=keys).values_list("profession")
    return dict(rows.annotate(Count("pk")).order_by())


def professions_panel(player: Player) -> Panel:
    """How good the player is at what, and what goes on."""
    names = live()
    rows: list[tuple[Any, Any]] = [
        (key_title("professions", row.profession, names), f"{row.level} · {row.xp} XP")
        for row in PlayerProfession.objects.filter(player=player).order_by("profession")
    ]
    run = ActivityRun.objects.filter(player=player, outcome="").first()
    if run is not None:
        rows.append((key_title(SECTIONS[run.kind], run.subject, names), moment(run.ends_at)))
    return Panel(_("Professions and activities"), rows, empty=_("Nothing practised yet."), wide=False)


REFERENCES["activity"] = (
    lambda key: change_url(ActivityRun, key),
    lambda key: str(_("activity #%(key)s")) % {"key": key},
)
REASONS.update(
    {
        "craft": _("made at a station"),
        "craft_back": _("ingredients that were not used"),
        "gather": _("gathered"),
        "pastime": _("training or work"),
        "activity": _("the price of an activity"),
        "journey_back": _("a fare that was given back"),
    }
)
ROW_USES += [
    RowUse("professions", _("Players who have practised it: %(count)s"), _practising),
    RowUse("recipes", _("Players who are making it, by the release they began with: %(count)s"), _at_it(["craft"])),
    RowUse("activities", _("Players who are at it: %(count)s"), _at_it(["pastime", "journey"])),
]
PANELS.append(professions_panel)
