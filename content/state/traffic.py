"""How often texts were found and missed: counted in the process, written to the day's rows now and then.

What a process has counted since is lost when it dies: these are figures for charts, and cost no query a read.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from datetime import date
from enum import StrEnum

from common.tx import statement


class Reading(StrEnum):
    """A column of the day's row."""

    HIT = "hits"
    MISS = "misses"
    REFUSED = "refused"  # composed because a player's or the day's measure is full


WRITE_EVERY = 10.0  # seconds
_counted: Counter[tuple[str, Reading]] = Counter()
_lock = threading.Lock()
_written_at = time.monotonic()


def note(purpose: str, reading: Reading) -> None:
    """Count one reading."""
    with _lock:
        _counted[purpose, reading] += 1


def is_time_to_write() -> bool:
    return time.monotonic() - _written_at >= WRITE_EVERY and bool(_counted)


def traffic_write(day: date) -> None:
    """Add what this process has counted to the rows of `day`, one statement."""
    global _counted, _written_at
    with _lock:
        counted, _counted, _written_at = _counted, Counter(), time.monotonic()
    purposes = sorted({purpose for purpose, _ in counted})
    if not purposes:
        return
    statement(
        """
        INSERT INTO content_texttraffic AS day (day, purpose, hits, misses, refused)
        SELECT %s, * FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[])
        ON CONFLICT (day, purpose) DO UPDATE SET
            hits = day.hits + excluded.hits, misses = day.misses + excluded.misses,
            refused = day.refused + excluded.refused
        """,
        (day, purposes, *([counted[purpose, reading] for purpose in purposes] for reading in Reading)),
    )
