"""The outbox: rows written with the change they announce, carried out after the commit."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from common.events import Event
from common.models import OutboxMessage
from common.redis import nudge
from common.tx import after_commit

EVENTS_TOPIC = "event"
NUDGE_CHANNEL = "outbox"


def publish(*events: Event) -> None:
    """Announce facts: they reach their subscribers if, and only if, this transaction commits. One statement."""
    if not events:
        return
    OutboxMessage.objects.bulk_create(
        [OutboxMessage(topic=EVENTS_TOPIC, name=event.name, payload=asdict(event)) for event in events]
    )
    after_commit(f"outbox:{EVENTS_TOPIC}", lambda: nudge(NUDGE_CHANNEL, EVENTS_TOPIC))


def post(
    *, topic: str, name: str, payload: dict[str, Any], lane: str = "", due_at: datetime | None = None
) -> OutboxMessage:
    """Owe a message to the relay of `topic`. With `due_at` it is left alone until then."""
    message = OutboxMessage(topic=topic, name=name, lane=lane, payload=payload)
    if due_at is not None:
        message.due_at = due_at
    message.save(force_insert=True)
    after_commit(f"outbox:{topic}", lambda: nudge(NUDGE_CHANNEL, topic))
    return message
