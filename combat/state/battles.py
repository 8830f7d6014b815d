"""Battle rows to rules and back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from combat.models import Battle, BattleTurn
from combat.rules import state
from combat.rules.catalogue import CombatRulesSpec
from combat.rules.events import BattleEvent, event_from_json, event_to_json
from combat.rules.state import Lore
from combat.state.statements import battle_save_played, battle_select_locked
from common import clock
from common.errors import NotFound, Stale
from common.events import Event
from common.rules.rng import Rng
from content.release import release_catalogue
from players.rules.catalogue import SkillSpec
from world.rules.catalogue import MonsterSpec

MONSTER_ID = -1  # players fight under their own ids, which are positive


@lru_cache(maxsize=8)
def lore_of(release_id: int) -> Lore:
    """What the engine looks up in a release."""
    catalogue = release_catalogue(release_id)
    return Lore(catalogue.one(CombatRulesSpec), catalogue.all(SkillSpec), catalogue.all(MonsterSpec))


def battle_lock(battle_id: int, *, player_id: int, expected_version: int | None) -> Battle:
    """The row of a battle that the player is in, locked. Raises NotFound, Stale(expected, actual)."""
    row = battle_select_locked(battle_id=battle_id, player_id=player_id)
    if row is None:
        raise NotFound(what="battle", key=str(battle_id))
    if expected_version is not None and row.version != expected_version:
        raise Stale(expected=expected_version, actual=row.version)
    return row


def battle_state(row: Battle) -> state.Battle:
    return state.battle_from_json(row.state)


def battle_store(
    row: Battle,
    battle: state.Battle,
    rng: Rng,
    *,
    player_id: int | None,
    action: dict[str, Any],
    events: tuple[BattleEvent, ...],
    announced: Sequence[Event],
) -> None:
    """Save the state after a turn with the row's version and closing fields, the record of the turn, the news."""
    row.state, row.rng_state = state.battle_to_json(battle), str(rng.state)
    row.acted_at = clock.now()
    told = [event_to_json(event) for event in events]
    battle_save_played(row, player_id=player_id, action=action, events=told, announced=announced)


def battle_events(row: Battle) -> tuple[BattleEvent, ...]:
    """What happened in the last turn."""
    last = BattleTurn.objects.filter(battle=row, number=row.version).first()
    return turn_events(last) if last else ()


def turn_events(turn: BattleTurn) -> tuple[BattleEvent, ...]:
    return tuple(event_from_json(event) for event in turn.events)
