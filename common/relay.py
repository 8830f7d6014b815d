"""The relay of domain events: from the outbox to subscribers and to the players' streams.

A batch is one transaction: subscribers' effects, stream rows and the rows' `done` marks commit together, so
an event takes effect once however often a relay dies. What goes to sockets afterwards is a hint.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from common import clock, realtime
from common.events import SUBSCRIBERS, event_from_row
from common.models import Consumption, OutboxMessage
from common.outbox import EVENTS_TOPIC
from common.tx import run_unit

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 10
_LONGEST_WAIT = timedelta(minutes=10)


def retry_delay(attempts: int) -> timedelta:
    """How long a message that failed `attempts` times waits: 1, 2, 4 … seconds, at most ten minutes."""
    return min(timedelta(seconds=2 ** (attempts - 1)), _LONGEST_WAIT)


def relay_events(*, limit: int = 200) -> int:
    """Relay up to `limit` pending events; give how many rows were taken."""
    streamed: list[realtime.Streamed] = []

    def relay_batch() -> int:
        streamed.clear()
        rows = _claim(clock.now(), limit)
        streamed.extend(realtime.stream_append(_audience(rows)))
        done = [row.pk for row in rows if _consume(row)]
        OutboxMessage.objects.filter(pk__in=done).update(
            state=OutboxMessage.State.DONE, done_at=Now(), attempts=F("attempts") + 1
        )
        return len(rows)

    taken = run_unit(relay_batch)
    if streamed:
        realtime.push(streamed)
    return taken


def _claim(now: datetime, limit: int) -> list[OutboxMessage]:
    return list(
        OutboxMessage.objects.select_for_update(skip_locked=True)
        .filter(topic=EVENTS_TOPIC, state=OutboxMessage.State.PENDING, due_at__lte=now)
        .order_by("id")[:limit]
    )


def _audience(rows: list[OutboxMessage]) -> list[realtime.ToStream]:
    """Who hears of which event. A row that failed before has been streamed by its first try."""
    return [
        realtime.ToStream(player_id, row.name, row.payload)
        for row in rows
        if row.attempts == 0
        for player_id in event_from_row(row.name, row.payload).audience()
    ]


def _consume(row: OutboxMessage) -> bool:
    """Hand one event to its subscribers, each of them once; False when one failed and the row is to be retried."""
    subscribers = SUBSCRIBERS.get(row.name)
    if not subscribers:
        return True
    event = event_from_row(row.name, row.payload)
    for consumer, function in subscribers:
        try:
            with transaction.atomic():
                _, first_time = Consumption.objects.get_or_create(consumer=consumer, message_id=row.pk)
                if first_time:
                    function(event)
        except Exception as error:  # one subscriber's bug must not hold back the other events
            log.exception(
                "relay.subscriber_failed", event_name=row.name, message_id=row.pk, consumer=consumer
            )
            message_failed(row, f"{consumer}: {error!r}")
            return False
    return True


def message_failed(row: OutboxMessage, error: str) -> None:
    """Put a message back with a growing delay, or among the dead letters after MAX_ATTEMPTS."""
    row.attempts += 1
    row.error = error[:4000]
    row.due_at = clock.now() + retry_delay(row.attempts)
    if row.attempts >= MAX_ATTEMPTS:
        row.state = OutboxMessage.State.DEAD
    row.save(update_fields=["attempts", "error", "due_at", "state"])


def message_replay(*, message_ids: list[int]) -> int:
    """Give dead letters a new set of tries, from the admin; gives how many there were."""
    return OutboxMessage.objects.filter(pk__in=message_ids, state=OutboxMessage.State.DEAD).update(
        state=OutboxMessage.State.PENDING, due_at=Now(), attempts=1, error=""
    )
