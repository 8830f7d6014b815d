"""Making and gathering."""

from __future__ import annotations

from players.selectors.characters import pieces_found
from telegrambot.actions.base import Answer, Visit
from telegrambot.codec import Tap
from telegrambot.screens.activity import activity_screen
from telegrambot.screens.base import page_number
from telegrambot.screens.craft import (
    AT_ONCE,
    gathered_words,
    made_words,
    node_screen,
    portions_possible,
    recipe_screen,
    trades_screen,
    workshop_screen,
)
from world.selectors.activities import activities_view
from world.selectors.crafts import CraftView, GatherView, node_view, professions_view, recipe_view, workshop_view
from world.services.crafting import recipe_craft
from world.services.gathering import node_gather


def station(visit: Visit, tap: Tap) -> Answer:
    """What can be made at a station; without one, everything that can be made here."""
    view = workshop_view(player_id=visit.player.id, now=visit.now, station=tap.arg or None)
    return Answer(workshop_screen(view, visit.pen, station=tap.arg))


def recipes(visit: Visit, tap: Tap) -> Answer:
    """A further page: `2` of everything here, `1_2` of the first station."""
    number, _sep, page = tap.arg.rpartition("_")
    here = workshop_view(player_id=visit.player.id, now=visit.now)
    if not number.isdecimal() or not 1 <= int(number[:3]) <= len(here.stations):
        return Answer(workshop_screen(here, visit.pen, page=page_number(tap.arg)))
    key = here.stations[int(number) - 1].key
    view = workshop_view(player_id=visit.player.id, now=visit.now, station=key)
    return Answer(workshop_screen(view, visit.pen, page=page_number(page), station=key))


def recipe(visit: Visit, tap: Tap) -> Answer:
    return Answer(recipe_screen(recipe_view(player_id=visit.player.id, recipe=tap.arg, now=visit.now), visit.pen))


def make(visit: Visit, tap: Tap) -> Answer:
    return _made(visit, recipe_craft(player_id=visit.player.id, recipe=tap.arg, expected_version=tap.version))


def make_more(visit: Visit, tap: Tap) -> Answer:
    """As many as the button said: five, or what there is enough for."""
    at_hand = recipe_view(player_id=visit.player.id, recipe=tap.arg, now=visit.now).recipe.times
    times = max(1, min(AT_ONCE, at_hand))
    view = recipe_craft(player_id=visit.player.id, recipe=tap.arg, times=times, expected_version=tap.version)
    return _made(visit, view)


def _made(visit: Visit, view: CraftView) -> Answer:
    if view.outcome is None:
        return _begun(visit)
    found = pieces_found(visit.player.id, view.outcome.pieces)
    return Answer(recipe_screen(view, visit.pen, found=found), made_words(view, visit.pen))


def _begun(visit: Visit) -> Answer:
    """It takes time: show how it goes on."""
    return Answer(activity_screen(activities_view(player_id=visit.player.id, now=visit.now), visit.pen))


def node(visit: Visit, tap: Tap) -> Answer:
    return Answer(node_screen(node_view(player_id=visit.player.id, node=tap.arg, now=visit.now), visit.pen))


def gather(visit: Visit, tap: Tap) -> Answer:
    return _gathered(visit, node_gather(player_id=visit.player.id, node=tap.arg, expected_version=tap.version))


def gather_all(visit: Visit, tap: Tap) -> Answer:
    """All that is there and that one has the strength for."""
    portions = max(1, portions_possible(node_view(player_id=visit.player.id, node=tap.arg, now=visit.now)))
    view = node_gather(player_id=visit.player.id, node=tap.arg, portions=portions, expected_version=tap.version)
    return _gathered(visit, view)


def _gathered(visit: Visit, view: GatherView) -> Answer:
    if view.outcome is None:
        return _begun(visit)
    found = pieces_found(visit.player.id, view.outcome.pieces)
    return Answer(node_screen(view, visit.pen, found=found), gathered_words(view, visit.pen))


def trades(visit: Visit, tap: Tap) -> Answer:
    view = professions_view(player_id=visit.player.id, now=visit.now)
    return Answer(trades_screen(view, visit.pen, page=page_number(tap.arg)))
