"""What a player does with what is in the bag."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.errors import NotFound
from content.selectors.texts import Told
from players.rules.catalogue import ItemSpec
from players.selectors.characters import InventoryView, character_view, inventory_view
from players.selectors.telling import item_told
from players.services.items import gear_equip, item_drop, item_equip, item_unequip, item_use, parcels_take
from players.state.ledger import gear_asset, item_asset
from telegrambot.actions import dungeon
from telegrambot.actions.base import Answer, Visit
from telegrambot.codec import Tap
from telegrambot.screens.bag import bag_screen, parcels_screen, worn_screen
from telegrambot.screens.base import Screen, page_number
from telegrambot.screens.items import arg_piece, drop_screen, item_screen, piece_screen


def bag(visit: Visit, tap: Tap) -> Answer:
    return Answer(bag_screen(_view(visit), visit.pen, page=page_number(tap.arg)))


def item(visit: Visit, tap: Tap) -> Answer:
    screen = _card(visit, _view(visit), tap.arg)
    if screen is None:
        raise NotFound(what="item", key=tap.arg)
    return Answer(screen)


def _view(visit: Visit) -> InventoryView:
    return inventory_view(player_id=visit.player.id, now=visit.now)


def _card(visit: Visit, view: InventoryView, arg: str) -> Screen | None:
    """The card of a stack or a piece; None when it is not in the bag."""
    gear_id = arg_piece(arg)
    if gear_id is not None:
        piece = next((piece for piece in view.pieces if piece.id == gear_id), None)
        return None if piece is None else piece_screen(view, piece, visit.pen, told=_lore(visit, piece.item))
    stack = next((stack for stack in view.stacks if stack.item.key == arg), None)
    return None if stack is None else item_screen(view, stack, visit.pen, told=_lore(visit, stack.item))


def _lore(visit: Visit, spec: ItemSpec) -> Told:
    return item_told(spec, language=visit.player.language, player_id=visit.player.id)


def wear(visit: Visit, tap: Tap) -> Answer:
    gear_id, who = arg_piece(tap.arg), visit.player.id
    if gear_id is not None:
        view = gear_equip(player_id=who, gear_id=gear_id, expected_version=tap.version)
    else:
        view = item_equip(player_id=who, item=tap.arg, expected_version=tap.version)
    return Answer(_card(visit, view, tap.arg) or bag_screen(view, visit.pen))


def take_off(visit: Visit, tap: Tap) -> Answer:
    view = item_unequip(player_id=visit.player.id, slot=tap.arg, expected_version=tap.version)
    return Answer(bag_screen(view, visit.pen))


def drink(visit: Visit, tap: Tap) -> Answer:
    """The card again while any is left: one potion often follows another."""
    if visit.run_id is not None:
        return dungeon.drink(visit, tap)
    view = item_use(player_id=visit.player.id, item=tap.arg, expected_version=tap.version)
    return Answer(_card(visit, view, tap.arg) or bag_screen(view, visit.pen))


def worn(visit: Visit, tap: Tap) -> Answer:
    return Answer(worn_screen(character_view(player_id=visit.player.id, now=visit.now), visit.pen))


def drop(visit: Visit, tap: Tap) -> Answer:
    """Nothing is gone yet: this only asks."""
    view = _view(visit)
    spec, amount = _droppable(view, tap.arg)
    return Answer(drop_screen(view, spec, tap.arg, amount, visit.pen))


def drop_one(visit: Visit, tap: Tap) -> Answer:
    return _dropped(visit, tap, 1)


def drop_all(visit: Visit, tap: Tap) -> Answer:
    """All that is not worn; the version on the button says it is what was shown."""
    return _dropped(visit, tap, _droppable(_view(visit), tap.arg)[1])


def _dropped(visit: Visit, tap: Tap, amount: int) -> Answer:
    spec, _most = _droppable(_view(visit), tap.arg)
    gear_id = arg_piece(tap.arg)
    asset = item_asset(tap.arg) if gear_id is None else gear_asset(gear_id)
    view = item_drop(player_id=visit.player.id, asset=asset, amount=amount, expected_version=tap.version)
    toast = _("Thrown away: %(item)s ×%(n)d.") % {"item": visit.pen.name(spec.name), "n": amount}
    return Answer(bag_screen(view, visit.pen), toast)


def _droppable(view: InventoryView, arg: str) -> tuple[ItemSpec, int]:
    """The thing, and how many of it are not worn. Raises NotFound."""
    gear_id = arg_piece(arg)
    for piece in view.pieces:
        if piece.id == gear_id:
            return piece.item, 1
    for stack in view.stacks:
        if stack.item.key == arg:
            return stack.item, max(1, stack.amount - stack.worn)
    raise NotFound(what="item", key=arg)


def parcels(visit: Visit, tap: Tap) -> Answer:
    return Answer(parcels_screen(_view(visit), visit.pen))


def unpack(visit: Visit, tap: Tap) -> Answer:
    view = parcels_take(player_id=visit.player.id, expected_version=tap.version)
    if view.parcels:
        return Answer(parcels_screen(view, visit.pen), _("Taken as much as fits."))
    return Answer(bag_screen(view, visit.pen), _("Everything is in the bag now."))
