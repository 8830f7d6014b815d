"""Screens that only show."""

from __future__ import annotations

from players.selectors.characters import character_view
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import here
from telegrambot.codec import Tap
from telegrambot.screens.base import page_number
from telegrambot.screens.character import character_screen
from telegrambot.screens.location import around_screen
from telegrambot.screens.menu import help_screen, menu_screen, privacy_screen
from world.selectors.locations import location_view


def look(visit: Visit, tap: Tap) -> Answer:
    return Answer(here(visit, page=page_number(tap.arg)))


def around(visit: Visit, tap: Tap) -> Answer:
    if visit.battle_id is not None or visit.run_id is not None:
        return Answer(here(visit))
    return Answer(around_screen(location_view(player_id=visit.player.id, now=visit.now), visit.pen))


def character(visit: Visit, tap: Tap) -> Answer:
    return Answer(character_screen(character_view(player_id=visit.player.id, now=visit.now), visit.pen))


def menu(visit: Visit, tap: Tap) -> Answer:
    return Answer(menu_screen(visit.pen))


def help_page(visit: Visit, tap: Tap) -> Answer:
    return Answer(help_screen(visit.pen))


def privacy(visit: Visit, tap: Tap) -> Answer:
    return Answer(privacy_screen(visit.pen))
