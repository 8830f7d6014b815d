"""Replies owed: outbox rows written with the effects they tell of, sent right after the commit.

A row of this process is leased to it by `due_at`; when the process dies, the row becomes due and a sweep sends it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import orjson
from django.db import connection

from common import clock
from common.outbox import post

TOPIC = "telegram"
SCREEN = "screen"  # the live screen, with or without the answer to a press
MESSAGE = "message"  # a new message that stays
ANSWER = "answer"  # only the answer to a press
CHECKOUT = "checkout"  # the answer to a payment about to be made
LEASE = timedelta(seconds=15)
_LONGEST_TOAST = 200
# By hand, because every update ends with it.
_OWE = """
    INSERT INTO common_outboxmessage (topic, name, lane, payload, state, attempts, error, is_streamed, due_at)
    VALUES (%s, %s, %s, %s::jsonb, 'pending', 0, '', false, %s) RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Owed:
    """An outbox row in hand: what is to be sent to `chat_id`."""

    id: int
    chat_id: int
    name: str
    payload: dict[str, Any]
    attempts: int = 0


def owe(chat_id: int, name: str, payload: dict[str, Any]) -> Owed:
    """Owe a reply that this process sends itself; no nudge, it knows."""
    written = orjson.dumps(payload).decode()
    with connection.cursor() as cursor:
        cursor.execute(_OWE, [TOPIC, name, str(chat_id), written, clock.now() + LEASE])
        (row_id,) = cursor.fetchone()
    return Owed(row_id, chat_id, name, payload)


def push(chat_id: int, name: str, payload: dict[str, Any]) -> None:
    """Owe a message from outside the bot's process: the bot is nudged, and finds it by sweeping."""
    post(topic=TOPIC, name=name, payload=payload, lane=str(chat_id))


def answer(query_id: str, toast: str = "") -> dict[str, Any]:
    """The answer to a press; without words it only ends the waiting."""
    return {"id": query_id, "text": shortened(toast, _LONGEST_TOAST)}


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def owed_from(rows: Iterable[tuple[int, str, str, dict[str, Any], int]]) -> list[Owed]:
    """Rows of (id, lane, name, payload, attempts) as replies."""
    return [Owed(pk, int(lane), name, payload, attempts) for pk, lane, name, payload, attempts in rows]
