"""What monsters leave."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from common.rules.rng import Rng
from common.rules.text import Text
from players.rules.catalogue import DamageType
from world.rules.catalogue import LootEntry, LootTableSpec, MonsterSpec
from world.rules.loot import Drop, loot_roll, spoils_roll

seeds = st.integers(0, 2**64 - 1)


@st.composite
def entries(draw: st.DrawFn) -> LootEntry:
    low = draw(st.integers(1, 5))
    item = draw(st.sampled_from(("fang", "hide", "gem")))
    return LootEntry(item, draw(st.integers(0, 100)), low, draw(st.integers(low, 9)))


tables = st.builds(LootTableSpec, st.just("table"), st.lists(entries(), max_size=6).map(tuple))


def ghoul(gold_min: int, gold_max: int) -> MonsterSpec:
    return MonsterSpec(
        key="ghoul",
        name=Text(),
        description=Text(),
        icon="",
        level=4,
        hp=84,
        attack=9,
        armor=5,
        agility=4,
        damage_type=DamageType.PHYSICAL,
        xp=12,
        gold_min=gold_min,
        gold_max=gold_max,
        loot_table=None,
        skills=(),
        resistances=(),
    )


@given(tables, seeds)
def test_loot_stays_within_the_table(table: LootTableSpec, seed: int) -> None:
    drops = loot_roll(table, Rng(seed))
    assert len({drop.item for drop in drops}) == len(drops)
    for drop in drops:
        sources = [entry for entry in table.entries if entry.item == drop.item and entry.chance > 0]
        assert min(entry.min_amount for entry in sources) <= drop.amount
        assert drop.amount <= sum(entry.max_amount for entry in sources)


@given(tables, seeds)
def test_certain_entries_always_drop_and_a_seed_gives_the_same_loot(table: LootTableSpec, seed: int) -> None:
    drops = loot_roll(table, Rng(seed))
    assert {entry.item for entry in table.entries if entry.chance == 100} <= {drop.item for drop in drops}
    assert drops == loot_roll(table, Rng(seed))


@given(st.integers(0, 50), st.integers(0, 50), seeds)
def test_gold_stays_within_the_monsters_bounds(low: int, more: int, seed: int) -> None:
    spoils = spoils_roll(ghoul(low, low + more), None, Rng(seed))
    assert low <= spoils.gold <= low + more
    assert (spoils.xp, spoils.drops) == (12, ())


def test_drops_of_one_item_are_put_together() -> None:
    table = LootTableSpec("table", (LootEntry("fang", 100, 2, 2), LootEntry("hide", 100), LootEntry("fang", 100, 3, 3)))
    assert loot_roll(table, Rng(1)) == (Drop("fang", 5), Drop("hide", 1))


def test_a_chance_is_met_in_the_long_run() -> None:
    table = LootTableSpec("table", (LootEntry("gem", 25),))
    rng = Rng(7)
    found = sum(bool(loot_roll(table, rng)) for _ in range(4000))
    assert 900 <= found <= 1100
