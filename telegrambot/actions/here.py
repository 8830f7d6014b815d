"""The screen of where the player is now: what every way back leads to."""

from __future__ import annotations

from combat.selectors.battles import BattleView, battle_view
from combat.state.facts import battle_facts
from content.release import current
from players.rules.catalogue import ClassSpec
from players.rules.names import clean_name, name_fault
from players.selectors.characters import pieces_found
from players.selectors.quests import QuestView, quests_moved
from telegrambot.actions.base import Visit
from telegrambot.screens.activity import activity_screen
from telegrambot.screens.base import Screen
from telegrambot.screens.battle import battle_screen
from telegrambot.screens.dungeon import after_fight_screen, run_screen
from telegrambot.screens.location import location_screen
from telegrambot.screens.onboarding import banned_screen, class_screen, name_screen
from telegrambot.screens.result import result_screen
from world.selectors.activities import activities_view
from world.selectors.locations import location_view
from world.selectors.runs import run_view
from world.state.runs import engaged_run


def here(visit: Visit, *, page: int = 1) -> Screen:
    """Onboarding, the battle, the dungeon, or the location."""
    player, pen = visit.player, visit.pen
    if player.banned:
        return banned_screen(pen)
    if player.next_step == "name":
        return naming(visit)
    if player.next_step == "class":
        classes = sorted(current().all(ClassSpec).values(), key=lambda spec: spec.position)
        return class_screen(pen, name=player.name, classes=classes, version=player.version)
    return _playing(visit, page)


def _playing(visit: Visit, page: int) -> Screen:
    player, pen = visit.player, visit.pen
    if visit.battle_id is not None:
        return battle_screen(battle_view(battle_id=visit.battle_id, player_id=player.id), pen, page=page)
    if visit.run_id is not None:
        return run_screen(run_view(player_id=player.id, run_id=visit.run_id), pen)
    if player.engagement.startswith("activity:"):
        return activity_screen(activities_view(player_id=player.id, now=visit.now), pen)
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
    run_id = engaged_run(view.returns_to)
    if run_id is not None:
        run = run_view(player_id=visit.player.id, run_id=run_id)
        found = pieces_found(visit.player.id, (*view.rewards.pieces, *run.pieces))
        return after_fight_screen(view, run, place, visit.pen, found=found)
    found = pieces_found(visit.player.id, view.rewards.pieces)
    return result_screen(view, place, visit.pen, moved=_moved(visit, view), found=found)


def _moved(visit: Visit, view: BattleView) -> tuple[QuestView, ...]:
    """The quests that go on by this battle: it is counted when this transaction is over."""
    catalogue, rewards = current(), view.rewards
    monster, gold, items = view.monster.key, rewards.gold, rewards.items
    added = battle_facts(catalogue, monster=monster, outcome=view.outcome, gold=gold, items=items)
    return quests_moved(player_id=visit.player.id, catalogue=catalogue, added=added)
