"""The screen of where the player is now: what every way back leads to."""

from __future__ import annotations

from combat.selectors import BattleView, battle_view
from content.release import current
from players.rules.catalogue import ClassSpec
from players.rules.names import clean_name, name_fault
from telegrambot.actions.base import Visit
from telegrambot.screens.base import Screen
from telegrambot.screens.battle import battle_screen
from telegrambot.screens.location import location_screen
from telegrambot.screens.onboarding import banned_screen, class_screen, name_screen
from telegrambot.screens.result import result_screen
from world.selectors import location_view


def here(visit: Visit, *, page: int = 1) -> Screen:
    """Onboarding, the battle, or the location."""
    player, pen = visit.player, visit.pen
    if player.banned:
        return banned_screen(pen)
    if player.next_step == "name":
        return naming(visit)
    if player.next_step == "class":
        classes = sorted(current().all(ClassSpec).values(), key=lambda spec: spec.position)
        return class_screen(pen, name=player.name, classes=classes, version=player.version)
    if visit.battle_id is not None:
        return battle_screen(battle_view(battle_id=visit.battle_id, player_id=player.id), pen, page=page)
    return location_screen(location_view(player_id=player.id, now=visit.now), pen, page=page)


def naming(visit: Visit) -> Screen:
    """The first screen, with the Telegram name as a button when it would do."""
    suggestions = [("", suggested_name(visit))] if suggested_name(visit) else []
    return name_screen(visit.pen, suggestions=suggestions, version=visit.player.version)


def naming_otherwise(visit: Visit) -> Screen:
    """The same after that name was taken: with a number that makes it the player's own."""
    number = str(visit.player.id % 1000)
    name = suggested_name(visit, number)
    suggestions = [(number, name)] if name else []
    return name_screen(visit.pen, suggestions=suggestions, version=visit.player.version)


def suggested_name(visit: Visit, number: str = "") -> str:
    """The Telegram first name as a name here; empty when it is not fit for one."""
    name = clean_name(f"{visit.first_name} {number}")
    return "" if name_fault(name) else name


def battle_answer(visit: Visit, view: BattleView) -> Screen:
    """A battle after an action: going on, or how it ended."""
    if not view.outcome:
        return battle_screen(view, visit.pen)
    visit.reread()
    place = location_view(player_id=visit.player.id, now=visit.now)
    return result_screen(view, place, visit.pen)
