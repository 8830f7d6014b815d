"""Players' event streams: rows in PostgreSQL, and hints over Redis to the sockets that are open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson
from django.db import connection

from common.models import StreamEvent, StreamHead
from common.redis import nudge

# Every realtime process hears all of it on one subscription and picks out its own players: cheaper than a
# subscription for each socket, and no race between subscribing and reading.
STREAM_CHANNEL = "stream"
RECHECK_CHANNEL = "recheck"
_EVENTS_A_HINT = 100


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
    """Take as many numbers per player as needed; heads are locked in id order, so relays cannot deadlock.

    The lock lasts until the caller commits. So numbers become visible in order and without gaps.
    """
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
    told = iter(events)
    while batch := list(islice(told, _EVENTS_A_HINT)):
        message = [(event.player_id, event.seq, event.name, event.payload) for event in batch]
        nudge(STREAM_CHANNEL, orjson.dumps(message).decode())


def pushed(message: str | bytes) -> Iterator[Streamed]:
    """The events in a message of `push`."""
    for player_id, seq, name, payload in orjson.loads(message):
        yield Streamed(player_id, seq, name, payload)


def sockets_recheck(player_id: int) -> None:
    """Have the player's open sockets ask whether they may stay. A hint: what misses it asks every half minute."""
    nudge(RECHECK_CHANNEL, str(player_id))


def stream_read(*, player_id: int, after: int, limit: int = 200) -> list[Streamed]:
    """The player's events with a number above `after`, oldest first."""
    rows = StreamEvent.objects.filter(player_id=player_id, seq__gt=after).order_by("seq")[:limit]
    return [Streamed(row.player_id, row.seq, row.name, row.payload) for row in rows]


def stream_heads(player_ids: Collection[int]) -> dict[int, int]:
    """The last number in each of the players' streams; a player without events is left out."""
    return dict(StreamHead.objects.filter(player_id__in=list(player_ids)).values_list("player_id", "seq"))
