"""Walking, resting and trading in the starter world."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from common.errors import GameError, Invalid, NotFound, Stale
from common.models import OutboxMessage
from common.tests.sample import in_threads
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.errors import NotEnough, Worn
from players.events import CharacterMade
from players.models import Equipped, Player
from players.rules.catalogue import ItemKind, ItemSpec
from players.state.ledger import GOLD, Move, balance, item_asset, ledger_move
from world.errors import ExitLocked, NoRestHere, NoShopHere, NoSuchExit, NotOnSale, NotWanted, Rested
from world.models import Whereabouts
from world.rules.catalogue import LocationSpec, ShopSpec, WorldRulesSpec
from world.selectors.locations import location_view, shop_view
from world.services.trade import shop_buy, shop_sell
from world.services.travel import location_rest, location_travel
from world.state.place import player_place
from world.subscribers.newcomers import newcomer_appears

pytestmark = pytest.mark.usefixtures("published_world")


@pytest.fixture
def hero(published_world: Catalogue) -> Player:
    return make_player()


def place(player: Player, location: LocationSpec) -> None:
    player_place(player.pk, location.key, now=clock.now())


def the_shop(catalogue: Catalogue) -> tuple[LocationSpec, ShopSpec]:
    location = next(place for place in catalogue.all(LocationSpec).values() if place.shop)
    return location, catalogue.get(ShopSpec, str(location.shop))


def test_a_walk_there_and_back(hero: Player, published_world: Catalogue) -> None:
    start = location_view(player_id=hero.pk, now=clock.now())
    assert start.location.key == published_world.one(WorldRulesSpec).starting_location
    way = next(way for way in start.exits if way.open)
    there = location_travel(player_id=hero.pk, to=way.location.key, expected_version=hero.version)
    assert there.location == way.location
    back = location_travel(player_id=hero.pk, to=start.location.key)
    assert back.location == start.location
    assert OutboxMessage.objects.filter(name="world.PlayerTravelled").count() == 2


def test_forged_ways_are_refused(hero: Player, published_world: Catalogue) -> None:
    here, locked = next(
        (place, way) for place in published_world.all(LocationSpec).values() for way in place.exits if way.min_level > 1
    )
    place(hero, here)
    with pytest.raises(ExitLocked) as refused:
        location_travel(player_id=hero.pk, to=locked.to)
    assert refused.value.params == {"to": locked.to, "needs": locked.min_level, "has": 1}
    with pytest.raises(NoSuchExit):
        location_travel(player_id=hero.pk, to=here.key)
    with pytest.raises(Stale):
        location_travel(player_id=hero.pk, to=here.exits[0].to, expected_version=hero.version + 7)
    assert Whereabouts.objects.get(player=hero).location == here.key


def test_rest_makes_whole(hero: Player, published_world: Catalogue) -> None:
    inn = next(place for place in published_world.all(LocationSpec).values() if place.has_rest)
    place(hero, inn)
    with pytest.raises(Rested):
        location_rest(player_id=hero.pk)
    Player.objects.filter(pk=hero.pk).update(hp=1, hp_at=clock.now())
    rested = location_rest(player_id=hero.pk).character
    assert rested.hp == rested.max_hp
    place(hero, next(place for place in published_world.all(LocationSpec).values() if not place.has_rest))
    with pytest.raises(NoRestHere):
        location_rest(player_id=hero.pk)


def test_buying_and_selling(hero: Player, published_world: Catalogue) -> None:
    location, shop = the_shop(published_world)
    place(hero, location)
    offer = shop_view(player_id=hero.pk, now=clock.now()).offers[0]
    ledger_move(player_id=hero.pk, moves=[Move(GOLD, offer.price * 2)], reason="test")
    gold = balance(player_id=hero.pk, asset=GOLD)
    had = balance(player_id=hero.pk, asset=item_asset(offer.item.key))

    shop_buy(player_id=hero.pk, item=offer.item.key, amount=2)
    assert balance(player_id=hero.pk, asset=GOLD) == gold - 2 * offer.price
    assert balance(player_id=hero.pk, asset=item_asset(offer.item.key)) == had + 2

    shop_sell(player_id=hero.pk, item=offer.item.key, amount=1)
    paid = offer.item.price * shop.buys_at_percent // 100
    assert balance(player_id=hero.pk, asset=GOLD) == gold - 2 * offer.price + paid
    assert paid <= offer.price


def test_trades_that_cannot_be(hero: Player, published_world: Catalogue) -> None:
    location, shop = the_shop(published_world)
    nowhere = next(place for place in published_world.all(LocationSpec).values() if not place.shop)
    place(hero, nowhere)
    with pytest.raises(NoShopHere):
        shop_buy(player_id=hero.pk, item=shop.offers[0].item)
    place(hero, location)
    sold = {offer.item for offer in shop.offers}
    other = next(key for key in published_world.all(ItemSpec) if key not in sold)
    with pytest.raises(NotOnSale):
        shop_buy(player_id=hero.pk, item=other)
    with pytest.raises(NotFound):
        shop_buy(player_id=hero.pk, item="unknown")
    for amount in (0, -1, 1000):
        with pytest.raises(Invalid):
            shop_buy(player_id=hero.pk, item=shop.offers[0].item, amount=amount)
    with pytest.raises(NotEnough):
        shop_buy(player_id=hero.pk, item=shop.offers[0].item, amount=999)
    free = [item for item in published_world.all(ItemSpec).values() if not item.price]
    for item in free[:1]:
        with pytest.raises(NotWanted):
            shop_sell(player_id=hero.pk, item=item.key)


def test_what_is_worn_is_not_sold(hero: Player, published_world: Catalogue) -> None:
    location, _ = the_shop(published_world)
    place(hero, location)
    item = next(
        item for item in published_world.all(ItemSpec).values() if item.kind is ItemKind.EQUIPMENT and item.price > 5
    )
    held = balance(player_id=hero.pk, asset=item_asset(item.key))
    ledger_move(player_id=hero.pk, moves=[Move(item_asset(item.key), 1)], reason="test")
    Equipped.objects.update_or_create(player=hero, slot=str(item.slot), defaults={"item": item.key})
    with pytest.raises(Worn):
        shop_sell(player_id=hero.pk, item=item.key, amount=held + 1)


def test_a_location_screen_takes_few_queries(hero: Player) -> None:
    location_view(player_id=hero.pk, now=clock.now())
    with CaptureQueriesContext(connection) as captured:
        location_view(player_id=hero.pk, now=clock.now())
    assert len(captured) <= 5


@pytest.mark.django_db(transaction=True)
def test_gold_for_one_buys_one(hero: Player, published_world: Catalogue) -> None:
    location, _ = the_shop(published_world)
    place(hero, location)
    offer = max(shop_view(player_id=hero.pk, now=clock.now()).offers, key=lambda offer: offer.price)
    missing = offer.price - balance(player_id=hero.pk, asset=GOLD)
    if missing:
        ledger_move(player_id=hero.pk, moves=[Move(GOLD, missing)], reason="test")

    def buy(_: int) -> str:
        try:
            shop_buy(player_id=hero.pk, item=offer.item.key)
        except GameError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(buy, range(8)))
    assert answers == ["done"] + ["players.not_enough"] * 7
    assert balance(player_id=hero.pk, asset=GOLD) == 0


@pytest.mark.django_db(transaction=True)
def test_two_ways_at_once_lead_to_one_place(hero: Player, published_world: Catalogue) -> None:
    here = location_view(player_id=hero.pk, now=clock.now())
    ways = [way.location.key for way in here.exits if way.open][:2]

    def walk(to: str) -> str:
        try:
            location_travel(player_id=hero.pk, to=to, expected_version=here.character.player.version)
        except GameError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(walk, ways))
    assert answers == sorted(["common.stale"] * (len(ways) - 1) + ["done"])


@pytest.mark.django_db(transaction=True)
def test_a_first_step_beside_the_news_of_a_newcomer_leads_where_it_leads(published_world: Catalogue) -> None:
    """The news comes from the relay, which may be late."""
    for _try in range(8):
        newcomer = make_player()
        made = CharacterMade(player_id=newcomer.pk, character_class=newcomer.character_class)
        ways = location_view(player_id=newcomer.pk, now=clock.now()).exits
        to = next(way.location.key for way in ways if way.open)
        results = in_threads(
            lambda: newcomer_appears(made),  # noqa: B023
            lambda: location_travel(player_id=newcomer.pk, to=to),  # noqa: B023
        )
        assert not any(isinstance(result, BaseException) for result in results), results
        assert Whereabouts.objects.get(player=newcomer).location == to
