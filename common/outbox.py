"""The outbox: rows written with the change they announce, carried out after the commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, LiteralString

import orjson
from django.db import connection

from common.events import Event
from common.models import OutboxMessage
from common.redis import nudge
from common.tx import after_commit

EVENTS_TOPIC = "event"
NUDGE_CHANNEL = "outbox"

# By hand, because every action publishes: the ORM's insert cost as much as the rest of a small action.
PUBLISH: LiteralString = """
    INSERT INTO common_outboxmessage (topic, name, lane, payload, state, attempts, error, is_streamed)
    SELECT %s, told.name, '', told.payload::jsonb, 'pending', 0, '', false
    FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS told (name, payload, place) ORDER BY told.place
"""


def publish(*events: Event) -> None:
    """Announce facts: they reach their subscribers if, and only if, this transaction commits. One statement."""
    if not events:
        return
    with connection.cursor() as cursor:
        cursor.execute(PUBLISH, publish_parameters(events))


def publish_parameters(events: Sequence[Event]) -> tuple[str, list[str], list[str]]:
    """For a statement of the caller's own that ends with PUBLISH; the relay is nudged after the commit."""
    after_commit(f"outbox:{EVENTS_TOPIC}", lambda: nudge(NUDGE_CHANNEL, EVENTS_TOPIC))
    return EVENTS_TOPIC, [event.name for event in events], [orjson.dumps(event).decode() for event in events]


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
