"""Who gets what of a world boss: pure shares of what everybody has done together."""

from __future__ import annotations

from dataclasses import dataclass

from world.rules.events import WorldEventSpec


@dataclass(frozen=True, slots=True)
class Hunt:
    """A boss when all is over: `dealt` of its `max_hp`."""

    max_hp: int
    dealt: int

    @property
    def is_felled(self) -> bool:
        return self.dealt >= self.max_hp

    @property
    def percent(self) -> int:
        """How much of the reward there is: as much as the boss has lost. Only its fall brings all of it."""
        return self.dealt * 100 // self.max_hp if self.max_hp else 0


@dataclass(frozen=True, slots=True)
class Share:
    """`rolls_loot`: one of the best, and the boss has fallen."""

    xp: int = 0
    gold: int = 0
    rolls_loot: bool = False


def share_of(event: WorldEventSpec, hunt: Hunt, *, damage: int, place: int | None) -> Share:
    """The reward of one who did `damage` and came in as number `place` (None: not among the best).

    The shares of the pool add up to no more than the pool: each is rounded down.
    """
    if damage < max(1, event.min_damage) or not hunt.dealt:
        return Share()
    pool = event.pool_gold * damage // hunt.dealt
    return Share(
        xp=event.reward_xp * hunt.percent // 100,
        gold=(event.reward_gold + pool) * hunt.percent // 100,
        rolls_loot=hunt.is_felled and place is not None and event.loot_table is not None,
    )
