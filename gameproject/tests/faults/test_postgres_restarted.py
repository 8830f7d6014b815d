"""PostgreSQL is restarted while people play."""

from __future__ import annotations

import asyncio

import pytest

from gameproject.tests.faults.stack import Answer, Person, Stack, person

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]


async def insist(somebody: Person, number: int, refusals: list[Answer]) -> None:
    """Repeat an action, as a good client does, until it is answered."""
    while (answer := await somebody.act(number)).status != 200:
        refusals.append(answer)
        await asyncio.sleep(0.1)


async def test_play_goes_on_after_the_restart_and_everything_counts_once(stack: Stack) -> None:
    async with person(stack) as somebody:
        refusals: list[Answer] = []
        for number in range(1, 6):
            await insist(somebody, number, refusals)
        assert refusals == []
        await asyncio.to_thread(stack.servers.postgres.stop)
        try:
            outage = await somebody.act(6)
            ready = await somebody.ask("GET", "/readyz")
            alive = await somebody.ask("GET", "/healthz")
            metrics = await somebody.ask("GET", "/metrics")
            realtime = await somebody.ask("GET", "/readyz", role="realtime")
        finally:
            await asyncio.to_thread(stack.servers.postgres.start)
        for number in range(6, 31):
            await insist(somebody, number, refusals)
        await somebody.hears(30)
        assert somebody.heard == list(range(1, 31))
        assert somebody.close_codes == [], "the socket lived through it"
    assert outage.status == 503
    assert outage.headers["Content-Type"].startswith("application/problem+json")
    assert int(outage.headers["Retry-After"]) > 0
    assert outage.seconds < 3
    assert (alive.status, ready.status, ready.body["checks"]["database"]) == (200, 503, False)
    assert ready.seconds < 3
    assert (realtime.status, realtime.seconds < 8) == (503, True)
    assert (metrics.status, metrics.seconds < 3) == (200, True)
    assert refusals == [], "once it is back, the first try of everybody succeeds"


async def test_a_restart_in_full_play_loses_and_doubles_nothing(stack: Stack) -> None:
    def restart() -> None:
        stack.servers.postgres.stop()
        stack.servers.postgres.start()

    async with person(stack) as somebody:
        refusals: list[Answer] = []
        restarted = asyncio.create_task(asyncio.to_thread(restart))
        for number in range(1, 61):
            await insist(somebody, number, refusals)
        await restarted
        await somebody.hears(60)
        await asyncio.sleep(0.5)
        assert somebody.heard == list(range(1, 61))
    assert {answer.status for answer in refusals} <= {503}
