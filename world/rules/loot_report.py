"""What a loot table comes to over many rolls: a pure count, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from common.rules.rng import Rng
from players.rules.catalogue import AffixTableSpec, ItemSpec, Rarity
from players.rules.items import gear_price, gear_roll, is_rolled
from world.rules.catalogue import LootTableSpec
from world.rules.loot import loot_roll


@dataclass(frozen=True, slots=True)
class LootReport:
    """`rolls` of a table. `hits`: in how many of them an item came; `amounts`: how many of it in all; `sizes`: in how
    many rolls so many different items came; `rarities`: what rolled pieces came out as; `worth`: coins in all."""

    rolls: int
    hits: Counter[str] = field(default_factory=Counter)
    amounts: Counter[str] = field(default_factory=Counter)
    sizes: Counter[int] = field(default_factory=Counter)
    rarities: Counter[Rarity] = field(default_factory=Counter)
    worth: int = 0


def loot_report(
    table: LootTableSpec,
    items: Mapping[str, ItemSpec],
    affix_tables: Mapping[str, AffixTableSpec],
    *,
    rolls: int,
    seed: int,
) -> LootReport:
    """Roll the table so many times. Items that do not exist are counted, and worth nothing."""
    rng, report, worth = Rng(seed), LootReport(rolls), 0
    for _ in range(rolls):
        drops = loot_roll(table, rng)
        report.sizes[len(drops)] += 1
        for drop in drops:
            report.hits[drop.item] += 1
            report.amounts[drop.item] += drop.amount
            item = items.get(drop.item)
            if item is not None:
                worth += _worth(item, affix_tables, drop.amount, rng, report.rarities)
    return LootReport(rolls, report.hits, report.amounts, report.sizes, report.rarities, worth)


def _worth(
    item: ItemSpec, tables: Mapping[str, AffixTableSpec], amount: int, rng: Rng, rarities: Counter[Rarity]
) -> int:
    """What so many are worth; pieces are rolled one by one."""
    table = tables.get(item.affix_table or "")
    if table is None or not is_rolled(item):
        return item.price * amount
    pieces = [gear_roll(item, table, rng) for _ in range(amount)]
    rarities.update(piece.rarity for piece in pieces)
    return sum(gear_price(item, table, piece) for piece in pieces)
