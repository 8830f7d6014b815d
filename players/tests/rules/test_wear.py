"""Laws of wear and repair."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from content.rules.catalogue import Catalogue
from gameproject.testing import starter_catalogue
from players.rules.catalogue import Bind, ItemSpec, ProgressSpec
from players.rules.items import Condition, broken, condition_of, repair_price
from players.rules.items_lint import MOST_DURABLE, durable_things_wear, wear_is_in_range

STARTER = starter_catalogue()
PROGRESS = STARTER.one(ProgressSpec)
SWORD = replace(STARTER.get(ItemSpec, "steel_sword"), durability=60, bind=Bind.ON_EQUIP)
prices, percents = st.integers(0, 10_000), st.integers(0, 100)
conditions = st.integers(1, MOST_DURABLE).flatmap(
    lambda most: st.builds(Condition, st.integers(0, most), st.just(most)),
)


@given(price=prices, percent=percents, condition=conditions, wear=st.integers(0, 100))
def test_more_wear_never_costs_less_and_a_repair_never_more_than_the_piece(
    price: int, percent: int, condition: Condition, wear: int
) -> None:
    now, later = (repair_price(price, each, percent=percent) for each in (condition, condition.after(wear)))
    assert 0 <= now <= later <= price
    assert (now == 0) == (condition.is_whole or price * percent == 0)


@given(price=prices, percent=percents, condition=conditions, wear=st.integers(0, 100))
def test_repairing_often_never_saves_anything(price: int, percent: int, condition: Condition, wear: int) -> None:
    worn = condition.after(wear)
    extra = Condition(condition.most - (condition.left - worn.left), condition.most)  # only what was added
    first, second = (repair_price(price, each, percent=percent) for each in (condition, extra))
    assert first + second >= repair_price(price, worn, percent=percent)


@given(condition=conditions, first=st.integers(0, 200), second=st.integers(0, 200))
def test_wear_adds_up_and_stops_at_broken(condition: Condition, first: int, second: int) -> None:
    assert condition.after(first).after(second) == condition.after(first + second)
    assert condition.after(condition.most).is_broken


@given(wear=st.integers(0, 200), durability=st.integers(0, 100), a_battle=st.integers(0, 5))
def test_only_what_the_rules_let_wear_has_a_condition(wear: int, durability: int, a_battle: int) -> None:
    rules = replace(PROGRESS, wear_per_battle=a_battle)
    condition = condition_of(replace(SWORD, durability=durability), rules, wear)
    assert (condition is None) == (a_battle == 0 or durability == 0)
    if condition is not None:
        assert condition == Condition(durability, durability).after(wear)


def test_what_does_not_wear_costs_nothing_to_repair() -> None:
    assert repair_price(100, None, percent=100) == 0


def test_a_broken_piece_gives_nothing_and_counts_for_no_set() -> None:
    nothing = broken(replace(SWORD, item_set="a_set", strength=3, armor=2))
    assert (nothing.attack, nothing.armor, nothing.strength, nothing.item_set) == (0, 0, 0, None)
    assert (nothing.key, nothing.slot, nothing.price) == (SWORD.key, SWORD.slot, SWORD.price)


def found(*items: ItemSpec, wear: int = 0, percent: int = 25) -> list[str]:
    rules = replace(PROGRESS, wear_per_battle=wear, repair_percent=percent)
    sections: dict[type, dict[str, Any]] = {
        ItemSpec: {item.key: item for item in items},
        ProgressSpec: {"default": rules},
    }
    catalogue = Catalogue(0, sections)
    return [finding.code for rule in (durable_things_wear, wear_is_in_range) for finding in rule(catalogue)]


def test_the_lint_finds_what_makes_no_sense() -> None:
    assert found(SWORD, wear=1) == []
    assert found(replace(SWORD, durability=MOST_DURABLE + 1)) == ["durability_out_of_bounds"]
    assert found(replace(SWORD, bind=Bind.NONE, affix_table=None), wear=1) == ["durability_unused"]
    assert found(SWORD, wear=60) == ["breaks_at_once"]
    assert found(SWORD, percent=101) == ["repair_out_of_bounds"]
    assert found(SWORD, wear=MOST_DURABLE + 1) == ["breaks_at_once", "wear_out_of_bounds"]
    assert found(replace(SWORD, durability=0), wear=1) == ["nothing_wears"]
    assert found() == []
