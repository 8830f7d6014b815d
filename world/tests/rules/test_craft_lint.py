"""What lint says of professions, stations, recipes, gathering places and activities that are wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from content.rules.catalogue import Catalogue
from gameproject.testing import starter_catalogue
from players.rules.catalogue import ItemSpec
from world.rules.catalogue import LocationSpec, LootTableSpec, ShopSpec
from world.rules.craft_lint import RULES
from world.rules.crafts import (
    ActivitySpec,
    GatheringNodeSpec,
    Ingredient,
    Product,
    ProfessionSpec,
    RecipeSpec,
    StationPlace,
    StationSpec,
)

TONIC, MEADOW, DRILL, BOAT = "brew_herb_tonic", "meadow", "drill", "boat_to_pomors"


def changed(spec: type[Any], key: str, **fields: Any) -> Catalogue:
    world = starter_catalogue()
    rows = {**world.all(spec), key: replace(world.get(spec, key), **fields)}
    return Catalogue(0, {**world.sections, spec: rows})


def found(catalogue: Catalogue) -> set[tuple[str, str, str]]:
    return {(finding.code, finding.section, finding.key) for rule in RULES for finding in rule(catalogue)}


def test_the_starter_world_is_sound() -> None:
    assert found(starter_catalogue()) == set()
    assert len(starter_catalogue().all(RecipeSpec)) >= 40


@pytest.mark.parametrize(
    ("spec", "key", "fields", "code"),
    [
        (ProfessionSpec, "herbalism", {"max_level": 0}, "must_be_positive"),
        (ProfessionSpec, "herbalism", {"xp_power": 10_000}, "growth_out_of_bounds"),
        (ProfessionSpec, "herbalism", {"xp_base": 2**31}, "xp_out_of_bounds"),
        (StationSpec, "forge", {"places": ()}, "station_nowhere"),
        (StationSpec, "forge", {"places": (StationPlace("nowhere"),)}, "place_missing"),
        (RecipeSpec, TONIC, {"station": "nothing"}, "station_missing"),
        (RecipeSpec, TONIC, {"profession": "nothing"}, "profession_missing"),
        (RecipeSpec, TONIC, {"level": 99}, "profession_level_too_high"),
        (RecipeSpec, TONIC, {"inputs": ()}, "recipe_without_inputs"),
        (RecipeSpec, TONIC, {"outputs": ()}, "recipe_without_outputs"),
        (RecipeSpec, TONIC, {"chance": 0}, "chance_out_of_bounds"),
        (RecipeSpec, TONIC, {"chance": 101}, "chance_out_of_bounds"),
        (RecipeSpec, TONIC, {"seconds": 86_401}, "takes_too_long"),
        (RecipeSpec, TONIC, {"tool": "nothing"}, "item_missing"),
        (RecipeSpec, TONIC, {"tool": "steel_sword"}, "equipment_as_tool"),
        (RecipeSpec, TONIC, {"tool": "meadow_herbs"}, "tool_is_ingredient"),
        (RecipeSpec, TONIC, {"inputs": (Ingredient("nothing"),)}, "item_missing"),
        (RecipeSpec, TONIC, {"inputs": (Ingredient("meadow_herbs", 0),)}, "amount_not_positive"),
        (RecipeSpec, TONIC, {"inputs": (Ingredient("meadow_herbs", 1, 2),)}, "returns_more_than_taken"),
        (RecipeSpec, TONIC, {"inputs": (Ingredient("steel_sword"),)}, "equipment_as_ingredient"),
        (RecipeSpec, TONIC, {"outputs": (Product("herb_tonic", 0),)}, "amount_not_positive"),
        (GatheringNodeSpec, MEADOW, {"location": "nowhere"}, "place_missing"),
        (GatheringNodeSpec, MEADOW, {"loot_table": "nothing"}, "loot_table_missing"),
        (GatheringNodeSpec, MEADOW, {"tool": "steel_sword"}, "equipment_as_tool"),
        (GatheringNodeSpec, MEADOW, {"stock": 0}, "must_be_positive"),
        (GatheringNodeSpec, MEADOW, {"stock": 201}, "too_many_portions"),
        (GatheringNodeSpec, MEADOW, {"seconds": 86_401}, "takes_too_long"),
        (GatheringNodeSpec, MEADOW, {"energy": 1_000}, "energy_unaffordable"),
        (ActivitySpec, DRILL, {"location": "nowhere"}, "place_missing"),
        (ActivitySpec, DRILL, {"profession": "nothing"}, "profession_missing"),
        (ActivitySpec, DRILL, {"loot_table": "nothing"}, "loot_table_missing"),
        (ActivitySpec, DRILL, {"portions": 0}, "must_be_positive"),
        (ActivitySpec, DRILL, {"portions": 201}, "too_many_portions"),
        (ActivitySpec, DRILL, {"portion_minutes": 1_441}, "takes_too_long"),
        (ActivitySpec, DRILL, {"energy": 1_000}, "energy_unaffordable"),
        (ActivitySpec, DRILL, {"xp": 0}, "activity_brings_nothing"),
        (ActivitySpec, DRILL, {"profession_xp": 5}, "practice_of_nothing"),
        (ActivitySpec, BOAT, {"portions": 2}, "journey_in_portions"),
        (ActivitySpec, BOAT, {"min_level": 1}, "journey_past_gates"),
        (ActivitySpec, BOAT, {"destination": "nowhere"}, "place_missing"),
    ],
)
def test_what_is_wrong_is_told_of_its_row(spec: type[Any], key: str, fields: dict[str, Any], code: str) -> None:
    assert (code, key) in {(code, key) for code, _section, key in found(changed(spec, key, **fields))}


def test_a_profession_of_nothing_is_told() -> None:
    world = starter_catalogue()
    idle = replace(world.get(ProfessionSpec, "cooking"), key="idling")
    professions = {**world.all(ProfessionSpec), "idling": idle}
    assert found(Catalogue(0, {**world.sections, ProfessionSpec: professions})) == {
        ("profession_unused", "professions", "idling")
    }


def test_a_place_that_nobody_reaches_is_told() -> None:
    world = starter_catalogue()
    island = replace(world.get(LocationSpec, "quay"), key="island", exits=())
    lost = Catalogue(0, {**world.sections, LocationSpec: {**world.all(LocationSpec), "island": island}})
    nodes = {**world.all(GatheringNodeSpec), MEADOW: replace(world.get(GatheringNodeSpec, MEADOW), location="island")}
    lost = Catalogue(0, {**lost.sections, GatheringNodeSpec: nodes})
    assert ("place_unreachable", "gathering_nodes", MEADOW) in found(lost)


def test_what_is_bought_is_not_made_into_gold() -> None:
    """A tonic of 10 coins sells for 5: made of three loaves of 4 it is honest, of one it mints."""
    honest = changed(RecipeSpec, TONIC, inputs=(Ingredient("rye_bread", 3),))
    assert found(honest) == set()
    minting = changed(RecipeSpec, TONIC, inputs=(Ingredient("rye_bread", 2),))
    assert ("recipe_mints_gold", "recipes", TONIC) in found(minting)


def test_gold_is_not_minted_through_a_chain_of_recipes() -> None:
    """A bloom of 18 sells for 9, made of bread for 12 it is honest; mail of three costs 12 then, and sells for 32."""
    iron = changed(RecipeSpec, "smelt_iron", inputs=(Ingredient("rye_bread", 3),))
    mail = replace(iron.get(RecipeSpec, "forge_ring_mail"), inputs=(Ingredient("iron_ingot", 2),))
    chain = Catalogue(0, {**iron.sections, RecipeSpec: {**iron.all(RecipeSpec), mail.key: mail}})
    assert ("recipe_mints_gold", "recipes", "smelt_iron") not in found(chain)
    assert ("recipe_mints_gold", "recipes", "forge_ring_mail") in found(chain)


def test_a_circle_that_grows_is_told_and_one_that_does_not_is_not() -> None:
    """Coal of wood and wood of coal: for as much as it took it is a pastime, for more it makes wood out of nothing."""
    world = starter_catalogue()
    back = RecipeSpec("coal_to_wood", "woodcraft", "workbench", (Ingredient("charcoal", 3),), (Product("ash_wood", 2),))
    even = Catalogue(0, {**world.sections, RecipeSpec: {**world.all(RecipeSpec), back.key: back}})
    assert found(even) == set()
    more = replace(back, outputs=(Product("ash_wood", 3),))
    growing = Catalogue(0, {**world.sections, RecipeSpec: {**world.all(RecipeSpec), back.key: more}})
    circle = {key for code, _section, key in found(growing) if code == "recipe_circle"}
    assert {"coal_to_wood", "burn_charcoal"} <= circle


def test_every_recipe_can_be_fed() -> None:
    """What the starter world's recipes take is dropped, gathered, sold or made somewhere."""
    world = starter_catalogue()
    sources = {entry.item for table in world.all(LootTableSpec).values() for entry in table.entries}
    sources |= {offer.item for shop in world.all(ShopSpec).values() for offer in shop.offers}
    sources |= {product.item for recipe in world.all(RecipeSpec).values() for product in recipe.outputs}
    needed = {part.item for recipe in world.all(RecipeSpec).values() for part in recipe.inputs}
    needed |= {recipe.tool for recipe in world.all(RecipeSpec).values() if recipe.tool}
    needed |= {node.tool for node in world.all(GatheringNodeSpec).values() if node.tool}
    assert needed - sources == set()
    assert needed <= set(world.all(ItemSpec))
