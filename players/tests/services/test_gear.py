"""Pieces that are one of a kind: given, worn, dropped, kept when there is no room; and the proof of it all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from common import clock
from common.errors import Invalid, NotFound
from common.rules.rng import Rng
from common.tests.sample import in_threads
from common.tx import run_unit
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player, publish_catalogue, starter_catalogue
from players.errors import BagFull, Busy, NoParcels, NotEnough, Worn
from players.models import Equipped, Gear, LedgerEntry, Parcel, Player
from players.rules.catalogue import AffixTableSpec, Bind, ItemSpec, ProgressSpec
from players.rules.items import affixes_to_json, gear_roll
from players.selectors.characters import InventoryView, character_view, inventory_view
from players.services.corrections import balance_correct
from players.services.items import PARCELS_AT_ONCE, gear_equip, item_drop, item_equip, item_unequip, parcels_take
from players.state.character import character_lock, player_store
from players.state.grants import Grant, Growth, grant_give
from players.state.ledger import GOLD, Move, balance, balances, gear_asset, item_asset, ledger_move

SWORD, MAIL, BREAD, TONIC = "steel_sword", "ring_mail", "rye_bread", "herb_tonic"
TABLE = next(iter(starter_catalogue().all(AffixTableSpec)))


def a_world(*, bag: int = 0, sword: dict[str, Any] | None = None, bread: dict[str, Any] | None = None) -> Catalogue:
    """The starter world, with a sword that is rolled and a bag of so many places."""
    starter = starter_catalogue()
    items = dict(starter.all(ItemSpec))
    items[SWORD] = replace(items[SWORD], level=1, item_set=None, **{"affix_table": TABLE, **(sword or {})})
    items[MAIL] = replace(items[MAIL], level=1, affix_table=None, bind=Bind.NONE, item_set=None, stack=1)
    items[BREAD] = replace(items[BREAD], stack=5, **(bread or {}))
    progress = replace(starter.one(ProgressSpec), bag_slots=bag, starting_items=())
    world = Catalogue(0, {**starter.sections, ItemSpec: items, ProgressSpec: {"default": progress}})
    publish_catalogue(world)
    return world


def give(player: Player, *items: tuple[str, int], key: str | None = None, gold: int = 0) -> Growth:
    def grant() -> Growth:
        now = clock.now()
        character = character_lock(player.pk, now=now)
        growth = grant_give(character, Grant(gold=gold, items=items), reason="battle", reference="b", key=key, now=now)
        player_store(character.row, "level", "xp")
        return growth

    return run_unit(grant)


def seen(player: Player) -> InventoryView:
    return inventory_view(player_id=player.pk, now=clock.now())


@pytest.fixture
def hero(db: None) -> Player:
    a_world()
    return make_player(level=5)


def test_what_is_found_is_rolled_and_can_be_rolled_again(hero: Player) -> None:
    growth = give(hero, (SWORD, 2), (BREAD, 3), key="battle:1")
    assert len(growth.pieces) == 2
    assert balance(player_id=hero.pk, asset=item_asset(SWORD)) == 0
    assert balance(player_id=hero.pk, asset=item_asset(BREAD)) == 3
    world = a_world()
    for piece in Gear.objects.filter(owner=hero):
        roll = gear_roll(world.get(ItemSpec, SWORD), world.get(AffixTableSpec, TABLE), Rng(piece.seed))
        assert (piece.rarity, piece.affixes) == (roll.rarity.value, affixes_to_json(roll.affixes))
    assert [view.id for view in seen(hero).pieces] == sorted(growth.pieces, reverse=True)
    call_command("check_ledger")


def test_the_same_grant_comes_once(hero: Player) -> None:
    give(hero, (SWORD, 1), key="battle:1")
    with pytest.raises(IntegrityError):
        give(hero, (SWORD, 1), key="battle:1")


def test_a_worn_piece_counts_with_its_affixes(hero: Player) -> None:
    (gear_id,) = give(hero, (SWORD, 1)).pieces
    Gear.objects.filter(pk=gear_id).update(affixes=[{"key": "thunder", "stat": "attack", "amount": 7}], rarity="epic")
    bare = character_view(player_id=hero.pk, now=clock.now())
    view = gear_equip(player_id=hero.pk, gear_id=gear_id)
    plain = starter_catalogue().get(ItemSpec, SWORD)
    gained = getattr(plain, view.character.cls.main_stat) + plain.attack + 7
    assert view.character.attack == bare.attack + gained
    assert view.character.attack == character_view(player_id=hero.pk, now=clock.now()).attack
    (piece,) = view.pieces
    assert piece.worn
    assert [(stat, amount) for _name, stat, amount in piece.affixes] == [("attack", 7)]
    assert item_unequip(player_id=hero.pk, slot="weapon").character.attack == bare.attack


def test_what_binds_when_worn_is_told_from_its_stack(db: None) -> None:
    a_world(sword={"bind": Bind.ON_EQUIP})
    hero = make_player(level=5)
    ledger_move(player_id=hero.pk, moves=[Move(item_asset(SWORD), 2)], reason="shop_buy")
    view = item_equip(player_id=hero.pk, item=SWORD)
    (piece,) = view.pieces
    assert (piece.bound, piece.worn, piece.affixes) == (True, True, ())
    assert balance(player_id=hero.pk, asset=item_asset(SWORD)) == 1
    assert item_unequip(player_id=hero.pk, slot="weapon").pieces[0].bound
    call_command("check_ledger")


def test_somebody_elses_piece_is_nobodys_business(hero: Player) -> None:
    (gear_id,) = give(hero, (SWORD, 1)).pieces
    other = make_player(level=5)
    with pytest.raises(NotFound):
        gear_equip(player_id=other.pk, gear_id=gear_id)
    with pytest.raises(NotFound):
        item_drop(player_id=other.pk, asset=gear_asset(gear_id))


def test_what_is_worn_is_not_dropped(hero: Player) -> None:
    (gear_id,) = give(hero, (SWORD, 1), (MAIL, 1)).pieces
    gear_equip(player_id=hero.pk, gear_id=gear_id)
    item_equip(player_id=hero.pk, item=MAIL)
    for asset in (gear_asset(gear_id), item_asset(MAIL)):
        with pytest.raises(Worn):
            item_drop(player_id=hero.pk, asset=asset)
    item_unequip(player_id=hero.pk, slot="weapon")
    item_drop(player_id=hero.pk, asset=gear_asset(gear_id))
    assert Gear.objects.get(pk=gear_id).owner is None
    with pytest.raises(NotFound):
        item_drop(player_id=hero.pk, asset=gear_asset(gear_id))
    call_command("check_ledger")


@pytest.mark.parametrize(("asset", "refusal"), [(GOLD, NotFound), ("item:nothing", NotFound), ("gear:x", NotFound)])
def test_only_things_are_dropped(hero: Player, asset: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        item_drop(player_id=hero.pk, asset=asset)


def test_no_more_is_dropped_than_is_there(hero: Player) -> None:
    give(hero, (BREAD, 2))
    for amount, refusal in ((3, NotEnough), (0, Invalid), (-1, Invalid)):
        with pytest.raises(refusal):
            item_drop(player_id=hero.pk, asset=item_asset(BREAD), amount=amount)
    view = item_drop(player_id=hero.pk, asset=item_asset(BREAD), amount=2)
    assert BREAD not in {stack.item.key for stack in view.stacks}


def test_who_fights_neither_dresses_nor_drops(hero: Player) -> None:
    (gear_id,) = give(hero, (SWORD, 1)).pieces
    Player.objects.filter(pk=hero.pk).update(engagement="battle:1")
    with pytest.raises(Busy):
        gear_equip(player_id=hero.pk, gear_id=gear_id)
    with pytest.raises(Busy):
        item_drop(player_id=hero.pk, asset=gear_asset(gear_id))
    with pytest.raises(Busy):
        parcels_take(player_id=hero.pk)
    assert not Equipped.objects.filter(player=hero).exists()


# A full bag.


def test_what_finds_no_room_waits(db: None) -> None:
    a_world(bag=2)
    hero = make_player(level=5)
    growth = give(hero, (BREAD, 8), (MAIL, 1), (SWORD, 1), key="battle:9", gold=3)
    assert growth.kept == ((MAIL, 1), (SWORD, 1))
    assert balance(player_id=hero.pk, asset=GOLD) == starter_catalogue().one(ProgressSpec).starting_gold + 3
    view = seen(hero)
    assert (view.used, view.places) == (2, 2)
    assert [(parcel.item.key, parcel.amount) for parcel in view.parcels] == [(MAIL, 1), (SWORD, 1)]
    with pytest.raises(BagFull):
        parcels_take(player_id=hero.pk)
    item_drop(player_id=hero.pk, asset=item_asset(BREAD), amount=3)
    view = parcels_take(player_id=hero.pk)
    assert [parcel.item.key for parcel in view.parcels] == [SWORD]
    view = item_equip(player_id=hero.pk, item=MAIL)  # what is worn takes no place
    assert view.used == 1
    view = parcels_take(player_id=hero.pk)
    assert (len(view.pieces), view.parcels) == (1, ())
    assert LedgerEntry.objects.filter(player=hero, asset=item_asset(MAIL), reason="battle").count() == 1
    with pytest.raises(NoParcels):
        parcels_take(player_id=hero.pk)
    call_command("check_ledger")


def test_a_stack_goes_in_as_far_as_it_fits(db: None) -> None:
    a_world(bag=1)
    hero = make_player(level=5)
    assert give(hero, (BREAD, 7), key="k").kept == ((BREAD, 2),)
    assert balance(player_id=hero.pk, asset=item_asset(BREAD)) == 5
    item_drop(player_id=hero.pk, asset=item_asset(BREAD), amount=1)
    view = parcels_take(player_id=hero.pk)
    assert [(parcel.item.key, parcel.amount) for parcel in view.parcels] == [(BREAD, 1)]


def test_many_parcels_are_one_line_for_each_item_and_are_taken_some_at_a_time(db: None) -> None:
    a_world(bag=1)
    hero = make_player(level=5)
    give(hero, (MAIL, 1))
    Parcel.objects.bulk_create(
        Parcel(player=hero, item=BREAD, amount=1, reason="test", reference="") for _ in range(PARCELS_AT_ONCE + 3)
    )
    a_world(bag=200)
    view = parcels_take(player_id=hero.pk)
    assert balance(player_id=hero.pk, asset=item_asset(BREAD)) == PARCELS_AT_ONCE
    assert [(parcel.item.key, parcel.amount) for parcel in view.parcels] == [(BREAD, 3)]
    assert parcels_take(player_id=hero.pk).parcels == ()


@pytest.mark.parametrize("first_full", [True, False])
def test_a_grant_comes_once_whether_or_not_it_found_room(db: None, first_full: bool) -> None:
    a_world(bag=1)
    hero = make_player(level=5)
    if first_full:
        give(hero, (MAIL, 1))
    give(hero, (BREAD, 1), key="k")
    if first_full:
        item_drop(player_id=hero.pk, asset=item_asset(MAIL))
    else:
        item_drop(player_id=hero.pk, asset=item_asset(BREAD))
        give(hero, (MAIL, 1))
    with pytest.raises(IntegrityError):
        give(hero, (BREAD, 1), key="k")


# Races, corrections, and the proof.


@pytest.mark.django_db(transaction=True)
def test_parcels_are_taken_once() -> None:
    a_world(bag=1)
    hero = make_player(level=5)
    give(hero, (MAIL, 1), (SWORD, 1), (BREAD, 2))
    item_drop(player_id=hero.pk, asset=item_asset(MAIL))
    a_world(bag=9)
    results = in_threads(*[lambda: parcels_take(player_id=hero.pk)] * 4)
    assert sum(isinstance(result, InventoryView) for result in results) == 1
    assert {type(result) for result in results if not isinstance(result, InventoryView)} == {NoParcels}
    held = balances(player_id=hero.pk)
    assert held[item_asset(BREAD)] == 2
    assert sum(asset.startswith("gear:") for asset in held) == 1
    call_command("check_ledger")


@pytest.mark.django_db(transaction=True)
def test_a_piece_is_dropped_or_worn_and_never_both() -> None:
    a_world()
    for _attempt in range(5):
        hero = make_player(level=5)
        (gear_id,) = give(hero, (SWORD, 1)).pieces
        in_threads(
            lambda: gear_equip(player_id=hero.pk, gear_id=gear_id),  # noqa: B023  (called before the next round)
            lambda: item_drop(player_id=hero.pk, asset=gear_asset(gear_id)),  # noqa: B023
        )
        worn = Equipped.objects.filter(player=hero).exists()
        assert worn == (Gear.objects.get(pk=gear_id).owner_id == hero.pk)
        call_command("check_ledger")


def test_an_operator_takes_a_piece_and_gives_it_back(hero: Player) -> None:
    (gear_id,) = give(hero, (SWORD, 1)).pieces
    gear_equip(player_id=hero.pk, gear_id=gear_id)
    asset = gear_asset(gear_id)
    assert balance_correct(player_id=hero.pk, asset=asset, amount=-1, reason="duped", actor="staff:1 ann") == 0
    assert not seen(hero).pieces
    with pytest.raises(NotFound):
        balance_correct(player_id=hero.pk, asset=asset, amount=-1, reason="duped", actor="staff:1 ann")
    assert balance_correct(player_id=hero.pk, asset=asset, amount=1, reason="sorry", actor="staff:1 ann") == 1
    with pytest.raises(NotFound):
        balance_correct(player_id=make_player().pk, asset=asset, amount=1, reason="x", actor="staff:1 ann")
    call_command("check_ledger")


@pytest.mark.parametrize("change", ["owner", "holding", "worn", "parcel"])
def test_a_piece_that_is_not_where_its_balance_says_is_named(
    hero: Player, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (gear_id,) = give(hero, (SWORD, 1)).pieces
    other = make_player()
    if change == "owner":
        Gear.objects.filter(pk=gear_id).update(owner=other)
    elif change == "holding":
        ledger_move(player_id=other.pk, moves=[Move(gear_asset(gear_id), 1)], reason="test")
    elif change == "worn":
        Equipped.objects.create(player=other, slot="weapon", item=SWORD, gear_id=gear_id)
    else:
        Parcel.objects.create(player=other, item=SWORD, amount=1, gear_id=gear_id, reason="test")
    with pytest.raises(CommandError):
        call_command("check_ledger")
    assert f"piece {gear_id}" in capsys.readouterr().err
