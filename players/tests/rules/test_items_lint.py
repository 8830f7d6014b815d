"""Each broken item, table or set gives exactly the finding that says how."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from content.tests.worlds import changed, found
from gameproject.testing import starter_catalogue
from players.rules.catalogue import (
    AffixStat,
    AffixTableSpec,
    GradeSpec,
    ItemKind,
    ItemSetSpec,
    ItemSpec,
    Rarity,
    SetBonusSpec,
)

WORLD = starter_catalogue()
TABLE = next(iter(WORLD.all(AffixTableSpec).values()))
SET = next(iter(WORLD.all(ItemSetSpec).values()))
SWORD = next(key for key, item in WORLD.all(ItemSpec).items() if item.affix_table == TABLE.key)
PELT = next(key for key, item in WORLD.all(ItemSpec).items() if item.kind is ItemKind.MATERIAL)


def test_the_starter_tables_and_sets_are_sound() -> None:
    sections = {"items", "affix_tables", "item_sets"}
    assert {finding for finding in found(WORLD) if finding[1] in sections} == set()


@pytest.mark.parametrize(
    ("key", "fields", "code"),
    [
        (SWORD, {"affix_table": "gone"}, "affix_table_missing"),
        (SWORD, {"item_set": "gone"}, "item_set_missing"),
        (PELT, {"affix_table": TABLE.key}, "not_for_equipment"),
    ],
)
def test_an_item_names_what_exists(key: str, fields: dict[str, Any], code: str) -> None:
    assert (code, "items", key) in found(changed(ItemSpec, key, **fields))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"grades": ()}, "affix_table_without_grades"),
        ({"grades": (*TABLE.grades, TABLE.grades[0])}, "grade_twice"),
        ({"affixes": (*TABLE.affixes, TABLE.affixes[0])}, "affix_twice"),
        ({"affixes": (replace(TABLE.affixes[0], low=9, high=1), *TABLE.affixes[1:])}, "affix_bounds_crossed"),
        ({"affixes": TABLE.affixes[:1]}, "grade_short_of_affixes"),
    ],
)
def test_a_table_can_be_rolled(fields: dict[str, Any], code: str) -> None:
    assert (code, "affix_tables", TABLE.key) in found(changed(AffixTableSpec, TABLE.key, **fields))


def test_an_item_is_no_rarer_than_its_table_gives() -> None:
    poor = changed(AffixTableSpec, TABLE.key, grades=(GradeSpec(Rarity.COMMON, 1, 0),))
    rare = {key for key, item in WORLD.all(ItemSpec).items() if item.affix_table == TABLE.key and item.rarity.rank}
    assert {key for code, _section, key in found(poor) if code == "rarity_beyond_table"} == rare


@pytest.mark.parametrize(
    ("bonuses", "code"),
    [
        ((), "set_without_bonuses"),
        ((SetBonusSpec(len(AffixStat) + 9, attack=1),), "set_bonus_unreachable"),
        ((SetBonusSpec(2, attack=1), SetBonusSpec(2, armor=1)), "set_bonus_twice"),
    ],
)
def test_a_set_can_be_worn(bonuses: tuple[SetBonusSpec, ...], code: str) -> None:
    assert (code, "item_sets", SET.key) in found(changed(ItemSetSpec, SET.key, bonuses=bonuses))
