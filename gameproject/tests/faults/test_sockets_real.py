"""`/ws/` as the real server speaks it, with clients that behave badly."""

from __future__ import annotations

import asyncio
import base64
import os
import socket
import time

import aiohttp
import psycopg
import pytest

from gameproject.tests.faults.stack import Person, Stack, person

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]

KILOBYTES = 256  # an event much larger than any of ours, so that a few of them fill the kernel's buffers


def never_reads(somebody: Person) -> socket.socket:
    """A handshake, and then not another byte is read."""
    stalled = socket.create_connection(("127.0.0.1", somebody.stack.ports["realtime"]))
    stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    key = base64.b64encode(os.urandom(16)).decode()
    stalled.sendall(
        f"GET /ws/ HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Protocol: artel.v1, bearer.{somebody.token}\r\n\r\n".encode()
    )
    assert stalled.recv(64).startswith(b"HTTP/1.1 101")
    return stalled


def add_large_events(stack: Stack, after: int, count: int) -> None:
    """Rows only: the sockets find them by their poll, as if Redis had been silent."""
    with psycopg.connect(stack.servers.addresses().database_url) as database:
        (player_id,) = database.execute("SELECT max(player_id) FROM common_streamhead").fetchone() or (0,)
        database.execute(
            "INSERT INTO common_streamevent (player_id, seq, name, payload)"
            " SELECT %s, number, 'test.Large', jsonb_build_object('x', repeat('y', 1024 * %s))"
            " FROM generate_series(%s::int, %s) AS number",
            [player_id, KILOBYTES, after + 1, after + count],
        )
        database.execute("UPDATE common_streamhead SET seq = %s WHERE player_id = %s", [after + count, player_id])


async def open_sockets(somebody: Person) -> int:
    text = (await somebody.ask("GET", "/metrics", role="realtime")).body
    return int(next(float(line.split()[1]) for line in text.splitlines() if line.startswith("artel_sockets ")))


async def test_a_client_that_never_reads_is_dropped_and_others_hear_everything(stack: Stack) -> None:
    async with person(stack) as somebody:
        await somebody.act(1)
        await somebody.hears(1)
        stalled = await asyncio.to_thread(never_reads, somebody)
        await asyncio.sleep(0.3)
        assert await open_sockets(somebody) == 2
        await asyncio.to_thread(add_large_events, stack, 1, 60)
        await somebody.hears(61)
        assert somebody.heard == list(range(1, 62))
        deadline = time.monotonic() + 15
        while await open_sockets(somebody) > 1:
            assert time.monotonic() < deadline, "the stalled client is still there"
            await asyncio.sleep(0.2)
        metrics = (await somebody.ask("GET", "/metrics", role="realtime")).body
        assert 'artel_socket_closes_total{code="4413"} 1.0' in metrics
        assert somebody.close_codes == []
        stalled.close()


async def test_a_message_as_large_as_a_film_is_refused(stack: Stack) -> None:
    async with person(stack) as somebody:
        socket_ = await somebody.session.ws_connect(
            stack.url("realtime") + "/ws/", protocols=("artel.v1", f"bearer.{somebody.token}")
        )
        await socket_.receive_json(timeout=5)
        await socket_.send_str("x" * 5_000_000)
        message = await socket_.receive(timeout=5)
        assert message.type is aiohttp.WSMsgType.CLOSE
        assert message.data == 1009
        await socket_.close()


async def test_pages_of_other_sites_get_403(stack: Stack) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
            await session.ws_connect(stack.url("realtime") + "/ws/", origin="https://evil.example")
        assert refusal.value.status == 403


async def test_an_event_is_heard_within_a_tenth_of_a_second(stack: Stack) -> None:
    async with person(stack) as somebody:
        lags = []
        for number in range(1, 31):
            await somebody.act(number)
            answered = time.monotonic()
            lags.append(await somebody.hears(number) - answered)
            await asyncio.sleep(0.03)
        assert sorted(lags)[15] < 0.1, lags
