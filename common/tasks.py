"""Beat's sweeps: they find again what a lost nudge left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db.models import Exists, OuterRef, QuerySet

from common import clock
from common.models import Consumption, IdempotencyRecord, InboxMessage, OutboxMessage, StreamEvent
from common.relay import relay_events
from common.timers import timers_sweep

KEEP_ANSWERS = timedelta(hours=48)
KEEP_MESSAGES = timedelta(days=7)
_BATCH = 200
_PURGED_AT_ONCE = 5_000  # rows a statement: far below the statement timeout, and locks are held briefly


@shared_task
def relay_outbox() -> int:
    """Relay what is pending until nothing is left; the number of events."""
    return _until_short(relay_events)


@shared_task
def sweep_timers() -> int:
    """Fire the timers that are due until none is left; their number."""
    return _until_short(timers_sweep)


@shared_task
def purge() -> dict[str, int]:
    """Delete what has been kept long enough; how many rows of each kind."""
    return {name: _delete_in_parts(rows) for name, rows in _aged().items()}


def _until_short(sweep: Callable[..., int]) -> int:
    """Sweep until a batch is not full: what a sweep itself brings about may wait for the next one."""
    total = 0
    while (taken := sweep(limit=_BATCH)) == _BATCH:
        total += taken
    return total + taken


def _aged() -> dict[str, QuerySet[Any]]:
    answers_before = clock.now() - KEEP_ANSWERS
    messages_before = clock.now() - KEEP_MESSAGES
    outbox = OutboxMessage.objects.all()
    # A dead letter may be replayed at any time, so what has been done of it stays known.
    unfinished = outbox.filter(pk=OuterRef("message_id")).exclude(state=OutboxMessage.State.DONE)
    return {
        "idempotency": IdempotencyRecord.objects.filter(created_at__lt=answers_before),
        "outbox": outbox.filter(done_at__lt=messages_before, state=OutboxMessage.State.DONE),
        "inbox": InboxMessage.objects.filter(done_at__lt=messages_before, state=InboxMessage.State.DONE),
        "stream": StreamEvent.objects.filter(created_at__lt=messages_before),
        "consumption": Consumption.objects.filter(~Exists(unfinished), consumed_at__lt=messages_before),
    }


def _delete_in_parts(rows: QuerySet[Any]) -> int:
    deleted = 0
    while part := rows.filter(pk__in=rows.order_by("pk").values("pk")[:_PURGED_AT_ONCE]).delete()[0]:
        deleted += part
    return deleted
