"""Acting in a battle."""

from __future__ import annotations

from combat.errors import NotInBattle
from combat.rules.actions import Action, Attack, Flee, UsePotion, UseSkill
from combat.selectors.battles import battle_view
from combat.services.battles import battle_act
from common.errors import NotFound
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import battle_answer, here
from telegrambot.codec import Tap


def attack(visit: Visit, tap: Tap) -> Answer:
    """The argument is the number of an enemy, counted down from -1 as they came; without it, the first one."""
    return _act(visit, tap, Attack(-int(tap.arg) if tap.arg.isdecimal() else None))


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
    """A typed command acts in the battle that holds the player, a button in its own."""
    battle_id = tap.battle_id if tap.battle_id is not None else visit.battle_id
    if battle_id is None:
        raise NotInBattle(fighter_id=visit.player.id)
    version = tap.version if tap.battle_id is not None else None
    view = battle_act(battle_id=battle_id, player_id=visit.player.id, action=action, expected_version=version)
    return Answer(battle_answer(visit, view))
