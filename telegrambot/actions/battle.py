"""Acting in a battle."""

from __future__ import annotations

from combat.errors import NotInBattle
from combat.rules.actions import Action, Attack, Flee, UsePotion, UseSkill
from combat.selectors.battles import battle_view
from combat.services.battles import battle_act, battle_aim
from common.errors import NotFound
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import battle_answer, here
from telegrambot.codec import Tap
from telegrambot.screens.battle import battle_screen


def attack(visit: Visit, tap: Tap) -> Answer:
    """The argument is the number of an enemy, counted down from -1 as they came; without it, the one in aim."""
    return _act(visit, tap, Attack(_enemy(tap)))


def target(visit: Visit, tap: Tap) -> Answer:
    """Takes an enemy into aim: the argument is its number."""
    view = battle_aim(
        battle_id=_battle_id(visit, tap),
        player_id=visit.player.id,
        target_id=_enemy(tap) or 0,  # which nobody has
        expected_version=_version(tap),
    )
    return Answer(battle_screen(view, visit.pen))


def skill(visit: Visit, tap: Tap) -> Answer:
    return _act(visit, tap, UseSkill(tap.arg))


def potion(visit: Visit, tap: Tap) -> Answer:
    return _act(visit, tap, UsePotion(tap.arg))


def flee(visit: Visit, tap: Tap) -> Answer:
    return _act(visit, tap, Flee())


def after(visit: Visit, tap: Tap) -> Answer:
    """How a battle of one's own ended, once more."""
    if not tap.arg.isdecimal() or len(tap.arg) > 18:
        raise NotFound(what="battle", key=tap.arg)
    view = battle_view(battle_id=int(tap.arg), player_id=visit.player.id)
    return Answer(battle_answer(visit, view, is_counted=True) if view.outcome else here(visit))


def _act(visit: Visit, tap: Tap, action: Action) -> Answer:
    view = battle_act(
        battle_id=_battle_id(visit, tap), player_id=visit.player.id, action=action, expected_version=_version(tap)
    )
    return Answer(battle_answer(visit, view))


def _enemy(tap: Tap) -> int | None:
    return -int(tap.arg) if tap.arg.isdecimal() else None


def _battle_id(visit: Visit, tap: Tap) -> int:
    """A typed command acts in the battle that holds the player, a button in its own."""
    battle_id = tap.battle_id if tap.battle_id is not None else visit.battle_id
    if battle_id is None:
        raise NotInBattle(fighter_id=visit.player.id)
    return battle_id


def _version(tap: Tap) -> int | None:
    return tap.version if tap.battle_id is not None else None
