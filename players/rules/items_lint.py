"""What can be wrong with rarities, affix tables and sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, warning
from players.rules.catalogue import AffixTableSpec, Bind, ItemKind, ItemSetSpec, ItemSpec, ProgressSpec, Rarity

MOST_DURABLE = 10_000


def items_name_real_tables(catalogue: Catalogue) -> Iterator[Finding]:
    """Tables and sets that items name exist; only equipment is rolled, and its rarity is one that its table gives."""
    tables, sets = catalogue.all(AffixTableSpec), catalogue.all(ItemSetSpec)
    for key, item in catalogue.all(ItemSpec).items():
        table = catalogue.find(AffixTableSpec, item.affix_table)
        if item.affix_table is not None and item.affix_table not in tables:
            yield error("items", key, "affix_table_missing", affix_table=item.affix_table)
        if item.item_set is not None and item.item_set not in sets:
            yield error("items", key, "item_set_missing", item_set=item.item_set)
        if item.kind is not ItemKind.EQUIPMENT and (item.affix_table is not None or item.item_set is not None):
            yield warning("items", key, "not_for_equipment")
        if table is not None and not _gives(table, item.rarity):
            yield warning("items", key, "rarity_beyond_table", affix_table=table.key)


def _gives(table: AffixTableSpec, rarity: Rarity) -> bool:
    return any(grade.weight and grade.rarity.rank >= rarity.rank for grade in table.grades)


def affix_tables_can_roll(catalogue: Catalogue) -> Iterator[Finding]:
    """Each table has a grade to roll and enough affixes for it, every key once, bounds the right way round."""
    for key, table in catalogue.all(AffixTableSpec).items():
        if not any(grade.weight for grade in table.grades):
            yield error("affix_tables", key, "affix_table_without_grades")
        yield from _twice(key, table)
        for affix in table.affixes:
            if affix.low > affix.high:
                yield error("affix_tables", key, "affix_bounds_crossed", affix=affix.key)
        stats = len({affix.stat for affix in table.affixes if affix.weight})
        most = max((grade.affixes for grade in table.grades if grade.weight), default=0)
        if most > stats:
            yield warning("affix_tables", key, "grade_short_of_affixes", affixes=most, stats=stats)


def _twice(key: str, table: AffixTableSpec) -> Iterator[Finding]:
    for rarity, times in Counter(grade.rarity for grade in table.grades).items():
        if times > 1:
            yield error("affix_tables", key, "grade_twice", rarity=rarity.value)
    for affix, times in Counter(affix.key for affix in table.affixes).items():
        if times > 1:
            yield error("affix_tables", key, "affix_twice", affix=affix)


def sets_can_be_worn(catalogue: Catalogue) -> Iterator[Finding]:
    """Each set has pieces, in as many slots as its bonuses ask for, each number of pieces once."""
    slots: dict[str, set[str]] = {}
    for item in catalogue.all(ItemSpec).values():
        if item.item_set is not None and item.slot is not None:
            slots.setdefault(item.item_set, set()).add(item.slot.value)
    for key, spec in catalogue.all(ItemSetSpec).items():
        reachable = len(slots.get(key, ()))
        if not spec.bonuses:
            yield error("item_sets", key, "set_without_bonuses")
        for pieces, times in Counter(bonus.pieces for bonus in spec.bonuses).items():
            if pieces > reachable:
                yield warning("item_sets", key, "set_bonus_unreachable", pieces=pieces, slots=reachable)
            if times > 1:
                yield error("item_sets", key, "set_bonus_twice", pieces=pieces)


def durable_things_wear(catalogue: Catalogue) -> Iterator[Finding]:
    """Only pieces that are one of a kind wear, and none breaks in its first battle."""
    rules = catalogue.find(ProgressSpec, "default")
    wear = rules.wear_per_battle if rules is not None else 0
    for key, item in catalogue.all(ItemSpec).items():
        if not 0 <= item.durability <= MOST_DURABLE:
            yield error("items", key, "durability_out_of_bounds", most=MOST_DURABLE)
        elif item.durability and not _is_ever_a_piece(item):
            yield warning("items", key, "durability_unused")
        elif 0 < item.durability <= wear:
            yield warning("items", key, "breaks_at_once", wear=wear)


def wear_is_in_range(catalogue: Catalogue) -> Iterator[Finding]:
    """A repair costs no more than the piece, and when battles wear, there is something that they wear."""
    rules = catalogue.find(ProgressSpec, "default")
    if rules is None:
        return
    if not 0 <= rules.repair_percent <= 100:
        yield error("progress", "default", "repair_out_of_bounds", percent=rules.repair_percent)
    if not 0 <= rules.wear_per_battle <= MOST_DURABLE:
        yield error("progress", "default", "wear_out_of_bounds", most=MOST_DURABLE)
    elif rules.wear_per_battle and not any(item.durability for item in catalogue.all(ItemSpec).values()):
        yield warning("progress", "default", "nothing_wears")


def _is_ever_a_piece(item: ItemSpec) -> bool:
    return item.kind is ItemKind.EQUIPMENT and (item.affix_table is not None or item.bind is Bind.ON_EQUIP)


RULES = (items_name_real_tables, affix_tables_can_roll, sets_can_be_worn, durable_things_wear, wear_is_in_range)
