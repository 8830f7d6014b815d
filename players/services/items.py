"""What a player does with what is in the bag."""

from __future__ import annotations

from itertools import islice

from common import clock
from common.errors import Invalid
from common.outbox import publish
from common.tx import command
from players.errors import (
    BagFull,
    CannotEquip,
    CannotUse,
    LevelTooLow,
    NoParcels,
    NotEnough,
    NothingToRestore,
    SlotEmpty,
    Worn,
)
from players.events import ItemDropped, ItemEquipped, ItemUsed, ParcelsTaken
from players.models import Equipped, Gear, Parcel
from players.rules.catalogue import Bind, ItemKind, ItemSpec
from players.rules.items import Condition, condition_of
from players.selectors.characters import InventoryView, inventory_of
from players.state.bags import Room, plain_worn
from players.state.character import VITALS, Character, character_lock, check_free, player_store
from players.state.gear import gear_give, gear_plain, gear_take, piece_held
from players.state.ledger import Move, asset_gear, asset_item, balance, gear_asset, item_asset, ledger_move

MOST_AT_ONCE = 1_000_000
PARCELS_AT_ONCE = 100  # each is a few statements, and their number has no bound


@command
def item_equip(*, player_id: int, item: str, expected_version: int | None = None) -> InventoryView:
    """Wear an item in its slot, instead of what is worn there. What binds when worn is one of a kind from then on.

    Raises Busy, Stale, NotFound, CannotEquip(item), LevelTooLow(needs, has), NotEnough(asset, needs, has).
    """
    character = _free(player_id, expected_version)
    spec = character.catalogue.get(ItemSpec, item)
    _check_wearable(character, spec)
    if not balance(player_id=player_id, asset=item_asset(item)):
        raise NotEnough(asset=item_asset(item), needs=1, has=0)
    # One copy is worn once, though a release may have moved its slot.
    Equipped.objects.filter(player_id=player_id, item=item, gear=None).exclude(slot=spec.slot or "").delete()
    gear_id = _bound_copy(character, spec) if spec.bind is Bind.ON_EQUIP else None
    new = condition_of(spec, character.progress, 0) if gear_id is not None else None
    return _put_on(character, spec, gear_id, new)


@command
def gear_equip(*, player_id: int, gear_id: int, expected_version: int | None = None) -> InventoryView:
    """Wear a piece that is one of a kind. Raises Busy, Stale, NotFound, CannotEquip(item), LevelTooLow(needs, has)."""
    character = _free(player_id, expected_version)
    piece = piece_held(player_id, gear_id, character.catalogue)
    _check_wearable(character, piece.item)
    if piece.item.bind is Bind.ON_EQUIP and not piece.bound:
        Gear.objects.filter(pk=gear_id).update(bound=True)
    Equipped.objects.filter(gear_id=gear_id).exclude(slot=piece.item.slot or "").delete()
    return _put_on(character, piece.as_worn, gear_id, piece.condition)


def _free(player_id: int, expected_version: int | None) -> Character:
    character = character_lock(player_id, now=clock.now(), expected_version=expected_version)
    check_free(character.row)
    return character


def _check_wearable(character: Character, spec: ItemSpec) -> None:
    if spec.slot is None:
        raise CannotEquip(item=spec.key)
    if character.row.level < spec.level:
        raise LevelTooLow(needs=spec.level, has=character.row.level)


def _bound_copy(character: Character, spec: ItemSpec) -> int:
    """Take one of a stack and make it a piece of its own, which is bound."""
    player_id = character.row.pk
    ledger_move(player_id=player_id, moves=[Move(item_asset(spec.key), -1)], reason="bind")
    piece = gear_plain(spec, reason="bind", bound=True)
    piece.save()
    gear_give(player_id, [piece.pk], reason="bind")
    return piece.pk


def _put_on(character: Character, spec: ItemSpec, gear_id: int | None, condition: Condition | None) -> InventoryView:
    player_id, slot = character.row.pk, str(spec.slot)
    Equipped.objects.update_or_create(player_id=player_id, slot=slot, defaults={"item": spec.key, "gear_id": gear_id})
    character.worn_gear.pop(slot, None)
    character.conditions.pop(slot, None)
    if gear_id is not None:
        character.worn_gear[slot] = gear_id
    if condition is not None:
        character.conditions[slot] = condition
    _dressed(character, {**character.equipment, slot: spec})
    publish(ItemEquipped(player_id=player_id, slot=slot, item=spec.key))
    return inventory_of(character)


