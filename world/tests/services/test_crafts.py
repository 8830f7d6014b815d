"""Making and gathering in the starter world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from common.errors import Invalid, NotFound, Stale
from content.rules.catalogue import Catalogue
from gameproject.testing import publish_catalogue
from players.errors import NotEnough
from players.models import LedgerEntry, Player
from world.errors import (
    NodeEmpty,
    NoNodeHere,
    NoStationHere,
    ProfessionTooLow,
    ToolMissing,
    TooTired,
)
from world.models import NodeStock
from world.rules.crafts import GatheringNodeSpec, RecipeSpec
from world.selectors.activities import activities_view
from world.selectors.crafts import node_view, nodes_view, professions_view, recipe_view, workshop_view
from world.services.activities import activity_start
from world.services.crafting import recipe_craft
from world.services.gathering import node_gather
from world.tests.services.crafts import at_station, events, give, has, place, together

pytestmark = pytest.mark.usefixtures("published_world")

TONIC = "brew_herb_tonic"


def test_making_takes_the_ingredients_and_gives_the_product(hero: Player, published_world: Catalogue) -> None:
    spec = at_station(hero, published_world, TONIC, times=2)
    had = has(hero, "herb_tonic")
    view = recipe_craft(player_id=hero.pk, recipe=TONIC, times=2)
    assert view.outcome is not None
    gain = view.outcome.gain
    assert gain.made == 2  # at this level it always succeeds
    assert has(hero, "herb_tonic") == had + 2 * spec.outputs[0].amount
    assert has(hero, "meadow_herbs") == 0
    assert view.recipe.times == 0
    made = [event for event in events("RecipeCrafted") if event["player_id"] == hero.pk]
    assert made == [{"player_id": hero.pk, "recipe": TONIC, "made": 2, "failed": 0, "items": [["herb_tonic", 4]]}]


def test_what_fails_returns_a_part_and_still_teaches(hero: Player, published_world: Catalogue) -> None:
    spec = replace(published_world.get(RecipeSpec, TONIC), chance=1)
    recipes = {**published_world.all(RecipeSpec), TONIC: spec}
    publish_catalogue(Catalogue(0, {**published_world.sections, RecipeSpec: recipes}))
    place(hero, "market")
    give(hero, meadow_herbs=60)
    view = recipe_craft(player_id=hero.pk, recipe=TONIC, times=20)
    assert view.outcome is not None
    gain = view.outcome.gain
    assert gain.made + gain.failed == 20
    assert gain.failed > 10
    assert has(hero, "meadow_herbs") == gain.failed
    assert gain.profession_xp == gain.made * 10 + gain.failed * 5


def test_practice_brings_levels(hero: Player, published_world: Catalogue) -> None:
    place(hero, "market")
    give(hero, meadow_herbs=60)
    view = recipe_craft(player_id=hero.pk, recipe=TONIC, times=10)
    assert view.outcome is not None
    assert view.outcome.profession_level >= 2
    views = professions_view(player_id=hero.pk, now=clock.now()).professions
    herbalism = next(each for each in views if each.spec.key == "herbalism")
    assert herbalism.level == view.outcome.profession_level
    assert {each.level for each in views if each.spec.key != "herbalism"} == {1}
    assert events("ProfessionLevelGained")[-1]["level"] == herbalism.level


def test_crafts_that_cannot_be(hero: Player, published_world: Catalogue) -> None:
    place(hero, "tavern")
    with pytest.raises(NoStationHere):
        recipe_craft(player_id=hero.pk, recipe=TONIC)
    with pytest.raises(NotFound):
        recipe_craft(player_id=hero.pk, recipe="unknown")
    for times in (0, -1, 21):
        with pytest.raises(Invalid):
            recipe_craft(player_id=hero.pk, recipe=TONIC, times=times)
    place(hero, "market")
    with pytest.raises(NotEnough) as refused:
        recipe_craft(player_id=hero.pk, recipe=TONIC)
    assert refused.value.params == {"asset": "item:meadow_herbs", "needs": 3, "has": 0}
    with pytest.raises(ProfessionTooLow) as low:
        recipe_craft(player_id=hero.pk, recipe="brew_heart_elixir")
    assert low.value.params == {"profession": "herbalism", "needs": 7, "has": 1}
    with pytest.raises(ToolMissing):
        recipe_craft(player_id=hero.pk, recipe="sew_padded_coat")
    with pytest.raises(Stale):
        recipe_craft(player_id=hero.pk, recipe=TONIC, expected_version=hero.version + 9)
    assert not LedgerEntry.objects.filter(player=hero, reason="craft").exists()
    assert not events("RecipeCrafted")


def test_the_list_begins_with_what_can_be_made(hero: Player, published_world: Catalogue) -> None:
    place(hero, "market")
    give(hero, marsh_mint=9)
    view = workshop_view(player_id=hero.pk, now=clock.now())
    assert {station.key for station in view.stations} == {"cauldron", "loom"}
    assert view.recipes[0].spec.key == "brew_mint_tea"
    assert view.recipes[0].times == 3
    assert [recipe.ready for recipe in view.recipes] == sorted((r.ready for r in view.recipes), reverse=True)
    card = recipe_view(player_id=hero.pk, recipe="forge_kladenets", now=clock.now()).recipe
    assert (card.here, card.skilled, card.has_tool, card.times) == (False, False, False, 0)


def test_gathering_spends_energy_and_the_stock(hero: Player, published_world: Catalogue) -> None:
    place(hero, "old_clearing")
    spec = published_world.get(GatheringNodeSpec, "meadow")
    energy = Player.objects.get(pk=hero.pk).energy
    view = node_gather(player_id=hero.pk, node="meadow", portions=2)
    assert view.outcome is not None
    assert has(hero, "meadow_herbs") >= 2
    assert view.character.energy == energy - 2 * spec.energy
    assert view.node.left == spec.stock - 2
    with pytest.raises(NodeEmpty) as empty:
        node_gather(player_id=hero.pk, node="meadow", portions=spec.stock - 1)
    assert empty.value.params == {"has": spec.stock - 2, "minutes": spec.regrow_minutes}
    assert [event["portions"] for event in events("NodeGathered")] == [2]


def test_a_place_grows_back_with_time(
    hero: Player, published_world: Catalogue, at: Callable[[timedelta], datetime]
) -> None:
    place(hero, "old_clearing")
    spec = published_world.get(GatheringNodeSpec, "meadow")
    node_gather(player_id=hero.pk, node="meadow", portions=spec.stock)
    now = at(timedelta(minutes=spec.regrow_minutes * 2 + 1))
    node = node_view(player_id=hero.pk, node="meadow", now=now).node
    assert (node.left, node.next_in) == (2, timedelta(minutes=spec.regrow_minutes - 1))
    now = at(timedelta(days=7))
    assert nodes_view(player_id=hero.pk, now=now)[1][0].left == spec.stock


def test_gathering_that_cannot_be(hero: Player, published_world: Catalogue) -> None:
    place(hero, "old_clearing")
    with pytest.raises(NoNodeHere):
        node_gather(player_id=hero.pk, node="timber")
    with pytest.raises(NoNodeHere) as elsewhere:
        node_view(player_id=hero.pk, node="timber", now=clock.now())
    assert elsewhere.value.params == {"to": "logging_site"}
    with pytest.raises(NotFound):
        node_view(player_id=hero.pk, node="unknown", now=clock.now())
    for portions in (0, 201):
        with pytest.raises(Invalid):
            node_gather(player_id=hero.pk, node="meadow", portions=portions)
    Player.objects.filter(pk=hero.pk).update(energy=0, energy_at=clock.now())
    with pytest.raises(TooTired):
        node_gather(player_id=hero.pk, node="meadow")
    place(hero, "quay")
    with pytest.raises(ToolMissing):
        node_gather(player_id=hero.pk, node="perch_spot")
    assert not NodeStock.objects.filter(player=hero).exists()


def test_lists_take_few_queries(hero: Player) -> None:
    place(hero, "market")
    now = clock.now()
    for view, most in ((workshop_view, 5), (nodes_view, 6), (activities_view, 4), (professions_view, 4)):
        view(player_id=hero.pk, now=now)
        with CaptureQueriesContext(connection) as captured:
            view(player_id=hero.pk, now=now)
        assert len(captured) <= most, view.__name__


def test_commands_take_few_queries(hero: Player, published_world: Catalogue) -> None:
    """As many for one attempt as for twenty."""
    at_station(hero, published_world, TONIC, times=40)
    recipe_craft(player_id=hero.pk, recipe=TONIC)
    for times in (1, 20):
        with CaptureQueriesContext(connection) as captured:
            recipe_craft(player_id=hero.pk, recipe=TONIC, times=times)
        assert len(captured) <= 22, times
    place(hero, "old_clearing")
    with CaptureQueriesContext(connection) as captured:
        node_gather(player_id=hero.pk, node="meadow", portions=2)
    assert len(captured) <= 22
    place(hero, "market")
    with CaptureQueriesContext(connection) as captured:
        activity_start(player_id=hero.pk, activity="guard_stall")
    assert len(captured) <= 16


@pytest.mark.django_db(transaction=True)
def test_the_last_material_makes_one_thing(hero: Player, published_world: Catalogue) -> None:
    at_station(hero, published_world, TONIC)
    had = has(hero, "herb_tonic")
    assert sorted(together(6, lambda: recipe_craft(player_id=hero.pk, recipe=TONIC))) == [False] * 5 + [True]
    assert has(hero, "herb_tonic") == had + 2
    assert has(hero, "meadow_herbs") == 0


@pytest.mark.django_db(transaction=True)
def test_the_last_portion_is_gathered_once(hero: Player, published_world: Catalogue) -> None:
    place(hero, "old_clearing")
    stock = published_world.get(GatheringNodeSpec, "meadow").stock
    node_gather(player_id=hero.pk, node="meadow", portions=stock - 1)
    assert sum(together(6, lambda: node_gather(player_id=hero.pk, node="meadow"))) == 1
    assert NodeStock.objects.get(player=hero).left == 0
