"""Each broken world gives exactly the finding that says how it is broken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from common.rules.text import Text
from content.rules.lint import Level
from content.tests.worlds import changed, findings, found, with_row
from gameproject.testing import starter_catalogue
from players.rules.catalogue import ItemSpec
from world.rules.catalogue import (
    EncounterSpec,
    ExitSpec,
    LocationSpec,
    LootEntry,
    LootTableSpec,
    MonsterSkill,
    MonsterSpec,
    OfferSpec,
    RegionSpec,
    ShopSpec,
    WorldRulesSpec,
)
from world.rules.geography import levels_to_reach

START = starter_catalogue().one(WorldRulesSpec).starting_location


def location(key: str) -> LocationSpec:
    return starter_catalogue().get(LocationSpec, key)


def island(key: str = "island", **fields: Any) -> LocationSpec:
    """A place of its own, with a way out and no way in."""
    named: dict[str, Any] = {
        "name": Text("Остров", "Island"),
        "exits": (ExitSpec(START),),
        "encounters": (),
        "safe": True,
    }
    return replace(location("market"), key=key, shop=None, **(named | fields))


def test_an_exit_to_nowhere() -> None:
    exits = (*location("market").exits, ExitSpec("atlantis"))
    assert found(changed(LocationSpec, "market", exits=exits)) == {("exit_to_nowhere", "locations", "market")}


def test_a_gate_that_nobody_can_open() -> None:
    exits = (*location("market").exits, ExitSpec("tavern", min_level=999))
    assert found(changed(LocationSpec, "market", exits=exits)) == {("gate_unopenable", "locations", "market")}


def test_an_unreachable_place() -> None:
    assert found(with_row(LocationSpec, "island", island())) == {("unreachable", "locations", "island")}


def test_a_place_without_a_way_out() -> None:
    places = {("unreachable", "locations", "island"), ("no_way_out", "locations", "island")}
    assert found(with_row(LocationSpec, "island", island(exits=()))) == places


def test_a_place_that_one_cannot_come_back_from() -> None:
    starter = starter_catalogue()
    trap, pit = island("trap", exits=(ExitSpec("pit"),)), island("pit", exits=(ExitSpec("trap"),))
    market = replace(location("market"), exits=(*location("market").exits, ExitSpec("trap")))
    places = {**starter.all(LocationSpec), "trap": trap, "pit": pit, "market": market}
    world = replace(starter, sections={**starter.sections, LocationSpec: places})
    assert found(world) == {("no_way_back", "locations", "trap"), ("no_way_back", "locations", "pit")}
    assert {finding.level for finding in findings(world)} == {Level.WARNING}


def test_gates_that_shut_newcomers_in() -> None:
    exits = tuple(replace(way, min_level=2) for way in location(START).exits)
    assert ("newcomers_shut_in", "locations", START) in found(changed(LocationSpec, START, exits=exits))


def test_gates_that_leave_newcomers_nothing_to_fight() -> None:
    starter = starter_catalogue()
    places = {
        key: replace(place, exits=tuple(_gated(way) for way in place.exits))
        for key, place in starter.all(LocationSpec).items()
    }
    world = replace(starter, sections={**starter.sections, LocationSpec: places})
    assert ("newcomers_without_fights", "locations", START) in found(world)


def _gated(way: ExitSpec) -> ExitSpec:
    return way if location(way.to).safe else replace(way, min_level=max(2, way.min_level))


def test_a_monster_far_above_the_gate_of_its_place() -> None:
    encounters = (*location("reed_banks").encounters, EncounterSpec("young_zmey"))
    (finding,) = findings(changed(LocationSpec, "reed_banks", encounters=encounters))
    assert (finding.level, finding.code, finding.key) == (Level.WARNING, "monster_too_strong", "reed_banks")
    assert dict(finding.params)["gate"] == 1


def test_a_monster_that_is_never_met() -> None:
    loner = replace(starter_catalogue().get(MonsterSpec, "lean_wolf"), key="loner")
    assert found(with_row(MonsterSpec, "loner", loner)) == {("monster_never_met", "monsters", "loner")}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"region": "nowhere"}, "region_missing"),
        ({"shop": "nothing"}, "shop_missing"),
        ({"encounters": (EncounterSpec("lean_wolf"),)}, "encounters_in_safe_place"),
        ({"encounters": (EncounterSpec("nessie"),), "safe": False}, "monster_missing"),
        ({"safe": False}, "no_encounters"),
    ],
)
def test_a_place_names_real_things(fields: dict[str, Any], code: str) -> None:
    assert found(changed(LocationSpec, "quay", **fields)) == {(code, "locations", "quay")}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"skills": ()}, "monster_without_skills"),
        ({"skills": (MonsterSkill("singing"),)}, "skill_missing"),
        ({"loot_table": "hoard"}, "loot_table_missing"),
        ({"loot_table": None, "gold_min": 0, "gold_max": 0}, "monster_without_reward"),
    ],
)
def test_a_monster_can_fight_and_is_worth_it(fields: dict[str, Any], code: str) -> None:
    assert found(changed(MonsterSpec, "lean_wolf", **fields)) == {(code, "monsters", "lean_wolf")}


@pytest.mark.parametrize("entries", [(), (LootEntry("rye_bread", chance=0),)])
def test_an_empty_loot_table(entries: tuple[LootEntry, ...]) -> None:
    assert found(changed(LootTableSpec, "lean_wolf", entries=entries)) == {
        ("loot_table_empty", "loot_tables", "lean_wolf")
    }


def test_loot_that_does_not_exist() -> None:
    entries = (LootEntry("grail", chance=5),)
    assert found(changed(LootTableSpec, "lean_wolf", entries=entries)) == {("item_missing", "loot_tables", "lean_wolf")}


def test_a_price_loop_that_mints_gold() -> None:
    shop = starter_catalogue().get(ShopSpec, "yakim")
    dear = next(
        item for item in starter_catalogue().all(ItemSpec).values() if item.price * shop.buys_at_percent // 100 > 1
    )
    offers = (*(offer for offer in shop.offers if offer.item != dear.key), OfferSpec(dear.key, price=1))
    (finding,) = findings(changed(ShopSpec, "yakim", offers=offers))
    assert (finding.level, finding.code) == (Level.ERROR, "price_loop")
    assert dict(finding.params)["item"] == dear.key


def test_shelves() -> None:
    assert found(changed(ShopSpec, "yakim", offers=())) == {("shop_empty", "shops", "yakim")}
    assert found(changed(ShopSpec, "yakim", offers=(OfferSpec("grail"),))) == {("item_missing", "shops", "yakim")}
    free = next(item.key for item in starter_catalogue().all(ItemSpec).values() if item.price > 0)
    unpriced = replace(starter_catalogue().get(ItemSpec, free), price=0)
    world = with_row(ItemSpec, free, unpriced)
    shop = replace(world.get(ShopSpec, "yakim"), offers=(OfferSpec(free),))
    sections = {**world.sections, ShopSpec: {**world.all(ShopSpec), "yakim": shop}}
    assert ("offer_without_price", "shops", "yakim") in found(replace(world, sections=sections))


def test_rules_that_name_no_place() -> None:
    assert found(changed(WorldRulesSpec, "default", defeat_location="limbo")) == {
        ("location_missing", "world_rules", "default")
    }
    assert found(changed(WorldRulesSpec, "default", defeat_location="reed_banks")) == {
        ("defeat_location_unsafe", "world_rules", "default")
    }


def test_a_region_needs_both_languages() -> None:
    assert found(changed(RegionSpec, "forest_march", description=Text("", "x"))) == {
        ("missing_translation", "regions", "forest_march")
    }


def test_levels_to_reach_take_the_easiest_way() -> None:
    a, b, c = (island(key, exits=()) for key in "abc")
    places = {
        "a": replace(a, exits=(ExitSpec("c", min_level=9), ExitSpec("b", min_level=2))),
        "b": replace(b, exits=(ExitSpec("c", min_level=3),)),
        "c": c,
    }
    assert levels_to_reach(places, "a") == {"a": 1, "b": 2, "c": 3}
    assert levels_to_reach(places, "nowhere") == {}
