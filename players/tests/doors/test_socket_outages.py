"""What a socket does while Redis or the database is away."""

from __future__ import annotations

import asyncio

import pytest
from django.conf import settings
from django.db import OperationalError

from common import hub
from common.realtime import Streamed, stream_read
from players.access import Access
from players.socket import access, story
from players.socket.protocol import Close
from players.tests.doors.sockets import Client, appended, new_guest
from players.tokens import AccessClaims

pytestmark = pytest.mark.usefixtures("bridge", "clean_redis")


async def test_without_redis_events_come_by_the_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "POLL_SECONDS_DEAF", 0.1)
    monkeypatch.setattr(hub, "_SUBSCRIBE_SECONDS", 0.1)
    player_id, token = await new_guest()
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
    client = Client(token=token)
    await client.open()
    await appended(player_id, 3, tell=False)
    assert await client.hear_events(3) == [1, 2, 3]
    await client.leave()


async def test_once_redis_is_back_it_listens_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "POLL_SECONDS_DEAF", 0.1)
    monkeypatch.setattr(hub, "POLL_SECONDS", 60.0)
    monkeypatch.setattr(hub, "_SUBSCRIBE_SECONDS", 0.1)
    player_id, token = await new_guest()
    url = settings.REDIS_URL
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
    client = Client(token=token)
    await client.open()
    monkeypatch.setattr(settings, "REDIS_URL", url)
    await hub.running_hub().is_listening()
    await asyncio.sleep(0.3)
    await appended(player_id, 2)
    assert await client.hear_events(2) == [1, 2]
    await client.leave()


async def test_a_database_that_is_away_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "_RETRY_SECONDS", 0.05)
    player_id, token = await new_guest()
    await appended(player_id, 3)
    failures = [OperationalError(), OperationalError()]

    def fail_twice(*, player_id: int, after: int, limit: int) -> list[Streamed]:
        if failures:
            raise failures.pop()
        return stream_read(player_id=player_id, after=after, limit=limit)

    monkeypatch.setattr(story, "stream_read", fail_twice)
    client = Client(token=token, after=0)
    await client.open()
    assert await client.hear_events(3) == [1, 2, 3]
    await client.leave()


async def test_nobody_is_called_a_stranger_because_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    _, token = await new_guest()

    def away(claims: AccessClaims) -> Access | None:
        raise OperationalError

    monkeypatch.setattr(access, "access_of", away)
    assert await Client(token=token).open() == {"type": "close", "code": Close.TRY_LATER}
