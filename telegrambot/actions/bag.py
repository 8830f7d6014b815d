"""What a player does with what is in the bag."""

from __future__ import annotations

from common.errors import NotFound
from players.selectors import InventoryView, inventory_view
from players.services.items import item_equip, item_unequip, item_use
from telegrambot.actions.base import Answer, Visit
from telegrambot.codec import Tap
from telegrambot.screens.bag import bag_screen
from telegrambot.screens.base import Screen, page_number
from telegrambot.screens.items import item_screen


def bag(visit: Visit, tap: Tap) -> Answer:
    view = inventory_view(player_id=visit.player.id, now=visit.now)
    return Answer(bag_screen(view, visit.pen, page=page_number(tap.arg)))


def item(visit: Visit, tap: Tap) -> Answer:
    view = inventory_view(player_id=visit.player.id, now=visit.now)
    screen = _card(visit, view, tap.arg)
    if screen is None:
        raise NotFound(what="item", key=tap.arg)
    return Answer(screen)


def _card(visit: Visit, view: InventoryView, key: str) -> Screen | None:
    stack = next((stack for stack in view.stacks if stack.item.key == key), None)
    return None if stack is None else item_screen(view, stack, visit.pen)


def wear(visit: Visit, tap: Tap) -> Answer:
    view = item_equip(player_id=visit.player.id, item=tap.arg, expected_version=tap.version)
    return Answer(_card(visit, view, tap.arg) or bag_screen(view, visit.pen))


def take_off(visit: Visit, tap: Tap) -> Answer:
    view = item_unequip(player_id=visit.player.id, slot=tap.arg, expected_version=tap.version)
    return Answer(bag_screen(view, visit.pen))


def drink(visit: Visit, tap: Tap) -> Answer:
    """The card again while any is left: one potion often follows another."""
    view = item_use(player_id=visit.player.id, item=tap.arg, expected_version=tap.version)
    return Answer(_card(visit, view, tap.arg) or bag_screen(view, visit.pen))
