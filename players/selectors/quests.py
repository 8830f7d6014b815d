"""What doors show of quests and achievements: frozen views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from content.rules.catalogue import Catalogue
from players.models import QuestEntry, UnlockedAchievement
from players.rules.catalogue import ProgressSpec
from players.rules.quests import (
    AchievementSpec,
    Counts,
    Prerequisite,
    QuestSpec,
    Repeat,
    Step,
    is_ready,
    next_period_at,
    period_of,
    quest_steps,
)
from players.state.character import Character, character_read
from players.state.tallies import baseline_read, steps_of, tallies_read

MOST_ACTIVE = 12


class QuestState(StrEnum):
    READY = "ready"  # all is done, the reward waits
    ACTIVE = "active"
    AVAILABLE = "available"  # may be accepted where its giver is
    DONE = "done"  # for good, or for today or this week
    LOCKED = "locked"  # something comes first: a level, another quest


@dataclass(frozen=True, slots=True)
class QuestView:
    """A quest as one player sees it. `again_at`: when one that is done may be done again.

    `first`: quests to finish before it.
    """

    spec: QuestSpec
    state: QuestState
    steps: tuple[Step, ...]
    again_at: datetime | None = None
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestLog:
    """Every quest of the release, those to be looked at first coming first, as of the player's `version`."""

    version: int
    level: int
    quests: tuple[QuestView, ...]

    def of(self, *states: QuestState) -> tuple[QuestView, ...]:
        return tuple(view for view in self.quests if view.state in states)

    def find(self, key: str) -> QuestView | None:
        return next((view for view in self.quests if view.spec.key == key), None)


@dataclass(frozen=True, slots=True)
class AchievementView:
    """`done` of the spec's amount, never more. `claimable`: its reward waits."""

    spec: AchievementSpec
    done: int
    unlocked_at: datetime | None = None
    claimable: bool = False

    @property
    def is_riddle(self) -> bool:
        """A hidden one that is not unlocked yet: nobody is told what it is."""
        return self.spec.hidden and self.unlocked_at is None


@dataclass(frozen=True, slots=True)
class AchievementsView:
    """`points` of `most_points`; the achievements in the game masters' order."""

    version: int
    points: int
    most_points: int
    achievements: tuple[AchievementView, ...]

    def find(self, key: str) -> AchievementView | None:
        return next((view for view in self.achievements if view.spec.key == key), None)


def quest_log(*, player_id: int, now: datetime) -> QuestLog:
    """Every quest as the player sees it. Raises NotFound, Banned, NotReady(step)."""
    return quest_log_of(character_read(player_id, now=now), now=now)


def quest_log_of(character: Character, *, now: datetime) -> QuestLog:
    """The log of a loaded character: three statements, however many quests there are."""
    player_id, catalogue = character.row.pk, character.catalogue
    entries = entries_of(player_id)
    active = [
        (spec, baseline_read(entries[key].baseline))
        for key, spec in catalogue.all(QuestSpec).items()
        if key in entries and entries[key].state == QuestEntry.State.ACTIVE
    ]
    steps = steps_of(player_id, active)
    views = [
        _view(spec, entries, steps.get(key), catalogue=catalogue, level=character.row.level, now=now)
        for key, spec in catalogue.all(QuestSpec).items()
    ]
    order = list(QuestState)
    views.sort(key=lambda view: order.index(view.state))
    return QuestLog(character.row.version, character.row.level, tuple(views))


def entries_of(player_id: int) -> dict[str, QuestEntry]:
    return {entry.quest: entry for entry in QuestEntry.objects.filter(player_id=player_id)}


def period_now(catalogue: Catalogue, spec: QuestSpec, now: datetime) -> str:
    """The day or week that `now` is in for this quest, by the release's clock."""
    return period_of(spec.repeat, now, reset_hour=catalogue.one(ProgressSpec).quest_reset_hour)


def is_done(spec: QuestSpec, entry: QuestEntry | None, period: str) -> bool:
    """Whether the quest cannot be accepted any more in `period`, the one that it is now."""
    if entry is None or entry.state != QuestEntry.State.FINISHED:
        return False
    return spec.repeat is Repeat.ONCE or entry.period == period


def lacking(spec: QuestSpec, entries: Mapping[str, QuestEntry]) -> tuple[str, ...]:
    """The quests to be finished before this one."""
    return tuple(first.quest for first in spec.prerequisites if not _was_finished(first, entries))


def _was_finished(first: Prerequisite, entries: Mapping[str, QuestEntry]) -> bool:
    return first.quest in entries and entries[first.quest].times_finished > 0


def _view(
    spec: QuestSpec,
    entries: Mapping[str, QuestEntry],
    steps: tuple[Step, ...] | None,
    *,
    catalogue: Catalogue,
    level: int,
    now: datetime,
) -> QuestView:
    if steps is not None:
        return QuestView(spec, QuestState.READY if is_ready(steps) else QuestState.ACTIVE, steps)
    untouched = quest_steps(spec, counts={}, baseline={})
    if is_done(spec, entries.get(spec.key), period_now(catalogue, spec, now)):
        reset_hour = catalogue.one(ProgressSpec).quest_reset_hour
        again_at = next_period_at(spec.repeat, now, reset_hour=reset_hour)
        return QuestView(spec, QuestState.DONE, untouched, again_at)
    first = lacking(spec, entries)
    open_ = level >= spec.min_level and not first
    return QuestView(spec, QuestState.AVAILABLE if open_ else QuestState.LOCKED, untouched, first=first)


def quests_moved(
    *, player_id: int, catalogue: Catalogue, added: Counts, is_counted: bool = False
) -> tuple[QuestView, ...]:
    """The active quests that go on by what has just happened, and is counted only after this transaction, or was."""
    specs = catalogue.all(QuestSpec)
    rows = QuestEntry.objects.filter(player_id=player_id, state=QuestEntry.State.ACTIVE)
    active = [
        (specs[entry.quest], baseline_read(entry.baseline))
        for entry in rows
        if entry.quest in specs and any(step.tally in added for step in specs[entry.quest].objectives)
    ]
    if not active:
        return ()
    steps = steps_of(player_id, active, added=None if is_counted else added)
    return tuple(
        QuestView(spec, QuestState.READY if is_ready(steps[spec.key]) else QuestState.ACTIVE, steps[spec.key])
        for spec, _ in active
    )


def achievements_view(*, player_id: int, now: datetime) -> AchievementsView:
    """The achievements as the player sees them. Raises NotFound, Banned, NotReady(step)."""
    return achievements_of(character_read(player_id, now=now))


def achievements_of(character: Character) -> AchievementsView:
    player_id, specs = character.row.pk, character.catalogue.all(AchievementSpec)
    rows = UnlockedAchievement.objects.filter(player_id=player_id)
    unlocked = {row.achievement: row for row in rows}
    counts = tallies_read(player_id, {spec.tally for spec in specs.values()})
    views = tuple(_achievement(spec, counts, unlocked.get(key)) for key, spec in specs.items())
    return AchievementsView(
        version=character.row.version,
        points=sum(view.spec.points for view in views if view.unlocked_at is not None),
        most_points=sum(spec.points for spec in specs.values()),
        achievements=views,
    )


def _achievement(spec: AchievementSpec, counts: Counts, row: UnlockedAchievement | None) -> AchievementView:
    if row is None:
        return AchievementView(spec, min(spec.amount, counts.get(spec.tally, 0)))
    return AchievementView(spec, spec.amount, row.unlocked_at, row.claimed_at is None and spec.rewards_something)
