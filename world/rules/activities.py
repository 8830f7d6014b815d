"""What is done over time, in equal portions. Each portion that is over has been earned, and no other.

All portions are rolled one after another from one seed. So what was earned by a moment is the same whenever it is
computed: shown while it goes on, taken when it is broken off, or given when it is over. What a happy hour adds is
added to the portions that are over while it lasts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from common.rules.rng import Rng
from world.rules.catalogue import LootTableSpec
from world.rules.crafts import ActivitySpec
from world.rules.events import USUAL, Bonus, luckier
from world.rules.loot import loot_roll

_NO_TIME = timedelta(0)


class ActivityKind(StrEnum):
    CRAFT = "craft"
    GATHER = "gather"
    PASTIME = "pastime"  # training, work
    JOURNEY = "journey"


@dataclass(frozen=True, slots=True)
class Gain:
    """What portions bring: XP, whole coins, practice, and items (each once). `made`, `failed`: portions by outcome."""

    xp: int = 0
    gold: int = 0
    profession_xp: int = 0
    items: tuple[tuple[str, int], ...] = ()
    made: int = 0
    failed: int = 0

    def __add__(self, other: Gain) -> Gain:
        amounts = dict(self.items)
        for item, amount in other.items:
            amounts[item] = amounts.get(item, 0) + amount
        return Gain(
            self.xp + other.xp,
            self.gold + other.gold,
            self.profession_xp + other.profession_xp,
            tuple(amounts.items()),
            self.made + other.made,
            self.failed + other.failed,
        )


Portion = Callable[[Rng, Bonus], Gain]
UNCHANGED = Bonus()


def earned(portion: Portion, *, seed: int, portions: int, bonus: Callable[[int], Bonus] | None = None) -> Gain:
    """What the first `portions` bring together. `bonus`: what goes for a portion, the first being 1.

    XP and coins are rounded down once, in the sum: of many small portions a happy hour loses nothing.
    """
    rng, total, xp, gold = Rng(seed), Gain(), 0, 0
    for number in range(1, portions + 1):
        goes = bonus(number) if bonus else UNCHANGED
        gain = portion(rng, goes)
        total += gain
        xp, gold = xp + gain.xp * goes.xp, gold + gain.gold * goes.gold
    return replace(total, xp=xp // USUAL, gold=gold // USUAL)


def portions_done(*, portions: int, portion_time: timedelta, elapsed: timedelta) -> int:
    """How many portions are over; a clock that went back has finished none. What takes no time is over at once."""
    if elapsed < _NO_TIME:
        return 0
    return min(portions, elapsed // portion_time) if portion_time > _NO_TIME else portions


def pastime_portion(spec: ActivitySpec, table: LootTableSpec | None, rng: Rng, bonus: Bonus = UNCHANGED) -> Gain:
    """A portion of training or work. `table` is the one it names."""
    drops = table_drops(table, rng, bonus)
    return Gain(spec.xp, spec.gold, spec.profession_xp, drops, made=1)


def table_drops(table: LootTableSpec | None, rng: Rng, bonus: Bonus) -> tuple[tuple[str, int], ...]:
    """What a portion finds."""
    lucky = luckier(table, bonus.loot)
    return tuple((drop.item, drop.amount) for drop in loot_roll(lucky, rng)) if lucky else ()
