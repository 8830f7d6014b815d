"""Events are written while clients come, go and lose hints: each hears each event once."""

from __future__ import annotations

import asyncio
import random

import pytest

from common import hub
from players.tests.doors.sockets import Client, appended, new_guest

pytestmark = [pytest.mark.usefixtures("bridge", "clean_redis"), pytest.mark.slow]


async def write(player_id: int, total: int, rng: random.Random) -> None:
    """In bursts, of which Redis loses a third."""
    written = 0
    while written < total:
        burst = min(rng.randint(1, 7), total - written)
        await appended(player_id, burst, tell=rng.random() > 0.33)
        written += burst
        await asyncio.sleep(rng.random() * 0.01)


async def follow(token: str, total: int, rng: random.Random) -> list[int]:
    """What a client has heard that leaves and comes back, resuming in either way, until it has heard it all."""
    seen: list[int] = []
    while not seen or seen[-1] < total:
        last = seen[-1] if seen else 0
        by_handshake = rng.random() < 0.5
        client = Client(token=token, after=last if by_handshake else None)
        await client.open()
        heard: list[int] = []
        if not by_handshake:
            await asyncio.sleep(rng.random() * 0.02)
            await client.say(type="resume", after=last)
        for _ in range(rng.randint(5, 60)):
            if last + len(heard) == total:
                break
            message = await client.hear(10)
            assert message["type"] == "event", message
            heard.append(message["seq"])
        if not by_handshake:
            # Live events may overtake the answer to a late `resume`: leave only with an unbroken run.
            while sorted(heard) != list(range(last + 1, last + 1 + len(heard))):
                heard.append((await client.hear(10))["seq"])
            heard.sort()
        await client.leave()
        seen += heard
    return seen


@pytest.mark.parametrize("seed", range(4))
async def test_nobody_misses_or_hears_twice(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "POLL_SECONDS", 0.05)
    rng = random.Random(seed)
    player_id, token = await new_guest()
    total = 300
    results = await asyncio.gather(
        write(player_id, total, rng), *(follow(token, total, random.Random(seed * 10 + n)) for n in range(3))
    )
    for seen in results[1:]:
        assert seen == list(range(1, total + 1))


async def test_writers_side_by_side_leave_no_gap() -> None:
    player_id, token = await new_guest()
    client = Client(token=token)
    await client.open()
    await asyncio.gather(*(appended(player_id, 5) for _ in range(40)))
    assert await client.hear_events(200) == list(range(1, 201))
    assert await client.is_silent()
    await client.leave()
