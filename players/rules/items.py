"""The arithmetic of things: what a piece is rolled to, what sets add, what a bag holds, what dressing changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from common.rules.rng import Rng
from players.rules.catalogue import (
    AffixSpec,
    AffixStat,
    AffixTableSpec,
    GradeSpec,
    ItemKind,
    ItemSetSpec,
    ItemSpec,
    ProgressSpec,
    Rarity,
    SetBonusSpec,
)


@dataclass(frozen=True, slots=True)
class Affix:
    """What a piece was rolled to have: `amount` points of `stat`. `key` names the affix of the table."""

    key: str
    stat: AffixStat
    amount: int


@dataclass(frozen=True, slots=True)
class Roll:
    rarity: Rarity
    affixes: tuple[Affix, ...] = ()


def is_rolled(item: ItemSpec) -> bool:
    """Whether pieces of it are one of a kind."""
    return item.kind is ItemKind.EQUIPMENT and item.affix_table is not None


def gear_roll(item: ItemSpec, table: AffixTableSpec, rng: Rng) -> Roll:
    """A grade by weight, never below the item's own rarity; then its affixes by weight, each stat once."""
    grades = [grade for grade in table.grades if grade.weight > 0 and grade.rarity.rank >= item.rarity.rank]
    if not grades:
        return Roll(item.rarity)
    grade = rng.pick_weighted(grades, [grade.weight for grade in grades])
    return Roll(grade.rarity, tuple(_affixes_roll(item, table, grade, rng)))


def _affixes_roll(item: ItemSpec, table: AffixTableSpec, grade: GradeSpec, rng: Rng) -> Iterable[Affix]:
    left = affixes_for(item, table)
    for _ in range(grade.affixes):
        if not left:
            return
        picked = rng.pick_weighted(left, [affix.weight for affix in left])
        left = [affix for affix in left if affix.stat is not picked.stat]
        yield Affix(picked.key, picked.stat, rng.between(*affix_bounds(picked, item.level)))


def affixes_for(item: ItemSpec, table: AffixTableSpec) -> list[AffixSpec]:
    """Those that an item of this level can get."""
    return [affix for affix in table.affixes if affix.weight > 0 and affix.min_level <= item.level]


def affix_bounds(affix: AffixSpec, level: int) -> tuple[int, int]:
    """The least and the most of an affix on an item of `level`."""
    grown = affix.growth * (level - 1) // 100
    return affix.low + grown, max(affix.low, affix.high) + grown


def with_affixes(item: ItemSpec, rarity: Rarity, affixes: Iterable[Affix]) -> ItemSpec:
    """The item as this piece of it is: its numbers with those of the affixes."""
    added: dict[str, int] = {}
    for affix in affixes:
        added[affix.stat.value] = added.get(affix.stat.value, 0) + affix.amount
    return replace(item, rarity=rarity, **{stat: getattr(item, stat) + amount for stat, amount in added.items()})


def gear_price(item: ItemSpec, table: AffixTableSpec | None, roll: Roll) -> int:
    """What a piece is worth: its kind's price, and more with affixes. Never more without: gold would be made of it."""
    if table is None or not roll.affixes:
        return item.price
    percent = next((grade.price_percent for grade in table.grades if grade.rarity is roll.rarity), 100)
    return item.price * percent // 100


# What battles do to a piece.


@dataclass(frozen=True, slots=True)
class Condition:
    """How a piece holds out: `left` of `most` points of its durability."""

    left: int
    most: int

    @property
    def is_broken(self) -> bool:
        return self.left == 0

    @property
    def is_whole(self) -> bool:
        return self.left == self.most

    def after(self, wear: int) -> Condition:
        """As it is after that much more wear: never less than broken."""
        return Condition(max(0, self.left - wear), self.most)


def condition_of(item: ItemSpec, progress: ProgressSpec, wear: int) -> Condition | None:
    """The condition of a piece that has borne so much wear; None when nothing wears it."""
    if not (progress.wear_per_battle and item.durability):
        return None
    return Condition(max(0, item.durability - wear), item.durability)


def repair_price(price: int, condition: Condition | None, *, percent: int) -> int:
    """What it costs to make a piece of that price whole again, rounded up: of the whole repair's price, the part
    that is worn. So a piece that is repaired often never costs less than one that is repaired once."""
    if condition is None:
        return 0
    return -(-price * percent * (condition.most - condition.left) // (100 * condition.most))


def broken(item: ItemSpec) -> ItemSpec:
    """The item as a broken piece of it counts: it fills its slot, and that is all."""
    nothing: dict[str, Any] = dict.fromkeys((stat.value for stat in AffixStat), 0)
    return replace(item, item_set=None, **nothing)


def affixes_to_json(affixes: Iterable[Affix]) -> list[dict[str, str | int]]:
    return [{"key": affix.key, "stat": affix.stat.value, "amount": affix.amount} for affix in affixes]


def affixes_from_json(data: Iterable[Mapping[str, str | int]]) -> tuple[Affix, ...]:
    return tuple(Affix(str(row["key"]), AffixStat(str(row["stat"])), int(row["amount"])) for row in data)


# What is worn together.


@dataclass(frozen=True, slots=True)
class SetWorn:
    """`worn` different pieces of a set are on, which brings `bonuses`."""

    item_set: ItemSetSpec
    worn: int
    bonuses: tuple[SetBonusSpec, ...]


def sets_worn(worn: Iterable[ItemSpec], sets: Mapping[str, ItemSetSpec]) -> tuple[SetWorn, ...]:
    """The sets that something is worn of, in the order of the catalogue. The same item twice is one piece."""
    pieces: dict[str, set[str]] = {}
    for item in worn:
        if item.item_set is not None:
            pieces.setdefault(item.item_set, set()).add(item.key)
    return tuple(
        SetWorn(spec, len(pieces[key]), tuple(bonus for bonus in spec.bonuses if bonus.pieces <= len(pieces[key])))
        for key, spec in sets.items()
        if key in pieces
    )


def difference(item: ItemSpec, worn: ItemSpec | None) -> tuple[tuple[AffixStat, int], ...]:
    """What would change by wearing `item` instead of `worn`: each number that differs, sets left aside."""
    changes = ((stat, getattr(item, stat) - (getattr(worn, stat) if worn else 0)) for stat in AffixStat)
    return tuple((stat, change) for stat, change in changes if change)


# What a bag holds.


def places_taken(item: ItemSpec, amount: int) -> int:
    """How many places of a bag so many of an item take."""
    if amount <= 0:
        return 0
    return -(-amount // item.stack) if item.stack > 0 else 1


def amount_that_fits(item: ItemSpec, held: int, wanted: int, free: int) -> int:
    """How many more of an item find room beside `held` of them, with `free` places empty."""
    free = max(free, 0)
    if item.stack <= 0:
        return wanted if held > 0 or free > 0 else 0
    room = (places_taken(item, held) + free) * item.stack - held
    return min(wanted, max(0, room))
