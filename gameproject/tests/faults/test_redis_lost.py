"""Redis goes away, comes back, or forgets everything: players go on playing and miss nothing."""

from __future__ import annotations

import asyncio
import time

import pytest

from gameproject.tests.faults.stack import Person, Stack, person

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]


async def act(somebody: Person, first: int, last: int) -> None:
    for number in range(first, last + 1):
        answer = await somebody.act(number)
        assert answer.status == 200, answer


async def prompt(somebody: Person, number: int) -> float:
    """Seconds from an action's answer until its event is heard."""
    await act(somebody, number, number)
    answered = time.monotonic()
    return await somebody.hears(number) - answered


async def test_without_redis_actions_count_and_events_arrive_a_little_later(stack: Stack) -> None:
    async with person(stack) as somebody:
        await act(somebody, 1, 3)
        await somebody.hears(3)
        await asyncio.to_thread(stack.stop_redis)
        try:
            await act(somebody, 4, 8)
            await somebody.hears(8, seconds=8)
            alive = await somebody.ask("GET", "/healthz")
            ready = await somebody.ask("GET", "/readyz")
            assert (alive.status, ready.status, ready.body["checks"]["redis"]) == (200, 503, False)
            assert ready.seconds < 3
        finally:
            await asyncio.to_thread(stack.servers.ensure)
        await act(somebody, 9, 9)
        await somebody.hears(9)
        await asyncio.sleep(2)  # both listeners look for Redis once a second
        assert await prompt(somebody, 10) < 0.5
        assert somebody.heard == list(range(1, 11))
        assert somebody.close_codes == []


async def test_a_redis_that_forgot_everything_costs_nothing(stack: Stack) -> None:
    async with person(stack) as somebody:
        for number in range(1, 41):
            await act(somebody, number, number)
            if number % 10 == 5:
                await asyncio.to_thread(stack.redis_cli, "FLUSHALL")
        await somebody.hears(40, seconds=8)
        assert somebody.heard == list(range(1, 41))


async def test_after_a_restart_of_redis_in_full_play_nothing_is_missing(stack: Stack) -> None:
    async with person(stack) as somebody:
        restart = asyncio.create_task(asyncio.to_thread(stack.restart_redis))
        await act(somebody, 1, 40)
        await restart
        await act(somebody, 41, 45)
        await somebody.hears(45, seconds=8)
        assert somebody.heard == list(range(1, 46))
        ready = await somebody.ask("GET", "/readyz")
        assert ready.body["checks"]["redis"] is True
