"""Quests and achievements: what is counted, when something is done, and which day a daily quest belongs to.

Everything that players do is counted in one way: as *tallies*, a number for each pair of a fact and its subject
(`monster_defeated` of `lean_wolf`), and one more without a subject for "any". A tally only grows. An achievement is
a tally that has reached a number. A quest is a few tallies that have grown by some numbers since it was accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from common.rules.text import Text


class Fact(StrEnum):
    """What is counted. What its subject is, if it has one, `SUBJECTS` says."""

    MONSTER_DEFEATED = "monster_defeated"
    BOSS_DEFEATED = "boss_defeated"
    BATTLE_WON = "battle_won"
    BATTLE_LOST = "battle_lost"
    BATTLE_FLED = "battle_fled"
    LOCATION_VISITED = "location_visited"
    RESTED = "rested"
    ITEM_GAINED = "item_gained"
    ITEM_BOUGHT = "item_bought"
    ITEM_SOLD = "item_sold"
    ITEM_USED = "item_used"
    ITEM_WORN = "item_worn"
    GOLD_EARNED = "gold_earned"
    GOLD_SPENT = "gold_spent"
    ITEM_CRAFTED = "item_crafted"
    NODE_GATHERED = "node_gathered"  # portions
    ACTIVITY_FINISHED = "activity_finished"  # to the end
    PROFESSION_LEVEL = "profession_level"
    DUNGEON_FINISHED = "dungeon_finished"
    WORLD_BOSS_FELLED = "world_boss_felled"  # also by others: who has struck at it
    LEVEL_REACHED = "level_reached"
    QUEST_FINISHED = "quest_finished"
    MONSTERS_KNOWN = "monsters_known"  # different ones defeated
    LOCATIONS_KNOWN = "locations_known"  # different ones visited
    ITEMS_KNOWN = "items_known"  # different ones gained
    TEXTS_EXPLORED = "texts_explored"  # met first, written for that and read by everybody since
    ITEM_BROUGHT = "item_brought"  # not counted: what the player has, and gives away at the end of the quest


# The catalogue section that the subject of a fact is a row of. Facts that are not here have no subject.
SUBJECTS: Mapping[Fact, str] = {
    Fact.MONSTER_DEFEATED: "monsters",
    Fact.LOCATION_VISITED: "locations",
    Fact.RESTED: "locations",
    Fact.ITEM_GAINED: "items",
    Fact.ITEM_BOUGHT: "items",
    Fact.ITEM_SOLD: "items",
    Fact.ITEM_USED: "items",
    Fact.ITEM_WORN: "items",
    Fact.ITEM_BROUGHT: "items",
    Fact.ITEM_CRAFTED: "items",
    Fact.NODE_GATHERED: "gathering_nodes",
    Fact.ACTIVITY_FINISHED: "activities",
    Fact.PROFESSION_LEVEL: "professions",
    Fact.DUNGEON_FINISHED: "dungeon_themes",
    Fact.WORLD_BOSS_FELLED: "monsters",
    Fact.QUEST_FINISHED: "quests",
}
# Each first time that a subject of the one is counted, the other grows by one.
KINDS_KNOWN: Mapping[Fact, Fact] = {
    Fact.MONSTER_DEFEATED: Fact.MONSTERS_KNOWN,
    Fact.LOCATION_VISITED: Fact.LOCATIONS_KNOWN,
    Fact.ITEM_GAINED: Fact.ITEMS_KNOWN,
}
# The tally is the highest amount seen, not the sum; a quest asks for it as it is, not for its growth.
HIGHEST = frozenset({Fact.LEVEL_REACHED, Fact.PROFESSION_LEVEL, Fact.TEXTS_EXPLORED})
# What happens once in a life, or a few times: nothing to ask for every day.
ONCE_IN_A_LIFE = HIGHEST | frozenset(KINDS_KNOWN.values())


@dataclass(frozen=True, slots=True, order=True)
class Tally:
    """What is counted: a fact, of one subject or (empty) of any."""

    fact: Fact
    subject: str = ""


Counts = Mapping[Tally, int]


class Repeat(StrEnum):
    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Objective:
    """`amount` times the fact; of any subject when none is named."""

    fact: Fact
    subject: str | None = None
    amount: int = 1

    @property
    def tally(self) -> Tally:
        return Tally(self.fact, self.subject or "")


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A quest that has to be finished first."""

    quest: str


@dataclass(frozen=True, slots=True)
class RewardItem:
    item: str
    amount: int = 1


