"""The relay of domain events: from the outbox to subscribers and to the players' streams.

A batch is one transaction: subscribers' effects, stream rows and the rows' `done` marks commit together, so
an event takes effect once however often a relay dies. What goes to sockets afterwards is a hint.

Order: a player's stream shows events as their commands committed. Two relays side by side may swap two
commits that lie within a millisecond of each other, and a subscriber whose try failed sees that event after
later ones; so a subscriber works from the rows as they are now, not from the order of what it hears.
"""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db.models.functions import Now

from common import clock, metrics, realtime
from common.delivery import Delivery, consume, opened
from common.models import OutboxMessage
from common.outbox import EVENTS_TOPIC
from common.tx import run_unit

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 10
_LONGEST_WAIT = timedelta(minutes=10)


def retry_delay(attempts: int) -> timedelta:
    """How long a message that failed `attempts` times waits: 1, 2, 4 … seconds, at most ten minutes."""
    return min(timedelta(seconds=2 ** min(attempts - 1, 12)), _LONGEST_WAIT)


def relay_events(*, limit: int = 200) -> int:
    """Relay up to `limit` pending events; give how many rows were taken.

    Where a batch fails as a whole (an event whose subscriber breaks the transaction itself), its events are
    relayed one by one, so that the culprit collects its failed tries alone.
    """
    claimed: list[int] = []
    try:
        return _relay_batch(limit, claimed)
    except Exception:
        if not claimed:
            raise
        log.exception("relay.batch_failed", message_ids=claimed)
    return sum(_relay_alone(message_id) for message_id in claimed)


def _relay_alone(message_id: int) -> int:
    claimed: list[int] = []
    try:
        return _relay_batch(1, claimed, message_id)
    except Exception as error:
        if not claimed:
            raise
        log.exception("relay.event_failed", message_id=message_id)
        reason = repr(error)
        run_unit(lambda: _postpone(message_id, reason))
        return 1


def _postpone(message_id: int, reason: str) -> None:
    """Put a failed event back, unless another relay has carried it meanwhile."""
    pending = OutboxMessage.objects.filter(pk=message_id, state=OutboxMessage.State.PENDING)
    row = pending.select_for_update().first()
    if row is not None:
        message_failed(row, reason)


def _relay_batch(limit: int, claimed: list[int], only: int | None = None) -> int:
    def relay() -> tuple[list[Delivery], list[realtime.Streamed]]:
        claimed.clear()
        rows = _claim(limit, only)
        claimed.extend(row.pk for row in rows)
        deliveries = [opened(row) for row in rows]
        streamed = realtime.stream_append(_to_stream(deliveries))
        consume(deliveries)
        _settle(deliveries)
        return deliveries, streamed

    deliveries, streamed = run_unit(relay)
    realtime.push(streamed)
    _report(deliveries)
    return len(deliveries)


def _claim(limit: int, only: int | None) -> list[OutboxMessage]:
    # By the clock that stamped the rows: one that is a millisecond behind would not see what it was woken for.
    pending = OutboxMessage.objects.select_for_update(skip_locked=True).filter(
        topic=EVENTS_TOPIC, state=OutboxMessage.State.PENDING, due_at__lte=Now()
    )
    if only is not None:
        pending = pending.filter(pk=only)
    return list(pending.order_by("id")[:limit])


def _to_stream(deliveries: list[Delivery]) -> list[realtime.ToStream]:
    """Who hears of which event. A row that failed before may have been streamed by an earlier try."""
    return [
        realtime.ToStream(player_id, delivery.row.name, delivery.row.payload)
        for delivery in deliveries
        if not delivery.row.is_streamed
        for player_id in delivery.audience
    ]


def _settle(deliveries: list[Delivery]) -> None:
    done = [delivery.row.pk for delivery in deliveries if not delivery.errors]
    OutboxMessage.objects.filter(pk__in=done).update(state=OutboxMessage.State.DONE, done_at=Now())
    for delivery in deliveries:
        if delivery.errors:
            delivery.row.is_streamed = delivery.row.is_streamed or delivery.event is not None
            message_failed(delivery.row, "\n".join(delivery.errors))


def _report(deliveries: list[Delivery]) -> None:
    now = clock.now()
    for delivery in deliveries:
        if delivery.event is not None and not delivery.errors:
            metrics.event_relayed(delivery.event, (now - delivery.row.created_at).total_seconds())
        else:
            metrics.EVENT_FAILURES.labels(delivery.row.name).inc()


def message_failed(row: OutboxMessage, error: str) -> None:
    """Put a message back with a growing delay, or among the dead letters after MAX_ATTEMPTS."""
    row.attempts += 1
    row.error = error[:4000]
    row.due_at = clock.now() + retry_delay(row.attempts)
    if row.attempts >= MAX_ATTEMPTS:
        row.state = OutboxMessage.State.DEAD
        log.error("outbox.dead_letter", message_id=row.pk, topic=row.topic, message_name=row.name)
    row.save(update_fields=["attempts", "error", "due_at", "state", "is_streamed"])


def message_replay(*, message_ids: list[int]) -> int:
    """Give dead letters a new set of tries, from the admin; gives how many there were.

    What has been done of them (subscribers that succeeded, the players' streams) is not done again.
    """
    return OutboxMessage.objects.filter(pk__in=message_ids, state=OutboxMessage.State.DEAD).update(
        state=OutboxMessage.State.PENDING, due_at=Now(), attempts=0, error=""
    )
