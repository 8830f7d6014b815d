"""Worn pieces made whole again by a shop; and that they keep their wear wherever they go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.management import call_command

from common import clock
from common.errors import NotFound
from common.tests.sample import in_threads
from content.release import current
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player, publish_catalogue
from players.errors import Busy, NotEnough
from players.models import Gear, LedgerEntry, Player
from players.rules.catalogue import Bind, ProgressSpec
from players.services.items import gear_equip, item_unequip
from players.state.gear import gear_give
from players.state.ledger import GOLD, balance, gear_asset
from players.tests.services.test_gear import SWORD, a_world, give, seen
from world.errors import NoShopHere, NothingToRepair
from world.models import Whereabouts
from world.rules.catalogue import LocationSpec
from world.selectors.locations import ShopView, shop_view
from world.services.exchange import thing_give, trade_agree, trade_open, trade_put
from world.services.repair import gear_repair
from world.services.trade import gear_sell
from world.state.place import player_place


def a_wearing_world() -> Catalogue:
    """Swords of 100 coins that bear 10, half of their price for a whole repair."""
    world = a_world(sword={"durability": 10, "price": 100, "affix_table": None, "bind": Bind.NONE})
    rules = replace(world.one(ProgressSpec), wear_per_battle=1, repair_percent=50)
    worn = Catalogue(0, {**world.sections, ProgressSpec: {"default": rules}})
    publish_catalogue(worn)
    return worn


def a_sword(player: Player, wear: int) -> int:
    sword = Gear.objects.create(item=SWORD, rarity="common", wear=wear, reason="test")
    gear_give(player.pk, [sword.pk], reason="test")
    return sword.pk


@pytest.fixture
def smith(db: None) -> Player:
    """Somebody at the market, with 60 coins besides those of a beginner."""
    a_wearing_world()
    return newcomer()


def newcomer() -> Player:
    player = make_player(level=5)
    player_place(player.pk, "market", now=clock.now())
    give(player, gold=60)
    return player


def gold(player: Player) -> int:
    return balance(player_id=player.pk, asset=GOLD)


def wear(gear_id: int) -> int:
    return Gear.objects.get(pk=gear_id).wear


def test_one_piece_is_repaired_for_its_part_of_the_price(smith: Player) -> None:
    sword, other, before = a_sword(smith, 4), a_sword(smith, 1), gold(smith)
    seen_here = shop_view(player_id=smith.pk, now=clock.now())
    assert [(piece.id, piece.repair, piece.price) for piece in seen_here.repairs] == [(other, 5, 95), (sword, 20, 80)]
    view = gear_repair(player_id=smith.pk, gear_id=sword)
    assert (wear(sword), wear(other), gold(smith)) == (0, 1, before - 20)
    assert [piece.id for piece in view.repairs] == [other]
    entry = LedgerEntry.objects.get(player=smith, reason="repair")
    assert (entry.asset, entry.amount, entry.reference) == (GOLD, -20, view.shop.key)
    call_command("check_ledger")


def test_a_broken_piece_that_is_worn_counts_again(smith: Player) -> None:
    sword = a_sword(smith, 10)
    dressed = gear_equip(player_id=smith.pk, gear_id=sword).character
    view = gear_repair(player_id=smith.pk)
    assert view.character.attack > dressed.attack
    assert seen(smith).character.attack == view.character.attack
    assert seen(smith).pieces[0].condition == dict(view.character.conditions)["weapon"]


def test_what_cannot_be_repaired_is_refused_and_costs_nothing(smith: Player) -> None:
    sword, before = a_sword(smith, 0), gold(smith)
    for gear_id in (sword, None):
        with pytest.raises(NothingToRepair):
            gear_repair(player_id=smith.pk, gear_id=gear_id)
    with pytest.raises(NotFound):
        gear_repair(player_id=newcomer().pk, gear_id=sword)
    a_sword(smith, 10), a_sword(smith, 10), a_sword(smith, 10)
    with pytest.raises(NotEnough):
        gear_repair(player_id=smith.pk)
    Player.objects.filter(pk=smith.pk).update(engagement="battle:1")
    with pytest.raises(Busy):
        gear_repair(player_id=smith.pk)
    Player.objects.filter(pk=smith.pk).update(engagement="")
    wild = next(place.key for place in current().all(LocationSpec).values() if place.shop is None)
    Whereabouts.objects.filter(player=smith).update(location=wild)
    with pytest.raises(NoShopHere):
        gear_repair(player_id=smith.pk)
    assert gold(smith) == before
    assert Gear.objects.filter(wear=10).count() == 3


def test_where_nothing_wears_old_wear_does_not_count(smith: Player) -> None:
    sword = a_sword(smith, 10)
    a_world(sword={"durability": 10, "affix_table": None})
    (piece,) = seen(smith).pieces
    assert (piece.condition, piece.repair) == (None, 0)
    view = gear_equip(player_id=smith.pk, gear_id=sword).character
    assert (dict(view.equipment)["weapon"].attack > 0, view.conditions) == (True, ())
    with pytest.raises(NothingToRepair):
        gear_repair(player_id=smith.pk)


def test_wear_stays_with_the_piece(smith: Player) -> None:
    """Worn and taken off, given, traded and sold: nothing of that mends it, and it is worth less."""
    other = newcomer()
    given, traded, sold = a_sword(smith, 3), a_sword(smith, 4), a_sword(smith, 5)
    gear_equip(player_id=smith.pk, gear_id=sold)
    item_unequip(player_id=smith.pk, slot="weapon")
    thing_give(player_id=smith.pk, to_id=other.pk, asset=gear_asset(given))
    trade = trade_open(player_id=smith.pk, partner_id=other.pk)
    view = trade_put(player_id=smith.pk, trade_id=trade.id, asset=gear_asset(traded), amount=1)
    (thing,) = view.mine.things
    assert (thing.condition.left if thing.condition else None) == 6
    trade_agree(player_id=smith.pk, trade_id=trade.id, version=1)
    trade_agree(player_id=other.pk, trade_id=trade.id, version=1)
    here = shop_view(player_id=smith.pk, now=clock.now())
    before, percent = gold(smith), here.shop.buys_at_percent
    gear_sell(player_id=smith.pk, gear_id=sold)
    assert gold(smith) - before == (100 - 25) * percent // 100
    assert [wear(each) for each in (given, traded, sold)] == [3, 4, 5]
    assert {piece.id for piece in seen(other).pieces} == {given, traded}


@pytest.mark.django_db(transaction=True)
def test_two_repairs_at_once_are_paid_once() -> None:
    for _attempt in range(3):
        a_wearing_world()
        smith = newcomer()
        sword, before = a_sword(smith, 10), gold(smith)
        results = in_threads(
            lambda: gear_repair(player_id=smith.pk, gear_id=sword),  # noqa: B023  (called before the next round)
            lambda: gear_repair(player_id=smith.pk),  # noqa: B023
        )
        assert sum(isinstance(result, ShopView) for result in results) == 1
        assert sum(isinstance(result, NothingToRepair) for result in results) == 1
        assert (wear(sword), gold(smith)) == (0, before - 50)
    call_command("check_ledger")


@pytest.mark.django_db(transaction=True)
def test_sold_while_it_is_repaired() -> None:
    """Whichever comes first: a sold piece is not repaired, a repaired one is sold for what it is worth then."""
    for _attempt in range(3):
        a_wearing_world()
        smith = newcomer()
        sword, before = a_sword(smith, 10), gold(smith)
        percent = shop_view(player_id=smith.pk, now=clock.now()).shop.buys_at_percent
        in_threads(
            lambda: gear_repair(player_id=smith.pk, gear_id=sword),  # noqa: B023
            lambda: gear_sell(player_id=smith.pk, gear_id=sword),  # noqa: B023
        )
        first = before + 50 * percent // 100, before - 50 + 100 * percent // 100
        assert (gold(smith), wear(sword)) in {(first[0], 10), (first[1], 0)}
    call_command("check_ledger")
