"""Acting in a battle."""

from __future__ import annotations

import re

from combat.errors import NotInBattle
from combat.rules.actions import Action, Attack, Flee, UsePotion, UseSkill
from combat.selectors.battles import battle_view
from combat.services.battles import battle_act
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import battle_answer, here
from telegrambot.codec import Tap
from telegrambot.screens.base import page_number
from telegrambot.screens.battle import AIMED_KEY, battle_screen

_AIMED = re.compile(r"_(\d{1,2})_(\w+)", re.ASCII)


def attack(visit: Visit, tap: Tap) -> Answer:
    """The argument is the number of an enemy, counted down from -1 as they came; without it, the first one."""
    return _act(visit, tap, Attack(-int(tap.arg) if tap.arg.isdecimal() else None))


def target(visit: Visit, tap: Tap) -> Answer:
    """The battle with an enemy in aim: the argument is its number, and the page of buttons to show. What is then used
    keeps it in aim."""
    number, _, page = tap.arg.partition("_")
    if visit.battle_id is None or not number.isdecimal() or len(number) > 2:
        return Answer(here(visit))
    view = battle_view(battle_id=visit.battle_id, player_id=visit.player.id, aim_id=-int(number))
    return Answer(battle_screen(view, visit.pen, page=page_number(page)))


def skill(visit: Visit, tap: Tap) -> Answer:
    """The argument is a skill, and before it the number of an enemy where it is aimed at one: `_2_fireball`."""
    aimed = _AIMED.fullmatch(tap.arg)
    if aimed is None:
        return _act(visit, tap, UseSkill(tap.arg))
    return _act(visit, tap, UseSkill(_whole(visit, aimed[2]), -int(aimed[1])))


def _whole(visit: Visit, key: str) -> str:
    """The skill that a button had no room to name in full."""
    if len(key) < AIMED_KEY or visit.battle_id is None:
        return key
    known = battle_view(battle_id=visit.battle_id, player_id=visit.player.id).fighter.skills
    return next((skill for skill in known if skill.startswith(key)), key)


def potion(visit: Visit, tap: Tap) -> Answer:
    return _act(visit, tap, UsePotion(tap.arg))


def flee(visit: Visit, tap: Tap) -> Answer:
    return _act(visit, tap, Flee())


def _act(visit: Visit, tap: Tap, action: Action) -> Answer:
    """A typed command acts in the battle that holds the player, a button in its own."""
    battle_id = tap.battle_id if tap.battle_id is not None else visit.battle_id
    if battle_id is None:
        raise NotInBattle(fighter_id=visit.player.id)
    version = tap.version if tap.battle_id is not None else None
    view = battle_act(battle_id=battle_id, player_id=visit.player.id, action=action, expected_version=version)
    return Answer(battle_answer(visit, view))
