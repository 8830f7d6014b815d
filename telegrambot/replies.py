"""Replies owed: outbox rows written with the effects they tell of, sent right after the commit.

A row of this process is leased to it by `due_at`; when the process dies, the row becomes due and a sweep sends it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from common import clock
from common.inbox import Reply
from common.outbox import post

TOPIC = "telegram"
SCREEN = "screen"  # the live screen, with or without the answer to a press
MESSAGE = "message"  # a new message that stays
PHOTO = "photo"  # the same with a picture
ANSWER = "answer"  # only the answer to a press
CHECKOUT = "checkout"  # the answer to a payment about to be made
LEASE = timedelta(seconds=15)
# In the payload of a screen that gives way to every screen owed after it, whichever of them is found first.
YIELDS = "yields"
POST = "post"  # a new message to the staff group, whose number is kept for when it is edited
POST_EDIT = "post_edit"  # what that message says from now on
_LONGEST_TOAST = 200


@dataclass(frozen=True, slots=True)
class Owed:
    """An outbox row in hand: what is to be sent to `chat_id`."""

    id: int
    chat_id: int
    name: str
    payload: dict[str, Any]
    attempts: int = 0


def reply(chat_id: int, name: str, payload: dict[str, Any]) -> Reply:
    """What an update is owed: written when the update is marked as done, sent by the same process."""
    return Reply(TOPIC, name, str(chat_id), payload, clock.now() + LEASE)


def owed(written: Reply, row_id: int) -> Owed:
    """A reply that has become a row."""
    return Owed(row_id, int(written.lane), written.name, written.payload)


def owe(chat_id: int, name: str, payload: dict[str, Any]) -> Owed:
    """Owe, outside any update, what this process sends itself."""
    row = post(topic=TOPIC, name=name, payload=payload, lane=str(chat_id), due_at=clock.now() + LEASE)
    return Owed(row.pk, chat_id, name, payload)


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
