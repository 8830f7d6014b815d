"""What battles do to the pieces that are worn in them, where the rules say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from combat.services.battles import battle_expire
from combat.services.encounters import encounter_seek
from combat.tests.services.test_battles import fight_on, strengthen
from common import clock
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player, publish_catalogue, starter_catalogue
from players.models import Gear, Player
from players.rules.catalogue import AffixTableSpec, Bind, ItemSpec, ProgressSpec
from players.selectors.characters import character_view
from players.services.items import gear_equip
from players.state.gear import gear_give
from world.rules.catalogue import LocationSpec, MonsterSpec
from world.state.place import player_place

SWORD = "steel_sword"
pytestmark = pytest.mark.django_db


def a_world(*, wear: int, durability: int = 3) -> Catalogue:
    """The starter world with a sword that wears."""
    starter = starter_catalogue()
    items = dict(starter.all(ItemSpec))
    table = next(iter(starter.all(AffixTableSpec)))
    items[SWORD] = replace(items[SWORD], level=1, durability=durability, affix_table=table, bind=Bind.NONE)
    rules = {"default": replace(starter.one(ProgressSpec), wear_per_battle=wear)}
    world = Catalogue(0, {**starter.sections, ItemSpec: items, ProgressSpec: rules})
    publish_catalogue(world)
    return world


def easiest(world: Catalogue) -> str:
    """The place whose strongest monster is the weakest."""
    places = [place for place in world.all(LocationSpec).values() if place.encounters and not place.safe]
    monsters = world.all(MonsterSpec)
    return min(places, key=lambda place: max(monsters[each.monster].level for each in place.encounters)).key


def armed(world: Catalogue) -> tuple[Player, Gear]:
    """Somebody in the wild, with one sword in the hand and another in the bag."""
    hero = make_player(level=8, hp=200)
    player_place(hero.pk, easiest(world), now=clock.now())
    swords = [Gear.objects.create(item=SWORD, rarity="common", reason="test") for _ in range(2)]
    gear_give(hero.pk, [sword.pk for sword in swords], reason="test")
    gear_equip(player_id=hero.pk, gear_id=swords[0].pk)
    return hero, swords[0]


def win(hero: Player) -> int:
    """The queries of a victory."""
    Player.objects.filter(pk=hero.pk).update(hp=200)
    view = encounter_seek(player_id=hero.pk)
    strengthen(hero, view, attack=5000, hp=5000)
    with CaptureQueriesContext(connection) as queries:
        fight_on(view)
    return len(queries)


@pytest.fixture(autouse=True)
def _one_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("common.seeds.fresh", lambda bits=64: 7)


def wear() -> list[int]:
    return list(Gear.objects.order_by("pk").values_list("wear", flat=True))


def test_every_battle_wears_what_is_worn_until_it_breaks() -> None:
    hero, sword = armed(a_world(wear=2))
    attack = character_view(player_id=hero.pk, now=clock.now()).attack
    win(hero)
    assert wear() == [2, 0]
    view = character_view(player_id=hero.pk, now=clock.now())
    assert dict(view.conditions)["weapon"].left == 1
    assert view.attack == attack
    win(hero)
    assert wear() == [3, 0]
    view = character_view(player_id=hero.pk, now=clock.now())
    assert dict(view.conditions)["weapon"].is_broken
    assert dict(view.worn_gear) == {"weapon": sword.pk}  # it stays on
    assert dict(view.equipment)["weapon"].attack == 0
    win(hero)
    assert wear() == [3, 0]


def test_a_broken_piece_counts_no_stats() -> None:
    hero, _sword = armed(a_world(wear=1))
    Gear.objects.update(wear=3)
    broken = character_view(player_id=hero.pk, now=clock.now())
    bare = starter_catalogue().get(ItemSpec, SWORD)
    Gear.objects.update(wear=0)
    whole = character_view(player_id=hero.pk, now=clock.now())
    assert whole.attack >= broken.attack + bare.attack


def test_a_lost_battle_and_one_left_alone_wear_too() -> None:
    hero, _sword = armed(a_world(wear=1))
    view = encounter_seek(player_id=hero.pk)
    strengthen(hero, view, hp=1, attack=1, agility=0)
    assert fight_on(view).outcome == "defeat"
    assert wear() == [1, 0]
    player_place(hero.pk, easiest(starter_catalogue()), now=clock.now())
    Player.objects.filter(pk=hero.pk).update(hp=200)
    view = encounter_seek(player_id=hero.pk)
    assert battle_expire(battle_id=view.id, now=clock.now() + timedelta(hours=2))
    assert wear() == [2, 0]


def test_nothing_wears_by_default_and_nothing_is_asked_of_the_database() -> None:
    counts = {}
    for each in (0, 1):
        hero, _sword = armed(a_world(wear=each, durability=30))
        counts[each] = win(hero)
        assert wear()[-2:] == [each, 0]
    assert starter_catalogue().one(ProgressSpec).wear_per_battle == 0
    assert counts[1] == counts[0] + 1  # one statement for all that is worn, and only where things wear
