"""Wearing, taking off, drinking."""

from __future__ import annotations

from datetime import timedelta

import pytest

from common import clock
from common.errors import NotFound, Stale
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.errors import Banned, Busy, CannotEquip, CannotUse, LevelTooLow, NotEnough, NothingToRestore, SlotEmpty
from players.models import Equipped, Player
from players.rules.catalogue import ItemKind, ItemSpec
from players.selectors.characters import character_view, inventory_view
from players.services.corrections import balance_correct
from players.services.items import item_equip, item_unequip, item_use
from players.services.preferences import player_language_set, player_text_only_set
from players.state.ledger import Move, balance, item_asset, ledger_move

pytestmark = pytest.mark.usefixtures("published_world")


def an_item(catalogue: Catalogue, kind: ItemKind, *, level: int = 1, **has: int) -> ItemSpec:
    return next(
        item
        for item in catalogue.all(ItemSpec).values()
        if item.kind is kind and item.level >= level and all(getattr(item, field) >= low for field, low in has.items())
    )


@pytest.fixture
def hero(published_world: Catalogue) -> Player:
    return make_player()


def give(player: Player, item: ItemSpec, amount: int = 1) -> None:
    ledger_move(player_id=player.pk, moves=[Move(item_asset(item.key), amount)], reason="test")


def test_what_is_worn_counts(hero: Player, published_world: Catalogue) -> None:
    weapon = an_item(published_world, ItemKind.EQUIPMENT, attack=1)
    Player.objects.filter(pk=hero.pk).update(level=weapon.level)
    give(hero, weapon)
    bare = character_view(player_id=hero.pk, now=clock.now())
    dressed = item_equip(player_id=hero.pk, item=weapon.key, expected_version=hero.version).character
    assert dressed.attack >= bare.attack + weapon.attack
    assert dict(dressed.equipment)[str(weapon.slot)] == weapon
    assert any(stack.worn for stack in inventory_view(player_id=hero.pk, now=clock.now()).stacks)
    undressed = item_unequip(player_id=hero.pk, slot=str(weapon.slot)).character
    assert undressed.attack == bare.attack
    with pytest.raises(SlotEmpty):
        item_unequip(player_id=hero.pk, slot=str(weapon.slot))


def test_what_cannot_be_worn_is_refused(hero: Player, published_world: Catalogue) -> None:
    material = an_item(published_world, ItemKind.MATERIAL)
    with pytest.raises(CannotEquip):
        item_equip(player_id=hero.pk, item=material.key)
    heavy = an_item(published_world, ItemKind.EQUIPMENT, level=2)
    with pytest.raises(LevelTooLow):
        item_equip(player_id=hero.pk, item=heavy.key)
    Player.objects.filter(pk=hero.pk).update(level=heavy.level)
    with pytest.raises(NotEnough):
        item_equip(player_id=hero.pk, item=heavy.key)
    with pytest.raises(NotFound):
        item_equip(player_id=hero.pk, item="no_such_thing")
    with pytest.raises(Stale):
        item_equip(player_id=hero.pk, item=heavy.key, expected_version=99)


def test_a_potion_is_drunk_only_when_it_helps(hero: Player, published_world: Catalogue) -> None:
    potion = an_item(published_world, ItemKind.POTION, heals=1)
    give(hero, potion, 2)
    before = balance(player_id=hero.pk, asset=item_asset(potion.key))
    with pytest.raises(NothingToRestore):
        item_use(player_id=hero.pk, item=potion.key)
    Player.objects.filter(pk=hero.pk).update(hp=1, hp_at=clock.now())
    view = item_use(player_id=hero.pk, item=potion.key).character
    assert view.hp == min(view.max_hp, 1 + potion.heals)
    assert balance(player_id=hero.pk, asset=item_asset(potion.key)) == before - 1
    with pytest.raises(CannotUse):
        item_use(player_id=hero.pk, item=an_item(published_world, ItemKind.MATERIAL).key)


def test_vitals_grow_by_time_alone(hero: Player) -> None:
    now = clock.now()
    Player.objects.filter(pk=hero.pk).update(hp=1, hp_at=now, energy=0, energy_at=now)
    soon = character_view(player_id=hero.pk, now=now + timedelta(minutes=5))
    late = character_view(player_id=hero.pk, now=now + timedelta(days=2))
    assert 1 < soon.hp <= late.hp == late.max_hp
    assert 0 < soon.energy <= late.energy == late.max_energy
    hero.refresh_from_db()
    assert hero.hp == 1


def test_who_is_held_or_banned_is_refused(hero: Player, published_world: Catalogue) -> None:
    potion = an_item(published_world, ItemKind.POTION, heals=1)
    Player.objects.filter(pk=hero.pk).update(engagement="battle:1")
    with pytest.raises(Busy):
        item_use(player_id=hero.pk, item=potion.key)
    Player.objects.filter(pk=hero.pk).update(engagement="", banned_at=clock.now())
    with pytest.raises(Banned):
        item_use(player_id=hero.pk, item=potion.key)


def test_a_setting_changes_once(hero: Player) -> None:
    changed = player_language_set(player_id=hero.pk, language="en")
    same = player_language_set(player_id=hero.pk, language="en")
    assert (changed.language, same.version) == ("en", changed.version)
    assert player_text_only_set(player_id=hero.pk, enabled=True).text_only is True


def test_what_is_taken_back_is_not_worn(hero: Player, published_world: Catalogue) -> None:
    weapon = an_item(published_world, ItemKind.EQUIPMENT, attack=1)
    Player.objects.filter(pk=hero.pk).update(level=weapon.level)
    bare = character_view(player_id=hero.pk, now=clock.now()).attack
    give(hero, weapon)
    item_equip(player_id=hero.pk, item=weapon.key)
    balance_correct(player_id=hero.pk, asset=item_asset(weapon.key), amount=-1, reason="duped", actor="staff:1 ann")
    assert character_view(player_id=hero.pk, now=clock.now()).attack == bare


def test_one_copy_is_worn_once_though_a_release_moved_its_slot(hero: Player, published_world: Catalogue) -> None:
    weapon = an_item(published_world, ItemKind.EQUIPMENT, attack=1)
    Player.objects.filter(pk=hero.pk).update(level=weapon.level)
    give(hero, weapon)
    Equipped.objects.create(player=hero, slot="trinket", item=weapon.key)
    once = item_equip(player_id=hero.pk, item=weapon.key).character
    assert [slot for slot, item in once.equipment if item == weapon] == [str(weapon.slot)]
    assert Equipped.objects.filter(player=hero, item=weapon.key).count() == 1


def test_a_held_player_recovers_nothing_on_the_side(hero: Player) -> None:
    now = clock.now()
    Player.objects.filter(pk=hero.pk).update(hp=1, hp_at=now, engagement="battle:1")
    assert character_view(player_id=hero.pk, now=now + timedelta(hours=1)).hp == 1
