"""When a player was last here: at once in Redis, in PostgreSQL a little later, and never worth an action's failure.

Each process notes a player at most twice a minute, under `player:{id}`. A beat job writes what was noted to the rows in
one statement. While Redis or beat is away, the rows are written one by one, every few minutes.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import LiteralString, cast

from django.conf import settings
from redis import Redis

from common.redis import asked, redis_client
from common.tx import run_unit, statement
from players.models import Player

NOTED_EVERY = timedelta(minutes=5)
_HINTED_EVERY = 30.0  # seconds, by one process
_KEPT = timedelta(minutes=15)
_MOST_REMEMBERED = 50_000
_BATCH = 10_000
_hinted: dict[int, float] = {}


def seen(row: Player, *, now: datetime) -> None:
    """Note, in the caller's transaction, that the player is here."""
    presence_note(row.pk, now=now)
    if row.seen_at < now - NOTED_EVERY:
        Player.objects.filter(pk=row.pk).update(seen_at=now)


def presence_note(player_id: int, *, now: datetime) -> None:
    """Note in Redis that the player is here; may be lost."""
    moment = time.monotonic()
    if moment - _hinted.get(player_id, -_HINTED_EVERY) < _HINTED_EVERY:
        return
    if len(_hinted) >= _MOST_REMEMBERED:
        _hinted.clear()
    _hinted[player_id] = moment
    asked(lambda redis: _note(redis, player_id, now))


def _note(redis: Redis, player_id: int, now: datetime) -> None:
    pipe = redis.pipeline(transaction=False)
    pipe.set(_key(player_id), int(now.timestamp()), ex=_KEPT)
    pipe.zadd(_noted(), {str(player_id): int(now.timestamp())})
    pipe.execute()


def _key(player_id: int) -> str:
    return f"{settings.REDIS_PREFIX}:player:{player_id}"


def _noted() -> str:
    return f"{settings.REDIS_PREFIX}:players_noted"


def last_here(player_id: int) -> datetime | None:
    """When the player was noted within the last quarter of an hour; None when not, or when nobody knows."""
    noted = asked(lambda redis: redis.get(_key(player_id)))
    return datetime.fromtimestamp(int(cast(str, noted)), UTC) if noted else None


_SNAPSHOT: LiteralString = """
    UPDATE players_player AS player SET seen_at = to_timestamp(noted.at)
    FROM unnest(%s::bigint[], %s::bigint[]) AS noted (id, at)
    WHERE player.id = noted.id AND player.seen_at < to_timestamp(noted.at)
"""


def presence_snapshot() -> int:
    """Write what was noted to the rows; how many players. Raises RedisError."""
    total = 0
    while noted := cast(list[tuple[str, float]], redis_client().zpopmin(_noted(), _BATCH)):
        players, times = [int(player) for player, _ in noted], [int(at) for _, at in noted]
        run_unit(lambda players=players, times=times: statement(_SNAPSHOT, [players, times]))  # type: ignore[misc]
        total += len(noted)
    return total
