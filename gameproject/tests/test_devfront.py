from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from gameproject.devfront.app import Upstreams, create_front
from gameproject.embedded.redis_server import free_port

Front = TestClient[web.Request, web.Application]


async def echo(request: web.Request) -> web.Response:
    return web.json_response(
        {
            "method": request.method,
            "path": request.raw_path,
            "body": (await request.read()).decode(),
            "host": request.host,
            "forwarded_for": request.headers.getall("X-Forwarded-For"),
            "proto": request.headers["X-Forwarded-Proto"],
            "has_hop_header": "X-Hop" in request.headers,
        },
        headers={"Set-Cookie": "a=1"},
    )


async def redirect(request: web.Request) -> web.Response:
    raise web.HTTPFound("/elsewhere")


async def socket(request: web.Request) -> web.StreamResponse:
    if request.query.get("refuse"):
        return web.Response(status=403)
    websocket = web.WebSocketResponse(protocols=["artel"])
    await websocket.prepare(request)
    async for message in websocket:
        if message.data == "bye":
            await websocket.close(code=4001)
        else:
            await websocket.send_str(f"{websocket.ws_protocol}:{message.data}:{request.headers.get('Origin')}")
    return websocket


@pytest_asyncio.fixture
async def front() -> AsyncIterator[Front]:
    behind = web.Application()
    behind.router.add_get("/ws/", socket)
    behind.router.add_get("/redirect", redirect)
    behind.router.add_route("*", "/{tail:.*}", echo)
    async with TestServer(behind) as server:
        url = str(server.make_url("")).rstrip("/")
        async with TestClient(TestServer(create_front(Upstreams(url, url)))) as client:
            yield client


async def test_a_request_passes_unchanged_and_tells_who_asked(front: Front) -> None:
    answer = await front.post(
        "/a%20b/?q=%D1%8F",
        data="тело".encode(),
        headers={"Host": "localhost:8000", "X-Forwarded-For": "6.6.6.6", "X-Hop": "1", "Connection": "X-Hop"},
    )
    assert await answer.json() == {
        "method": "POST",
        "path": "/a%20b/?q=%D1%8F",
        "body": "тело",
        "host": "localhost:8000",
        "forwarded_for": ["127.0.0.1"],
        "proto": "http",
        "has_hop_header": False,
    }
    assert answer.headers["Set-Cookie"] == "a=1"


async def test_redirects_belong_to_the_browser(front: Front) -> None:
    answer = await front.get("/redirect", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, "/elsewhere")


async def test_many_requests_at_once(front: Front) -> None:
    answers = await asyncio.gather(*(front.put("/x", data=str(number)) for number in range(50)))
    assert [(await answer.json())["body"] for answer in answers] == [str(number) for number in range(50)]


async def test_a_websocket_keeps_its_subprotocol_origin_and_close_code(front: Front) -> None:
    async with front.ws_connect("/ws/", protocols=["artel"], origin="http://localhost:8000") as websocket:
        assert websocket.protocol == "artel"
        await websocket.send_str("hello")
        assert await websocket.receive_str() == "artel:hello:http://localhost:8000"
        await websocket.send_str("bye")
        assert (await websocket.receive()).type is aiohttp.WSMsgType.CLOSE
        assert websocket.close_code == 4001


async def test_a_refused_handshake_is_the_clients_answer(front: Front) -> None:
    answer = await front.get(
        "/ws/?refuse=1",
        headers={
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Version": "13",
        },
    )
    assert answer.status == 403


async def test_a_page_says_so_while_the_site_is_starting() -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    async with TestClient(TestServer(create_front(Upstreams(nowhere, nowhere)))) as client:
        answer = await client.get("/admin/")
        assert answer.status == 502
        assert answer.headers["Retry-After"] == "2"
        assert "is starting" in await answer.text()


async def test_the_emulators_own_addresses_come_first() -> None:
    async def chat(request: web.Request) -> web.Response:
        return web.Response(text="chat")

    emulator = web.Application()
    emulator.router.add_get("/chat/", chat)
    nowhere = f"http://127.0.0.1:{free_port()}"
    async with TestClient(TestServer(create_front(Upstreams(nowhere, nowhere), emulator))) as client:
        assert await (await client.get("/chat/")).text() == "chat"
        assert (await client.get("/admin/")).status == 502
