"""Players' event streams: rows in PostgreSQL, and hints over Redis to the sockets that are open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection

from common.models import StreamEvent
from common.redis import nudge


@dataclass(frozen=True, slots=True)
class ToStream:
    """An event for one player, not yet numbered."""

    player_id: int
    name: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Streamed:
    """An event in a player's stream: `seq` counts 1, 2, 3 … per player."""

    player_id: int
    seq: int
    name: str
    payload: dict[str, Any]


def stream_channel(player_id: int) -> str:
    """The channel (see `channel_name`) on which a player's new events are told."""
    return f"stream:{player_id}"


def stream_append(events: list[ToStream]) -> list[Streamed]:
    """Number the events and store them, in the caller's transaction; two statements however many there are."""
    if not events:
        return []
    next_seq = _reserve(Counter(event.player_id for event in events))
    streamed = []
    for event in events:
        seq = next_seq[event.player_id]
        next_seq[event.player_id] += 1
        streamed.append(Streamed(event.player_id, seq, event.name, event.payload))
    StreamEvent.objects.bulk_create(
        [StreamEvent(player_id=s.player_id, seq=s.seq, name=s.name, payload=s.payload) for s in streamed]
    )
    return streamed


def _reserve(counts: Counter[int]) -> dict[int, int]:
    """Take as many numbers per player as needed; heads are locked in id order, so relays cannot deadlock."""
    players = sorted(counts)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO common_streamhead AS head (player_id, seq)
            SELECT * FROM unnest(%s::bigint[], %s::bigint[])
            ON CONFLICT (player_id) DO UPDATE SET seq = head.seq + excluded.seq
            RETURNING player_id, seq
            """,
            [players, [counts[player] for player in players]],
        )
        return {player_id: last - counts[player_id] + 1 for player_id, last in cursor.fetchall()}


def push(events: list[Streamed]) -> None:
    """Tell open sockets. A hint: a socket that misses it sees the gap in `seq` and reads the rows."""
    for event in events:
        message = {"seq": event.seq, "name": event.name, "payload": event.payload}
        nudge(stream_channel(event.player_id), orjson.dumps(message).decode())


def stream_read(*, player_id: int, after: int, limit: int = 200) -> list[Streamed]:
    """The player's events with a number above `after`, oldest first."""
    rows = StreamEvent.objects.filter(player_id=player_id, seq__gt=after).order_by("seq")[:limit]
    return [Streamed(row.player_id, row.seq, row.name, row.payload) for row in rows]
