"""Laws of the count over many rolls of a loot table."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from gameproject.testing import starter_catalogue
from players.rules.catalogue import AffixTableSpec, ItemKind, ItemSpec
from world.rules.catalogue import LootEntry, LootTableSpec
from world.rules.loot_report import loot_report

ITEMS = starter_catalogue().all(ItemSpec)
TABLES = starter_catalogue().all(AffixTableSpec)
ROLLS = 300

keys = st.sampled_from([*list(ITEMS)[:12], "gone"])
entries = st.builds(
    lambda key, chance, least, more: LootEntry(key, chance, least, least + more),
    keys,
    st.integers(0, 100),
    st.integers(1, 3),
    st.integers(0, 3),
)
tables = st.lists(entries, max_size=6).map(lambda rows: LootTableSpec("table", tuple(rows)))


@settings(max_examples=40, deadline=None)
@given(tables, st.integers(0, 2**63))
def test_counts_add_up_and_the_same_seed_gives_the_same(table: LootTableSpec, seed: int) -> None:
    report = loot_report(table, ITEMS, TABLES, rolls=ROLLS, seed=seed)
    assert report == loot_report(table, ITEMS, TABLES, rolls=ROLLS, seed=seed)
    assert report.sizes.total() == ROLLS
    assert sum(size * count for size, count in report.sizes.items()) == report.hits.total()
    for entry in table.entries:
        alone = sum(other.item == entry.item for other in table.entries) == 1
        if entry.chance == 100:
            assert report.hits[entry.item] == ROLLS
        if entry.chance == 0 and alone:
            assert report.hits[entry.item] == 0
        assert report.amounts[entry.item] >= report.hits[entry.item]


def test_what_is_rolled_is_worth_more_on_the_whole() -> None:
    sword = next(item for item in ITEMS.values() if item.kind is ItemKind.EQUIPMENT and item.price)
    table = LootTableSpec("table", (LootEntry(sword.key, 100),))
    plain, rolled = (replace(sword, affix_table=key) for key in (None, next(iter(TABLES))))
    low = loot_report(table, {sword.key: plain}, TABLES, rolls=ROLLS, seed=1)
    high = loot_report(table, {sword.key: rolled}, TABLES, rolls=ROLLS, seed=1)
    assert low.worth == ROLLS * sword.price < high.worth
    assert (low.rarities.total(), high.rarities.total()) == (0, ROLLS)
