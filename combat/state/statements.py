"""The statements of a battle, by hand: the hottest writes of the game.

A profile decided it: through the ORM locking, saving and recording a turn cost more than playing it. Here they
are two statements, of which the second announces the turn as well; a battle begins with one and ends with one more.
JSON goes in as the text that orjson makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString

import orjson

from combat.models import Battle
from common.events import Event
from common.outbox import publish_with
from common.tx import statement

_OPEN: LiteralString = """
    WITH opened AS (
        INSERT INTO combat_battle (
            release_id, location, monster, seed, rng_state, state, returns_to, version, outcome, rewards
        ) VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s, 0, '', '{}') RETURNING id
    ), member AS (
        INSERT INTO combat_battlemember (battle_id, player_id, fighting) SELECT id, %s, true FROM opened
    )
    INSERT INTO combat_battleturn (battle_id, number, player_id, action, events)
    SELECT id, 0, NULL, %s::jsonb, %s::jsonb FROM opened RETURNING battle_id
"""

_LEAVE: LiteralString = "UPDATE combat_battlemember SET fighting = false WHERE battle_id = %s AND player_id = %s"

_LOCK: LiteralString = """
    SELECT id, release_id, location, monster, rng_state, state, version, outcome, rewards, returns_to
    FROM combat_battle AS battle
    WHERE id = %s AND EXISTS (
        SELECT FROM combat_battlemember AS member WHERE member.battle_id = battle.id AND member.player_id = %s
    )
    FOR NO KEY UPDATE
"""

_PLAYED: LiteralString = """
    WITH stored AS (
        UPDATE combat_battle SET state = %s::jsonb, rng_state = %s, version = %s, acted_at = %s,
            outcome = %s, rewards = %s::jsonb, ended_at = %s
        WHERE id = %s
    ), turn AS (
        INSERT INTO combat_battleturn (battle_id, number, player_id, action, events)
        VALUES (%s, %s, %s, %s::jsonb, %s::jsonb)
    )
"""


def battle_insert(row: Battle, *, player_id: int, action: dict[str, Any], events: list[dict[str, Any]]) -> None:
    """Insert a new battle with its player and what happened at its beginning; sets the row's id."""
    battle = (row.release_id, row.location, row.monster, row.seed, row.rng_state, _json(row.state), row.returns_to)
    (row.pk,) = statement(_OPEN, (*battle, player_id, _json(action), _json(events))).fetchone()


def battle_leave(*, battle_id: int, player_id: int) -> None:
    """The player is free for another battle."""
    statement(_LEAVE, (battle_id, player_id))


def battle_select_locked(*, battle_id: int, player_id: int) -> Battle | None:
    """The battle if the player is in it, locked, without the columns that no turn needs (seed and times)."""
    found = statement(_LOCK, [battle_id, player_id]).fetchone()
    if found is None:
        return None
    pk, release_id, location, monster, rng_state, state, version, outcome, rewards, returns_to = found
    return Battle(
        id=pk,
        release_id=release_id,
        location=location,
        monster=monster,
        rng_state=rng_state,
        state=orjson.loads(state),
        version=version,
        outcome=outcome,
        rewards=orjson.loads(rewards),
        returns_to=returns_to,
    )


def battle_save_played(
    row: Battle,
    *,
    player_id: int | None,
    action: dict[str, Any],
    events: list[dict[str, Any]],
    announced: Sequence[Event],
) -> None:
    """Save what a turn (or a withdrawal) has changed, append it to the battle's turns, and announce it."""
    stored = (_json(row.state), row.rng_state, row.version, row.acted_at, row.outcome, _json(row.rewards), row.ended_at)
    turn = (row.pk, row.version, player_id, _json(action), _json(events))
    publish_with(_PLAYED, (*stored, row.pk, *turn), announced)


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
