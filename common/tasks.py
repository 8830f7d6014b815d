"""Beat's sweeps: they find again what a lost nudge left behind."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.db.models import Q

from common import clock, timers
from common.models import Consumption, IdempotencyRecord, InboxMessage, OutboxMessage, StreamEvent
from common.relay import relay_events

KEEP_ANSWERS = timedelta(hours=48)
KEEP_MESSAGES = timedelta(days=7)


@shared_task
def relay_outbox() -> int:
    """Relay what is pending until nothing is left; the number of events."""
    relayed = 0
    while taken := relay_events():
        relayed += taken
    return relayed


@shared_task
def sweep_timers() -> int:
    """Fire the timers that are due; their number."""
    return timers.timers_sweep()


@shared_task
def purge() -> dict[str, int]:
    """Delete what has been kept long enough; how many rows of each kind."""
    answers_before = clock.now() - KEEP_ANSWERS
    messages_before = clock.now() - KEEP_MESSAGES
    aged = {
        "idempotency": IdempotencyRecord.objects.filter(created_at__lt=answers_before),
        "outbox": OutboxMessage.objects.filter(done_at__lt=messages_before, state=OutboxMessage.State.DONE),
        "inbox": InboxMessage.objects.filter(Q(done_at__lt=messages_before), state=InboxMessage.State.DONE),
        "stream": StreamEvent.objects.filter(created_at__lt=messages_before),
        "consumption": Consumption.objects.filter(consumed_at__lt=messages_before),
    }
    return {name: rows.delete()[0] for name, rows in aged.items()}
