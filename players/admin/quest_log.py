"""What players are at, and how far they are: the list of their quests, and pieces of a player's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.admin.base import LongStateAdmin
from common.admin.html import NOTHING, badge, list_url, moment, row_link
from content.admin.names import key_title, live, spec_title, value_word
from content.release import is_active
from content.sections import SECTIONS
from players.admin.panels import PANELS, Panel
from players.models import Player, QuestEntry, UnlockedAchievement
from players.rules.quests import SUBJECTS, AchievementSpec, Objective, QuestSpec, Repeat, Step
from players.state.tallies import baseline_read, steps_of, tallies_read

SHOWN = 12  # quests or achievements on a player's page
BREAK = SafeString("<br>")
TONES = {
    QuestEntry.State.ACTIVE: "info",
    QuestEntry.State.FINISHED: "good",
    QuestEntry.State.ABANDONED: "calm",
}


class QuestFilter(admin.SimpleListFilter):
    title = _("quest")
    parameter_name = "quest"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, spec_title(spec, key)) for key, spec in live().all(QuestSpec).items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(quest=self.value()) if self.value() else queryset


class RepeatFilter(admin.SimpleListFilter):
    """By how often the live release lets a quest be done."""

    title = _("how often")
    parameter_name = "often"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(repeat.value, value_word(repeat)) for repeat in Repeat]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        keys = [key for key, spec in live().all(QuestSpec).items() if spec.repeat == self.value()]
        return queryset.filter(quest__in=keys) if self.value() else queryset


@admin.register(QuestEntry)
class QuestEntryAdmin(LongStateAdmin):
    list_display = ["quest_words", "player_link", "state_badge", "period_words", "accepted", "finished", "times"]
    list_filter = ["state", RepeatFilter, QuestFilter]
    list_select_related = ["player"]
    search_fields = ["=player__name", "=player__id", "=quest", "=period"]
    search_help_text = _("A player's exact name or number, the key of a quest, or a period like 2026-11-21")
    fields = ["quest_words", "player_link", "state_badge", "progress", "period_words", "accepted", "finished", "times"]
    actions = None

    @admin.display(description=_("quest"), ordering="quest")
    def quest_words(self, row: QuestEntry) -> str:
        return key_title("quests", row.quest, live())

    @admin.display(description=_("player"))
    def player_link(self, row: QuestEntry) -> SafeString | str:
        return row_link(row.player)

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, row: QuestEntry) -> SafeString:
        return entry_badge(row)

    @admin.display(description=_("period"), ordering="period")
    def period_words(self, row: QuestEntry) -> str:
        return row.period or NOTHING

    @admin.display(description=_("accepted"), ordering="accepted_at")
    def accepted(self, row: QuestEntry) -> SafeString | str:
        return moment(row.accepted_at)

    @admin.display(description=_("finished"), ordering="finished_at")
    def finished(self, row: QuestEntry) -> SafeString | str:
        return moment(row.finished_at)

    @admin.display(description=_("accepted · finished"))
    def times(self, row: QuestEntry) -> str:
        return f"{row.times_accepted} · {row.times_finished}"

    @admin.display(description=_("how far"))
    def progress(self, row: QuestEntry) -> SafeString | str:
        return steps_words(_steps(row.player_id, [row]).get(row.quest, ()))


def entry_badge(row: QuestEntry) -> SafeString:
    return badge(row.get_state_display(), TONES[QuestEntry.State(row.state)])


def steps_words(steps: Sequence[Step]) -> SafeString | str:
    """A line for each objective: what, how much is done, of how much."""
    lines = ((_objective(step.objective), step.done, step.objective.amount) for step in steps)
    return format_html_join(BREAK, "{}: {} / {}", lines) or NOTHING


def _objective(asked: Objective) -> str:
    words, section = value_word(asked.fact), SUBJECTS.get(asked.fact)
    if asked.subject is None or section not in SECTIONS:
        return words
    return f"{words}: {key_title(section, asked.subject, live())}"


def _steps(player_id: int, rows: Sequence[QuestEntry]) -> dict[str, tuple[Step, ...]]:
    """How far the player is with the quests that are on and that the live release still has."""
    if not is_active():
        return {}
    specs = live().all(QuestSpec)
    on = [row for row in rows if row.state == QuestEntry.State.ACTIVE and row.quest in specs]
    return steps_of(player_id, [(specs[row.quest], baseline_read(row.baseline)) for row in on])


def quests_panel(player: Player) -> Panel:
    """What the player is at, how far, and what was done last."""
    rows = list(QuestEntry.objects.filter(player=player).order_by("-accepted_at")[:SHOWN])
    catalogue, steps = live(), _steps(player.pk, rows)
    lines = [
        (
            row_link(row, key_title("quests", row.quest, catalogue)),
            entry_badge(row),
            steps_words(steps.get(row.quest, ())),
            row.times_finished or NOTHING,
        )
        for row in rows
    ]
    return Panel(
        _("Quests"),
        lines,
        headers=(_("quest"), _("state"), _("how far"), _("finished")),
        empty=_("None was ever accepted."),
        more_url=list_url(QuestEntry, f"player__id__exact={player.pk}") if rows else "",
    )


def achievements_panel(player: Player) -> Panel:
    """Those unlocked last, then those that are nearest."""
    specs = live().all(AchievementSpec)
    unlocked = {row.achievement: row for row in UnlockedAchievement.objects.filter(player=player)}
    counts = tallies_read(player.pk, {spec.tally for spec in specs.values()})
    held = sorted(unlocked.values(), key=lambda row: row.unlocked_at, reverse=True)
    lines: list[tuple[Any, ...]] = [
        (key_title("achievements", row.achievement, live()), badge(_("unlocked"), "good"), moment(row.unlocked_at))
        for row in held[: SHOWN // 2]
    ]
    ahead = [spec for key, spec in specs.items() if key not in unlocked and counts.get(spec.tally)]
    ahead.sort(key=lambda spec: counts[spec.tally] / spec.amount, reverse=True)
    lines += [
        (spec_title(spec, spec.key), f"{min(counts[spec.tally], spec.amount)} / {spec.amount}", NOTHING)
        for spec in ahead[: SHOWN - len(lines)]
    ]
    points = sum(specs[key].points for key in unlocked if key in specs)
    title = _("Achievements: %(n)d of %(all)d, %(points)d points") % {
        "n": len(unlocked),
        "all": len(specs),
        "points": points,
    }
    headers = (_("achievement"), _("how far"), _("unlocked"))
    return Panel(title, lines, headers, empty=_("Nothing has been done yet."))


PANELS += [quests_panel, achievements_panel]
