"""A client that does not take what it is sent is given up; others do not notice."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from common import hub
from players.socket import consumer
from players.socket.consumer import events_socket
from players.socket.protocol import Close
from players.tests.doors.sockets import Client, appended, new_guest

pytestmark = pytest.mark.usefixtures("bridge", "clean_redis")


class Stalled:
    """Takes the first `takes` messages, then nothing until it is let go."""

    def __init__(self, token: str, takes: int) -> None:
        self.scope = {"subprotocols": ["artel.v1", f"bearer.{token}"], "query_string": b""}
        self.takes = takes
        self.sent: list[dict[str, Any]] = []
        self.goes_on = asyncio.Event()
        self._connects = [{"type": "websocket.connect"}]

    async def receive(self) -> dict[str, Any]:
        if self._connects:
            return self._connects.pop()
        await asyncio.Event().wait()
        raise AssertionError

    async def send(self, message: dict[str, Any]) -> None:
        if len(self.sent) >= self.takes and message["type"] == "websocket.send":
            await self.goes_on.wait()
        self.sent.append(message)

    def start(self) -> asyncio.Task[None]:
        return asyncio.create_task(events_socket(self.scope, self.receive, self.send))

    @property
    def code(self) -> int:
        assert self.sent[-1]["type"] == "websocket.close", self.sent
        return int(self.sent[-1]["code"])


async def test_one_that_takes_nothing_for_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "SEND_SECONDS", 0.2)
    player_id, token = await new_guest()
    stalled, healthy = Stalled(token, takes=2), Client(token=token)
    conversation = stalled.start()
    await healthy.open()
    await asyncio.sleep(0.1)
    await appended(player_id, 5)
    assert await healthy.hear_events(5) == [1, 2, 3, 4, 5]
    await asyncio.wait_for(conversation, 5)
    assert stalled.code == Close.TOO_SLOW
    await healthy.leave()


async def test_one_that_lags_too_far_behind_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "FEED_LIMIT", 20)
    player_id, token = await new_guest()
    stalled = Stalled(token, takes=2)
    conversation = stalled.start()
    healthy = Client(token=token)
    await healthy.open()
    await asyncio.sleep(0.1)
    for _ in range(4):
        await appended(player_id, 10)
        await healthy.hear_events(10)
    stalled.goes_on.set()
    await asyncio.wait_for(conversation, 5)
    assert stalled.code == Close.TOO_SLOW
    await healthy.leave()


async def test_one_whose_server_says_it_is_gone_ends_quietly() -> None:
    player_id, token = await new_guest()
    stalled = Stalled(token, takes=10)

    async def broken(message: dict[str, Any]) -> None:
        if len(stalled.sent) >= 2:
            raise RuntimeError("the transport is closed")
        await stalled.send(message)

    conversation = asyncio.create_task(events_socket(stalled.scope, stalled.receive, broken))
    await asyncio.sleep(0.3)
    await appended(player_id)
    await asyncio.wait_for(conversation, 5)
    assert [message["type"] for message in stalled.sent] == ["websocket.accept", "websocket.send"]
