"""What a fallen monster leaves: a pure roll of its gold and its loot table."""

from __future__ import annotations

from dataclasses import dataclass

from common.rules.rng import Rng
from world.rules.catalogue import LootTableSpec, MonsterSpec


@dataclass(frozen=True, slots=True)
class Drop:
    """`amount` (1 or more) pieces of `item`."""

    item: str
    amount: int


@dataclass(frozen=True, slots=True)
class Spoils:
    """Everything one monster gives: XP, whole coins, and items (each item once)."""

    xp: int
    gold: int
    drops: tuple[Drop, ...] = ()


def loot_roll(table: LootTableSpec, rng: Rng) -> tuple[Drop, ...]:
    """Each entry rolls by itself; drops of the same item are put together, in the order of the table."""
    amounts: dict[str, int] = {}
    for entry in table.entries:
        if not rng.chance(entry.chance):
            continue
        amounts[entry.item] = amounts.get(entry.item, 0) + rng.between(entry.min_amount, entry.max_amount)
    return tuple(Drop(item, amount) for item, amount in amounts.items())


def spoils_roll(monster: MonsterSpec, table: LootTableSpec | None, rng: Rng) -> Spoils:
    """`table` is the one that `monster.loot_table` names, None when it names none."""
    gold = rng.between(monster.gold_min, monster.gold_max)
    return Spoils(monster.xp, gold, loot_roll(table, rng) if table else ())
