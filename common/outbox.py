"""The outbox: rows written with the change they announce, carried out after the commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, LiteralString

import orjson

from common.events import Event
from common.models import OutboxMessage
from common.redis import nudge
from common.tx import after_commit, statement

EVENTS_TOPIC = "event"

# By hand, because every action publishes: the ORM's insert cost as much as the rest of a small action.
_PUBLISH: LiteralString = """
    INSERT INTO common_outboxmessage (topic, name, lane, payload, state, attempts, error, is_streamed)
    SELECT %s, event ->> 'name', '', event -> 'payload', 'pending', 0, '', false
    FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS told (event, place) ORDER BY place
"""


def owed_channel(topic: str) -> str:
    """Where the relay of a topic hears that it has work: each topic its own, so that nobody wakes for another's."""
    return f"outbox.{topic}"


def relay_nudge(topic: str) -> None:
    """Wake the relay of a topic when this transaction has committed."""
    after_commit(f"outbox:{topic}", lambda: nudge(owed_channel(topic), topic))


def publish(*events: Event) -> None:
    """Announce facts: they reach their subscribers if, and only if, this transaction commits. One statement."""
    if not events:
        return
    publish_with("", (), events)


def publish_with(changes: LiteralString, parameters: Sequence[Any], events: Sequence[Event]) -> None:
    """Change rows and announce it in one statement: `changes` is its WITH clause, which takes `parameters`."""
    told = orjson.dumps([{"name": event.name, "payload": event} for event in events]).decode()
    statement(changes + _PUBLISH, (*parameters, EVENTS_TOPIC, told))
    relay_nudge(EVENTS_TOPIC)


def post(
    *, topic: str, name: str, payload: dict[str, Any], lane: str = "", due_at: datetime | None = None
) -> OutboxMessage:
    """Owe a message to the relay of `topic`. With `due_at` it is left alone until then."""
    message = OutboxMessage(topic=topic, name=name, lane=lane, payload=payload)
    if due_at is not None:
        message.due_at = due_at
    message.save(force_insert=True)
    relay_nudge(topic)
    return message