@dataclass(frozen=True, slots=True)
class QuestSpec:
    """`giver`: the location where it is accepted; None: anywhere. `thanks`: what is said when it is finished."""

    key: str
    name: Text
    description: Text
    thanks: Text
    icon: str
    giver: str | None = None
    min_level: int = 1
    repeat: Repeat = Repeat.ONCE
    position: int = 0
    objectives: tuple[Objective, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    xp: int = 0
    gold: int = 0
    items: tuple[RewardItem, ...] = ()


@dataclass(frozen=True, slots=True)
class AchievementSpec:
    """`amount` of the fact, counted from the first day. A `hidden` one is a riddle until it is unlocked."""

    key: str
    name: Text
    description: Text
    icon: str
    fact: Fact
    subject: str | None = None
    amount: int = 1
    points: int = 10
    hidden: bool = False
    position: int = 0
    xp: int = 0
    gold: int = 0
    items: tuple[RewardItem, ...] = ()

    @property
    def tally(self) -> Tally:
        return Tally(self.fact, self.subject or "")

    @property
    def rewards_something(self) -> bool:
        return bool(self.xp or self.gold or self.items)


def told(fact: Fact, *subjects: tuple[str, int]) -> dict[Tally, int]:
    """What is to be added to the tallies when a fact happens to these (subject, amount): each, and any."""
    added: dict[Tally, int] = {}
    for subject, amount in subjects:
        for tally in dict.fromkeys((Tally(fact, subject), Tally(fact))):
            added[tally] = added.get(tally, 0) + amount
    return {tally: amount for tally, amount in added.items() if amount > 0}


def together(*parts: Counts) -> dict[Tally, int]:
    """What is to be added when all of these happen; or the tallies once something was added to them."""
    added: dict[Tally, int] = {}
    for part in parts:
        for tally, amount in part.items():
            added[tally] = max(added.get(tally, 0), amount) if tally.fact in HIGHEST else added.get(tally, 0) + amount
    return added


@dataclass(frozen=True, slots=True)
class Step:
    """An objective and how far it is: `done` of its `amount`, never more."""

    objective: Objective
    done: int

    @property
    def is_done(self) -> bool:
        return self.done >= self.objective.amount


def baseline_of(quest: QuestSpec, counts: Counts) -> dict[Tally, int]:
    """What has to be remembered when a quest is accepted: only what happens from then on counts."""
    grows = {step.tally for step in quest.objectives if step.fact not in HIGHEST | {Fact.ITEM_BROUGHT}}
    return {tally: counts.get(tally, 0) for tally in grows if counts.get(tally, 0)}


def quest_steps(quest: QuestSpec, *, counts: Counts, baseline: Counts) -> tuple[Step, ...]:
    """How far a quest is. An objective that a release has added since it was accepted has no baseline: for it counts
    what was ever done."""
    return tuple(
        Step(step, min(step.amount, max(0, counts.get(step.tally, 0) - baseline.get(step.tally, 0))))
        for step in quest.objectives
    )


def is_ready(steps: Iterable[Step]) -> bool:
    return all(step.is_done for step in steps)


def brought(quest: QuestSpec) -> dict[str, int]:
    """The items that finishing the quest takes."""
    taken: dict[str, int] = {}
    for step in quest.objectives:
        if step.fact is Fact.ITEM_BROUGHT and step.subject:
            taken[step.subject] = taken.get(step.subject, 0) + step.amount
    return taken


def period_of(repeat: Repeat, now: datetime, *, reset_hour: int) -> str:
    """The day (`2026-11-21`) or ISO week (`2026-W47`) that `now` is in; empty for what is done once.

    The clock is UTC, and a day begins at `reset_hour`; a week with the day that begins on a Monday.
    """
    day = now - timedelta(hours=reset_hour)
    if repeat is Repeat.DAILY:
        return f"{day:%Y-%m-%d}"
    if repeat is Repeat.WEEKLY:
        year, week, _weekday = day.isocalendar()
        return f"{year}-W{week:02}"
    return ""


def next_period_at(repeat: Repeat, now: datetime, *, reset_hour: int) -> datetime | None:
    """When the next day or week begins; None for what is done once."""
    if repeat is Repeat.ONCE:
        return None
    day = (now - timedelta(hours=reset_hour)).replace(hour=0, minute=0, second=0, microsecond=0)
    days = 1 if repeat is Repeat.DAILY else 7 - day.weekday()
    return day + timedelta(days=days, hours=reset_hour)
