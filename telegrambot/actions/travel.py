"""Walking, resting, looking for a fight."""

from __future__ import annotations

from combat.services.encounters import encounter_seek
from telegrambot.actions import dungeon
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import battle_answer, outside
from telegrambot.codec import Tap
from world.services.travel import location_rest, location_travel


def go(visit: Visit, tap: Tap) -> Answer:
    view = location_travel(player_id=visit.player.id, to=tap.arg, expected_version=tap.version)
    return Answer(outside(visit, view))


def rest(visit: Visit, tap: Tap) -> Answer:
    if visit.run_id is not None or tap.run_id is not None:
        return dungeon.rest(visit, tap)
    view = location_rest(player_id=visit.player.id, expected_version=tap.version)
    return Answer(outside(visit, view))


def fight(visit: Visit, tap: Tap) -> Answer:
    if visit.run_id is not None or tap.run_id is not None:
        return dungeon.fight(visit, tap)
    view = encounter_seek(player_id=visit.player.id, expected_version=tap.version)
    return Answer(battle_answer(visit, view))
