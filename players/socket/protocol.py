"""The words that a WebSocket of `/ws/` and its client exchange; docs/api/websocket.md tells them to people."""

from __future__ import annotations

import time
from enum import IntEnum
from typing import Any
from urllib.parse import parse_qs

import msgspec
import orjson

SUBPROTOCOL = "artel.v1"
BEARER_PREFIX = "bearer."
LONGEST_MESSAGE = 4096  # characters
_BURST = 20
_PER_SECOND = 5.0


class Close(IntEnum):
    """Why the server closes. From 4000 on: our own."""

    BINARY = 1003
    TOO_BIG = 1009
    BUG = 1011
    TRY_LATER = 1013
    MALFORMED = 4400  # what was said cannot be understood
    UNAUTHENTICATED = 4401  # no credentials, or none that are good (any more)
    SILENT = 4408
    REPLACED = 4409
    TOO_SLOW = 4413
    TOO_FAST = 4429


class Closing(Exception):
    """The server ends the conversation."""

    def __init__(self, code: Close, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class Gone(Exception):
    """The client has left."""


class _Message(msgspec.Struct, frozen=True, tag_field="type"):
    pass


class Ping(_Message, frozen=True, tag="ping"):
    """I am here. Answered by `pong`."""


class Resume(_Message, frozen=True, tag="resume"):
    """I have seen every event up to number `after`; tell me the rest."""

    after: int


class Auth(_Message, frozen=True, tag="auth"):
    """Who I am: an access token (again before the last one expires), or a ticket."""

    token: str = ""
    ticket: str = ""


ClientMessage = Ping | Resume | Auth
_decoder: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(ClientMessage)


def client_message(event: dict[str, Any]) -> ClientMessage:
    """What the client said. Raises Gone, or Closing when it is nothing we understand."""
    if event["type"] == "websocket.disconnect":
        raise Gone
    text = event.get("text")
    if text is None:
        raise Closing(Close.BINARY, "send text")
    if len(text) > LONGEST_MESSAGE:
        raise Closing(Close.TOO_BIG, f"longer than {LONGEST_MESSAGE} characters")
    try:
        message = _decoder.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise Closing(Close.MALFORMED, "not a message of artel.v1") from error
    if isinstance(message, Resume) and not 0 <= message.after < 2**63:
        raise Closing(Close.MALFORMED, "after is out of range")
    return message


def server_message(kind: str, **fields: int | str) -> str:
    return orjson.dumps({"type": kind, **fields}).decode()


class Pace:
    """How fast a client may talk: a bucket of 20 messages that five a second refill."""

    def __init__(self) -> None:
        self._left = float(_BURST)
        self._at = time.monotonic()

    def step(self) -> None:
        """Raises Closing when the client is too fast."""
        now = time.monotonic()
        self._left = min(_BURST, self._left + (now - self._at) * _PER_SECOND) - 1
        self._at = now
        if self._left < 0:
            raise Closing(Close.TOO_FAST, "too many messages")


class Offer:
    """What a client showed in its handshake."""

    def __init__(self, scope: dict[str, Any]) -> None:
        self.subprotocols: list[str] = list(scope.get("subprotocols") or ())
        query = parse_qs(scope.get("query_string", b"").decode("ascii", "replace"))
        self.ticket = query.get("ticket", [""])[0]
        self._after = query.get("after", [""])[0]

    @property
    def token(self) -> str:
        bearers = (name for name in self.subprotocols if name.startswith(BEARER_PREFIX))
        return next(bearers, "").removeprefix(BEARER_PREFIX)

    @property
    def answer(self) -> str | None:
        """The subprotocol to accept with. Never the one that holds the token."""
        return SUBPROTOCOL if SUBPROTOCOL in self.subprotocols else None

    @property
    def after(self) -> int | None:
        """The number of the last event seen, where the client resumes with its handshake."""
        text = self._after
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
