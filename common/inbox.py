"""The inbox: updates are stored before they are confirmed, and done in the transaction of their effects."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, LiteralString

import orjson
import structlog
from django.db import connection

from common.models import InboxMessage
from common.tx import lost_connection, run_unit

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 3

# The statements of the inbox, by hand, because every update begins and ends with them.
_LANES: LiteralString = """
    SELECT lane FROM common_inboxmessage WHERE source = %s AND state = 'pending'
    GROUP BY lane ORDER BY min(external_id) LIMIT %s
"""
_LOCK_OLDEST: LiteralString = """
    SELECT id, external_id, payload, attempts FROM common_inboxmessage
    WHERE source = %s AND lane = %s AND state = 'pending' ORDER BY external_id LIMIT 1 FOR UPDATE
"""
_IS_PENDING: LiteralString = """
    SELECT EXISTS (SELECT FROM common_inboxmessage WHERE source = %s AND lane = %s AND state = 'pending')
"""
_MARK_DONE: LiteralString = """
    UPDATE common_inboxmessage SET state = 'done', done_at = statement_timestamp() WHERE id = %s
"""


@dataclass(frozen=True, slots=True)
class Received:
    """An update as received: its id at the source, whose lane it is in, and its JSON."""

    external_id: int
    lane: int
    payload: dict[str, Any]


def inbox_store(*, source: str, updates: Iterable[Received]) -> None:
    """Store updates once each, in one statement; those already stored are left alone."""
    rows = [
        InboxMessage(source=source, external_id=update.external_id, lane=update.lane, payload=update.payload)
        # In one order everywhere: pollers that store the same batch wait for each other instead of deadlocking.
        for update in sorted(updates, key=attrgetter("external_id"))
    ]
    InboxMessage.objects.bulk_create(rows, ignore_conflicts=True)


def inbox_pending_lanes(*, source: str, limit: int = 500) -> list[int]:
    """Lanes that have something to do, those waiting longest first: what a sweeper starts from."""
    with connection.cursor() as cursor:
        cursor.execute(_LANES, [source, limit])
        return [lane for (lane,) in cursor.fetchall()]


def inbox_do_next(*, source: str, lane: int, do: Callable[[InboxMessage], None]) -> bool:
    """Do the oldest pending update of a lane; False when there is none.

    The row lock keeps the lane in order across processes: a second worker waits here until the first commits
    and then finds the next row. An update that fails MAX_ATTEMPTS times is parked, which lets the lane go on.
    """
    failed: list[InboxMessage] = []

    def do_one() -> bool:
        failed.clear()
        row = _lock_oldest(source, lane)
        if row is None:
            return False
        failed[:] = [row]
        with structlog.contextvars.bound_contextvars(update_id=row.external_id, lane=lane):
            do(row)
        _mark_done(row)
        return True

    try:
        return run_unit(do_one)
    except Exception as error:
        if not failed or lost_connection(error):
            raise
        _note_failure(failed[0], error)
        raise


def _lock_oldest(source: str, lane: int) -> InboxMessage | None:
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_LOCK_OLDEST, [source, lane])
            found = cursor.fetchone()
            if found is not None:
                return _row(source, lane, *found)
            # PostgreSQL gives nothing when the row it waited for was done meanwhile, even if another is pending.
            cursor.execute(_IS_PENDING, [source, lane])
            if not cursor.fetchone()[0]:
                return None


def _row(source: str, lane: int, pk: int, external_id: int, payload: str, attempts: int) -> InboxMessage:
    """A pending row without its times, which nobody who does it needs."""
    return InboxMessage(
        id=pk, source=source, lane=lane, external_id=external_id, payload=orjson.loads(payload), attempts=attempts
    )


def _mark_done(row: InboxMessage) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MARK_DONE, [row.pk])


def _note_failure(row: InboxMessage, error: Exception) -> None:
    attempts = row.attempts + 1
    parked = attempts >= MAX_ATTEMPTS
    log.error("inbox.failed", update_id=row.external_id, attempts=attempts, parked=parked, exc_info=error)
    # Only as long as nobody else has done it meanwhile: a worker that waited for the lock may have.
    untouched = InboxMessage.objects.filter(pk=row.pk, state=InboxMessage.State.PENDING, attempts=row.attempts)
    state = InboxMessage.State.PARKED if parked else InboxMessage.State.PENDING
    if untouched.update(attempts=attempts, error=repr(error)[:4000], state=state):
        row.attempts, row.state = attempts, state
