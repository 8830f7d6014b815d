"""The worker, with the relay in it, dies without a word."""

from __future__ import annotations

import asyncio

import pytest

from gameproject.tests.faults.stack import Stack, person, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]


async def test_kill_9_of_the_relay_loses_and_doubles_no_event(stack: Stack) -> None:
    async with person(stack) as somebody:
        for number in range(1, 61):
            if number in {15, 35}:
                stack.kill("worker")
                stack.start_role("worker")
            assert (await somebody.act(number)).status == 200
        await somebody.hears(60, seconds=20)
        await asyncio.sleep(0.3)
        assert somebody.heard == list(range(1, 61))


def test_asked_to_stop_it_stops_in_peace(stack: Stack) -> None:
    process = stack.children["worker"].process
    assert process is not None
    process.terminate()
    try:
        assert process.wait(20) == 0, stack.log("worker")
        assert "relay.stopped" in stack.log("worker")
    finally:
        stack.start_role("worker")
        wait_for(lambda: stack.log("worker").count("relay.started") > 1, lambda: stack.log("worker"))
