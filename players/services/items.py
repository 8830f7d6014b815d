"""What a player does with what is in the bag."""

from __future__ import annotations

from common import clock
from common.outbox import publish
from common.tx import command
from players.character import VITALS, Character, character_lock, check_free, player_store
from players.errors import CannotEquip, CannotUse, LevelTooLow, NotEnough, NothingToRestore, SlotEmpty
from players.events import ItemEquipped, ItemUsed
from players.ledger import Move, balance, item_asset, ledger_move
from players.models import Equipped
from players.rules.catalogue import ItemKind, ItemSpec
from players.selectors import InventoryView, inventory_of


@command
def item_equip(*, player_id: int, item: str, expected_version: int | None = None) -> InventoryView:
    """Wear an item in its slot, instead of what is worn there.

    Raises Busy, Stale, NotFound, CannotEquip(item), LevelTooLow(needs, has), NotEnough(asset, needs, has).
    """
    character = character_lock(player_id, now=clock.now(), expected_version=expected_version)
    check_free(character.row)
    spec = character.catalogue.get(ItemSpec, item)
    if spec.slot is None:
        raise CannotEquip(item=item)
    if character.row.level < spec.level:
        raise LevelTooLow(needs=spec.level, has=character.row.level)
    if not balance(player_id=player_id, asset=item_asset(item)):
        raise NotEnough(asset=item_asset(item), needs=1, has=0)
    Equipped.objects.filter(player_id=player_id, item=item).exclude(slot=spec.slot).delete()  # a release moved its slot
    Equipped.objects.update_or_create(player_id=player_id, slot=spec.slot, defaults={"item": item})
    _dressed(character, {**character.equipment, spec.slot: spec})
    publish(ItemEquipped(player_id=player_id, slot=spec.slot, item=item))
    return inventory_of(character)


@command
def item_unequip(*, player_id: int, slot: str, expected_version: int | None = None) -> InventoryView:
    """Take off what is worn in a slot. Raises Busy, Stale, SlotEmpty(slot)."""
    character = character_lock(player_id, now=clock.now(), expected_version=expected_version)
    check_free(character.row)
    if not Equipped.objects.filter(player_id=player_id, slot=slot).delete()[0]:
        raise SlotEmpty(slot=slot)
    _dressed(character, {worn: spec for worn, spec in character.equipment.items() if worn != slot})
    publish(ItemEquipped(player_id=player_id, slot=slot, item=""))
    return inventory_of(character)


def _dressed(character: Character, equipment: dict[str, ItemSpec]) -> None:
    character.dress(equipment)
    player_store(character.row, *VITALS)


@command
def item_use(*, player_id: int, item: str, expected_version: int | None = None) -> InventoryView:
    """Drink a potion outside battle.

    Raises Busy, Stale, NotFound, CannotUse(item), NothingToRestore(item), NotEnough(asset, needs, has).
    """
    character = character_lock(player_id, now=clock.now(), expected_version=expected_version)
    check_free(character.row)
    spec = character.catalogue.get(ItemSpec, item)
    if spec.kind is not ItemKind.POTION:
        raise CannotUse(item=item)
    row, sheet = character.row, character.sheet
    healed = min(spec.heals, sheet.max_hp - row.hp)
    energized = min(spec.energizes, sheet.max_energy - row.energy)
    if not (healed or energized):
        raise NothingToRestore(item=item)
    ledger_move(player_id=player_id, moves=[Move(item_asset(item), -1)], reason="use")
    # At the times they are true at: what has grown of the next point is not lost.
    character.set_vitals(now=row.hp_at, hp=row.hp + healed)
    character.set_vitals(now=row.energy_at, energy=row.energy + energized)
    player_store(row, *VITALS)
    publish(ItemUsed(player_id=player_id, item=item, healed=healed, energized=energized))
    return inventory_of(character)
