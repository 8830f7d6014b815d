"""Going through a dungeon."""

from __future__ import annotations

from combat.services.run_fights import run_fight
from common.errors import NotFound
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import battle_answer, here, inside
from telegrambot.codec import Tap
from telegrambot.pictures import Picture
from telegrambot.screens.dungeon import entrance_screen, leave_screen, map_caption
from telegrambot.screens.dungeon_map import drawing_of
from world.errors import NoDungeonHere, NoSuchChoice, NoSuchWay, NotInDungeon
from world.rules.dungeon_run import Choose, Direction, Move, Rest, RunAction, Search, Take
from world.selectors.locations import location_view
from world.selectors.runs import RunView, run_view
from world.services.runs import run_act, run_drink, run_enter, run_leave


def entrance(visit: Visit, tap: Tap) -> Answer:
    """A dungeon from outside; without a name, the first one here."""
    if visit.player.engagement:
        return Answer(here(visit))
    view = location_view(player_id=visit.player.id, now=visit.now)
    theme = next((theme for theme in view.dungeons if tap.arg in ("", theme.key)), None)
    if theme is None:
        raise NoDungeonHere(theme=tap.arg)
    return Answer(entrance_screen(view, theme, visit.pen))


def descend(visit: Visit, tap: Tap) -> Answer:
    return _shown(visit, run_enter(player_id=visit.player.id, theme=tap.arg, expected_version=tap.version))


def step(visit: Visit, tap: Tap) -> Answer:
    try:
        direction = Direction(tap.arg)
    except ValueError:
        raise NoSuchWay(to=tap.arg) from None
    return _act(visit, tap, Move(direction))


def search(visit: Visit, tap: Tap) -> Answer:
    return _act(visit, tap, Search())


def rest(visit: Visit, tap: Tap) -> Answer:
    return _act(visit, tap, Rest())


def loot(visit: Visit, tap: Tap) -> Answer:
    return _act(visit, tap, Take())


def choose(visit: Visit, tap: Tap) -> Answer:
    number = int(tap.arg) if tap.arg.isdecimal() else 0
    if not number:
        raise NoSuchChoice(number=number)
    return _act(visit, tap, Choose(number))


def fight(visit: Visit, tap: Tap) -> Answer:
    view = run_fight(player_id=visit.player.id, run_id=_run(visit, tap), expected_version=_version(tap))
    return Answer(battle_answer(visit, view))


def drink(visit: Visit, tap: Tap) -> Answer:
    """From the bag, whose buttons know nothing of the run."""
    return _shown(visit, run_drink(player_id=visit.player.id, run_id=_run(visit, tap), item=tap.arg))


def way_out(visit: Visit, tap: Tap) -> Answer:
    return Answer(leave_screen(_view(visit, tap), visit.pen))


def get_out(visit: Visit, tap: Tap) -> Answer:
    return _shown(visit, run_leave(player_id=visit.player.id, run_id=_run(visit, tap), expected_version=_version(tap)))


def map_picture(visit: Visit, tap: Tap) -> Answer:
    view = _view(visit, tap)
    return Answer(picture=Picture("dungeon", drawing_of(view.sketch), map_caption(view, visit.pen)))


def _act(visit: Visit, tap: Tap, action: RunAction) -> Answer:
    view = run_act(
        player_id=visit.player.id,
        run_id=_run(visit, tap),
        action=action,
        expected_version=_version(tap),
        intent=visit.intent,
    )
    return _shown(visit, view)


def _run(visit: Visit, tap: Tap) -> int:
    """A typed command acts in the dungeon that holds the player, a button in its own."""
    run_id = tap.run_id if tap.run_id is not None else visit.run_id
    if run_id is None:
        raise NotInDungeon()
    return run_id


def _version(tap: Tap) -> int | None:
    return tap.version if tap.run_id is not None else None


def _view(visit: Visit, tap: Tap) -> RunView:
    view = run_view(player_id=visit.player.id, run_id=_run(visit, tap))
    if view.result:
        raise NotFound(what="run", key=str(view.id))
    return view


def _shown(visit: Visit, view: RunView) -> Answer:
    return Answer(inside(visit, view))
