"""A client of `/ws/` for the tests, over the whole ASGI application and a real Redis."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from channels.testing import WebsocketCommunicator

from common.bridge import in_thread
from common.realtime import Streamed, ToStream, push, stream_append
from common.tx import run_unit
from gameproject.routing import make_application
from players.services.sessions import SessionView, session_open_guest, ws_ticket_issue
from players.tokens import access_token_read

application = make_application(None)


class Client:
    """Speaks as a program would."""

    def __init__(
        self,
        *,
        token: str = "",
        ticket: str = "",
        after: int | None = None,
        origin: str = "",
        subprotocols: tuple[str, ...] | None = None,
    ) -> None:
        query = [f"ticket={ticket}"] * bool(ticket) + [f"after={after}"] * (after is not None)
        offered = ("artel.v1", f"bearer.{token}") if token else ()
        self.wire = WebsocketCommunicator(
            application,
            "/ws/?" + "&".join(query),
            headers=[(b"origin", origin.encode())] if origin else [],
            subprotocols=list(offered if subprotocols is None else subprotocols) or None,
        )

    async def open(self) -> dict[str, Any]:
        """Connect; what the server says first."""
        assert await self.wire.connect(5) == (True, "artel.v1" if self.wire.scope["subprotocols"] else None)
        return await self.hear()

    async def hear(self, seconds: float = 5) -> dict[str, Any]:
        """The next message; `{"type": "close", "code": …}` when the server closes."""
        output = await self.wire.receive_output(seconds)
        if output["type"] == "websocket.close":
            return {"type": "close", "code": output["code"]}
        message: dict[str, Any] = json.loads(output["text"])
        return message

    async def hear_events(self, count: int) -> list[int]:
        """The numbers of the next events."""
        messages = [await self.hear() for _ in range(count)]
        assert {message["type"] for message in messages} <= {"event"}, messages
        return [message["seq"] for message in messages]

    async def is_silent(self, seconds: float = 0.2) -> bool:
        return bool(await self.wire.receive_nothing(seconds))

    async def say(self, **message: Any) -> None:
        await self.wire.send_to(text_data=json.dumps(message))

    async def leave(self) -> None:
        await self.wire.disconnect()


def new_session(name: str = "guest-key-0001") -> SessionView:
    """Another sign-in of a guest."""
    return session_open_guest(guest_key=name)


def guest(name: str = "guest-key-0001") -> tuple[int, str]:
    """A player and an access token."""
    session = new_session(name)
    return session.player.id, session.access_token


def append(player_id: int, count: int = 1, *, tell: bool = True) -> list[Streamed]:
    """New events in a player's stream, as the relay would write and tell them."""
    events = [ToStream(player_id, "test.Happened", {"n": number}) for number in range(count)]
    streamed: list[Streamed] = run_unit(lambda: stream_append(events))
    if tell:
        push(streamed)
    return streamed


async def appended(player_id: int, count: int = 1, *, tell: bool = True) -> None:
    await in_thread(append, player_id, count, tell=tell)


async def new_guest(name: str = "guest-key-0001") -> tuple[int, str]:
    return await in_thread(guest, name)


async def new_ticket(token: str) -> str:
    """A ticket that was asked for with this access token."""
    claims = access_token_read(token)
    assert claims is not None
    return await in_thread(ws_ticket_issue, player_id=claims.player_id, session=claims.session)


async def until_true(fact: Callable[[], bool], seconds: float = 5) -> None:
    deadline = asyncio.get_running_loop().time() + seconds
    while not fact():
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.02)
