"""How often texts were found and missed, and by how many players: counted in the process, written now and then.

What a process has counted since is lost when it dies: these are figures for charts, and cost no query a read.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from datetime import date
from enum import StrEnum

from common import metrics
from common.tx import statement


class Reading(StrEnum):
    """A column of the day's row."""

    HIT = "hits"
    MISS = "misses"
    REFUSED = "refused"  # composed because the player's measure is full


WRITE_EVERY = 10.0  # seconds
_counted: Counter[tuple[str, Reading]] = Counter()
_readers: set[int] = set()
_known: set[int] = set()  # readers of `_known_on` that the database knows from this process
_known_on: date | None = None
_lock = threading.Lock()
_written_at = time.monotonic()


def note(purpose: str, reading: Reading, *, player_id: int | None = None) -> None:
    """Count one reading, and who read."""
    metrics.TEXTS_READ.labels(purpose, reading.value).inc()
    with _lock:
        _counted[purpose, reading] += 1
        if player_id is not None and player_id not in _known:
            _readers.add(player_id)


def traffic_forget() -> None:
    """What was counted and not written: between tests."""
    global _written_at
    with _lock:
        _counted.clear()
        _readers.clear()
        _known.clear()
        _written_at = time.monotonic()


def is_time_to_write() -> bool:
    return time.monotonic() - _written_at >= WRITE_EVERY and bool(_counted)


def traffic_write(day: date) -> None:
    """Add what this process has counted to the rows of `day`, in two statements."""
    counted, readers = _taken(day)
    purposes = sorted({purpose for purpose, _ in counted})
    if purposes:
        columns = ([counted[purpose, reading] for purpose in purposes] for reading in Reading)
        statement(_ADD, (day, purposes, *columns))
    if readers:
        statement(_ADD_READERS, {"day": day, "players": readers})


def _taken(day: date) -> tuple[Counter[tuple[str, Reading]], list[int]]:
    """What is to be written, which is then no longer counted here."""
    global _counted, _readers, _known, _known_on, _written_at
    with _lock:
        counted, readers = _counted, _readers
        _counted, _readers, _written_at = Counter(), set(), time.monotonic()
        if _known_on != day:
            _known, _known_on = set(), day
        _known |= readers
    return counted, sorted(readers)  # in order, so that two processes never wait for each other's rows in a ring


_ADD = """
    INSERT INTO content_texttraffic AS day (day, purpose, hits, misses, refused)
    SELECT %s, * FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[])
    ON CONFLICT (day, purpose) DO UPDATE SET
        hits = day.hits + excluded.hits, misses = day.misses + excluded.misses,
        refused = day.refused + excluded.refused
"""
# Whoever another process has counted already changes nothing, and is not counted again.
_ADD_READERS = """
    WITH new AS (
        INSERT INTO content_textquota AS known (day, player_id, has_read)
        SELECT %(day)s, player, true FROM unnest(%(players)s::bigint[]) AS player
        ON CONFLICT (day, player_id) DO UPDATE SET has_read = true WHERE NOT known.has_read
        RETURNING player_id
    )
    INSERT INTO content_texttraffic AS day (day, purpose, hits, misses, refused, readers)
    SELECT %(day)s, '', 0, 0, 0, count(*) FROM new HAVING count(*) > 0
    ON CONFLICT (day, purpose) DO UPDATE SET readers = day.readers + excluded.readers
"""
