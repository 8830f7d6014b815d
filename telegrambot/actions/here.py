"""The screen of where the player is now: what every way back leads to."""

from __future__ import annotations

from combat.selectors.battles import BattleView, battle_view
from combat.selectors.telling import legend_told, tale_told
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
from world.selectors.locations import LocationView, location_view
from world.selectors.runs import RunView, run_view
from world.selectors.telling import location_told, room_told
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
        return fight(visit, battle_view(battle_id=visit.battle_id, player_id=player.id), page=page)
    if visit.run_id is not None:
        return inside(visit, run_view(player_id=player.id, run_id=visit.run_id))
    if player.engagement.startswith("activity:"):
        return activity_screen(activities_view(player_id=player.id, now=visit.now), pen)
    return outside(visit, location_view(player_id=player.id, now=visit.now), page=page)


def outside(visit: Visit, view: LocationView, *, page: int = 1) -> Screen:
    """A place, told as it is now."""
    return location_screen(view, visit.pen, page=page, told=location_told(view))


def inside(visit: Visit, view: RunView) -> Screen:
    """A room of a dungeon."""
    found = pieces_found(view.player_id, view.pieces)
    return run_screen(view, visit.pen, found=found, told=room_told(view, language=visit.player.language))


def fight(visit: Visit, view: BattleView, *, page: int = 1) -> Screen:
    """A battle that goes on; as it begins, with the legend of the foe."""
    return battle_screen(view, visit.pen, page=page, told=legend_told(view, language=visit.player.language))


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


def battle_answer(visit: Visit, view: BattleView, *, is_counted: bool = False) -> Screen:
    """A battle after an action: going on, or how it ended. `is_counted`: that was some time ago."""
    if not view.outcome:
        return fight(visit, view)
    visit.reread()
    told = tale_told(view, language=visit.player.language)
    place = location_view(player_id=visit.player.id, now=visit.now)
    run_id = engaged_run(view.returns_to)
    if run_id is not None:
        run = run_view(player_id=visit.player.id, run_id=run_id)
        found = pieces_found(visit.player.id, (*view.rewards.pieces, *run.pieces))
        return after_fight_screen(view, run, place, visit.pen, found=found, told=told)
    found = pieces_found(visit.player.id, view.rewards.pieces)
    moved = _moved(visit, view, is_counted=is_counted)
    return result_screen(view, place, visit.pen, moved=moved, found=found, told=told)


def _moved(visit: Visit, view: BattleView, *, is_counted: bool) -> tuple[QuestView, ...]:
    """The quests that go on by this battle: it is counted when the transaction that ends it is over."""
    catalogue, rewards = current(), view.rewards
    monster, gold, items = view.monster.key, rewards.gold, rewards.items
    added = battle_facts(catalogue, monster=monster, outcome=view.outcome, gold=gold, items=items)
    return quests_moved(player_id=visit.player.id, catalogue=catalogue, added=added, is_counted=is_counted)
