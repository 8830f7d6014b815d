"""The page of what there is to do here."""

from __future__ import annotations

from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import here
from telegrambot.codec import Tap
from telegrambot.screens.base import page_number
from telegrambot.screens.location import doings_screen
from world.selectors.locations import location_view


def doings(visit: Visit, tap: Tap) -> Answer:
    if visit.battle_id is not None or visit.run_id is not None:
        return Answer(here(visit))
    view = location_view(player_id=visit.player.id, now=visit.now)
    return Answer(doings_screen(view, visit.pen, page=page_number(tap.arg)))