@command
def item_unequip(*, player_id: int, slot: str, expected_version: int | None = None) -> InventoryView:
    """Take off what is worn in a slot: a full bag always takes it. Raises Busy, Stale, SlotEmpty(slot)."""
    character = _free(player_id, expected_version)
    if not Equipped.objects.filter(player_id=player_id, slot=slot).delete()[0]:
        raise SlotEmpty(slot=slot)
    character.worn_gear.pop(slot, None)
    character.conditions.pop(slot, None)
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
    character = _free(player_id, expected_version)
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


@command
def item_drop(*, player_id: int, asset: str, amount: int = 1, expected_version: int | None = None) -> InventoryView:
    """Throw things away for good: `item:<key>`, or a piece, `gear:<id>`. What is worn stays.

    Raises Busy, Stale, NotFound, Invalid(field, reason), Worn(item), NotEnough(asset, needs, has).
    """
    character = _free(player_id, expected_version)
    thing_take(character, asset, amount, reason="drop")
    player_store(character.row)
    publish(ItemDropped(player_id=player_id, asset=asset, amount=amount))
    return inventory_of(character)


def thing_take(character: Character, asset: str, amount: int, *, reason: str, reference: str = "") -> ItemSpec:
    """Take things that are not worn out of a bag whose owner is locked; which item they are.

    Raises NotFound, Invalid(field, reason), Worn(item), NotEnough(asset, needs, has).
    """
    player_id, gear_id = character.row.pk, asset_gear(asset)
    if gear_id is not None:
        if amount != 1:
            raise Invalid(field="amount", reason="range")
        piece = piece_held(player_id, gear_id, character.catalogue)
        if gear_id in character.worn_gear.values():
            raise Worn(item=piece.item.key)
        gear_take(player_id, [gear_id], reason=reason, reference=reference)
        return piece.item
    spec = character.catalogue.get(ItemSpec, asset_item(asset) or "")
    if not 1 <= amount <= MOST_AT_ONCE:
        raise Invalid(field="amount", reason="range")
    if plain_worn(character, spec.key) and balance(player_id=player_id, asset=asset) == amount:
        raise Worn(item=spec.key)
    ledger_move(player_id=player_id, moves=[Move(asset, -amount)], reason=reason, reference=reference)
    return spec


@command
def parcels_take(*, player_id: int, expected_version: int | None = None) -> InventoryView:
    """Take what finds room out of the parcels, the oldest first, PARCELS_AT_ONCE at most.

    Raises Busy, Stale, NoParcels, BagFull(item, places).
    """
    character = _free(player_id, expected_version)
    parcels = list(Parcel.objects.filter(player_id=player_id).order_by("pk"))
    if not parcels:
        raise NoParcels()
    room = Room(character)
    unpacked = ((parcel.item, amount) for parcel in parcels if (amount := _unpacked(character, parcel, room)))
    taken = list(islice(unpacked, PARCELS_AT_ONCE))
    if not taken:
        raise BagFull(item=parcels[0].item, places=character.progress.bag_slots)
    player_store(character.row)
    publish(ParcelsTaken(player_id=player_id, items=tuple(taken)))
    return inventory_of(character)


def _unpacked(character: Character, parcel: Parcel, room: Room) -> int:
    """How many of a parcel came into the bag. What the active release does not know stays where it is."""
    player_id, spec = character.row.pk, character.catalogue.find(ItemSpec, parcel.item)
    if spec is None:
        return 0
    asset = item_asset(parcel.item) if parcel.gear_id is None else gear_asset(parcel.gear_id)
    amount = room.put(asset, spec, parcel.amount)
    if not amount:
        return 0
    if parcel.gear_id is not None:
        gear_give(player_id, [parcel.gear_id], reason=parcel.reason, reference=parcel.reference)
    else:
        ledger_move(player_id=player_id, moves=[Move(asset, amount)], reason=parcel.reason, reference=parcel.reference)
    if amount == parcel.amount:
        parcel.delete()
    else:
        Parcel.objects.filter(pk=parcel.pk).update(amount=parcel.amount - amount)
    return amount
