"""The inbox: updates are stored before they are confirmed, and done in the transaction of their effects."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, LiteralString

import orjson
import structlog

from common.errors import GameError
from common.models import InboxMessage
from common.tx import lost_connection, run_unit, statement

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 3

# The statements of the inbox, by hand, because every update begins and ends with them.
_STORE: LiteralString = """
    INSERT INTO common_inboxmessage (source, external_id, lane, payload, state, attempts, error)
    SELECT %s, external_id, lane, payload, 'pending', 0, ''
    FROM jsonb_to_recordset(%s::jsonb) AS received (external_id bigint, lane bigint, payload jsonb)
    ON CONFLICT DO NOTHING
"""
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
_MARK_DONE_AND_OWE: LiteralString = (
    f"WITH done AS ({_MARK_DONE})"  # noqa: S608  (a constant)
    """
    INSERT INTO common_outboxmessage (topic, name, lane, payload, state, attempts, error, is_streamed, due_at)
    VALUES (%s, %s, %s, %s::jsonb, 'pending', 0, '', false, %s) RETURNING id
    """
)


@dataclass(frozen=True, slots=True)
class Received:
    """An update as received: its id at the source, whose lane it is in, and its JSON."""

    external_id: int
    lane: int
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is owed for an update: a row of the outbox, leased until `due_at` to the process that writes it."""

    topic: str
    name: str
    lane: str
    payload: dict[str, Any]
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """An update was done. `reply_id`: the outbox row of its reply; 0 when it has none."""

    reply: Reply | None = None
    reply_id: int = 0


Do = Callable[[InboxMessage], Reply | None]
Refuse = Callable[[InboxMessage, GameError], Reply | None]


def inbox_store(*, source: str, updates: Iterable[Received]) -> None:
    """Store updates once each, in one statement; those already stored are left alone."""
    # In one order everywhere: pollers that store the same batch wait for each other instead of deadlocking.
    rows = sorted(updates, key=attrgetter("external_id"))
    statement(_STORE, [source, orjson.dumps(rows).decode()])


def inbox_pending_lanes(*, source: str, limit: int = 500) -> list[int]:
    """Lanes that have something to do, those waiting longest first: what a sweeper starts from."""
    return [lane for (lane,) in statement(_LANES, [source, limit]).fetchall()]


def inbox_do_next(*, source: str, lane: int, do: Do, refuse: Refuse) -> Done | None:
    """Do the oldest pending update of a lane; None when there is none.

    The row lock keeps the lane in order across processes: a second worker waits here until the first commits
    and then finds the next row. A refusal undoes what `do` has done so far, and the update is done by what
    `refuse` says. An update that fails MAX_ATTEMPTS times is parked, which lets the lane go on.
    """
    taken: list[InboxMessage] = []

    def take(act: Do) -> Done | None:
        taken.clear()
        row = _lock_oldest(source, lane)
        if row is None:
            return None
        taken.append(row)
        with structlog.contextvars.bound_contextvars(update_id=row.external_id, lane=lane):
            return _done(row, act(row))

    def once_more(refused: InboxMessage, refusal: GameError) -> Done | None:
        # Between the two transactions somebody else may have done it; then the next one is done here.
        return take(lambda row: refuse(row, refusal) if row.pk == refused.pk else do(row))

    try:
        try:
            return run_unit(lambda: take(do))
        except GameError as error:
            refused, refusal = taken[0], error
        return run_unit(lambda: once_more(refused, refusal))
    except Exception as error:
        if not taken or lost_connection(error):
            raise
        _note_failure(taken[0], error)
        raise


def _lock_oldest(source: str, lane: int) -> InboxMessage | None:
    while True:
        found = statement(_LOCK_OLDEST, [source, lane]).fetchone()
        if found is not None:
            return _row(source, lane, *found)
        # PostgreSQL gives nothing when the row it waited for was done meanwhile, even if another is pending.
        if not statement(_IS_PENDING, [source, lane]).fetchone()[0]:
            return None


def _row(source: str, lane: int, pk: int, external_id: int, payload: str, attempts: int) -> InboxMessage:
    """A pending row without its times, which nobody who does it needs."""
    return InboxMessage(
        id=pk, source=source, lane=lane, external_id=external_id, payload=orjson.loads(payload), attempts=attempts
    )


def _done(row: InboxMessage, reply: Reply | None) -> Done:
    if reply is None:
        statement(_MARK_DONE, [row.pk])
        return Done()
    payload = orjson.dumps(reply.payload).decode()
    owed = statement(_MARK_DONE_AND_OWE, [row.pk, reply.topic, reply.name, reply.lane, payload, reply.due_at])
    return Done(reply, owed.fetchone()[0])


def _note_failure(row: InboxMessage, error: Exception) -> None:
    attempts = row.attempts + 1
    parked = attempts >= MAX_ATTEMPTS
    log.error("inbox.failed", update_id=row.external_id, attempts=attempts, parked=parked, exc_info=error)
    # Only as long as nobody else has done it meanwhile: a worker that waited for the lock may have.
    untouched = InboxMessage.objects.filter(pk=row.pk, state=InboxMessage.State.PENDING, attempts=row.attempts)
    state = InboxMessage.State.PARKED if parked else InboxMessage.State.PENDING
    if untouched.update(attempts=attempts, error=repr(error)[:4000], state=state):
        row.attempts, row.state = attempts, state
