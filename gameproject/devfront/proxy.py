"""Pass HTTP requests and WebSockets on to the servers behind."""

from __future__ import annotations

import asyncio

import aiohttp
from aiohttp import web
from multidict import CIMultiDict

from gameproject.devfront.headers import end_to_end, forwarded

CHUNK_BYTES = 64 * 1024
LONGEST_MESSAGE_BYTES = 1024 * 1024
TIMEOUT = aiohttp.ClientTimeout(total=None, connect=5, sock_read=120)
# The handshake is made anew towards the server behind.
HANDSHAKE_HEADERS = frozenset(
    {
        "sec-websocket-key",
        "sec-websocket-version",
        "sec-websocket-extensions",
        "sec-websocket-protocol",
        "sec-websocket-accept",
    }
)
STARTING_PAGE = """<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>Artel</title>
<p>This part of Artel is starting or restarting. The page tries again by itself.</p>"""


def new_session() -> aiohttp.ClientSession:
    """Bodies pass unchanged (no decompression), cookies belong to the browser."""
    return aiohttp.ClientSession(
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=TIMEOUT,
        connector=aiohttp.TCPConnector(limit=0),
    )


async def pass_request(session: aiohttp.ClientSession, request: web.Request, upstream: str) -> web.StreamResponse:
    try:
        async with session.request(
            request.method,
            upstream + request.raw_path,
            headers=forwarded(request),
            data=request.content.iter_chunked(CHUNK_BYTES) if request.can_read_body else None,
            allow_redirects=False,
        ) as answer:
            return await _pass_answer(request, answer)
    except aiohttp.ClientConnectorError:
        return web.Response(status=502, text=STARTING_PAGE, content_type="text/html", headers={"Retry-After": "2"})


async def _pass_answer(request: web.Request, answer: aiohttp.ClientResponse) -> web.StreamResponse:
    response = web.StreamResponse(
        status=answer.status, reason=answer.reason, headers=end_to_end(CIMultiDict(answer.headers))
    )
    await response.prepare(request)
    async for chunk in answer.content.iter_chunked(CHUNK_BYTES):
        await response.write(chunk)
    await response.write_eof()
    return response


async def pass_websocket(session: aiohttp.ClientSession, request: web.Request, upstream: str) -> web.StreamResponse:
    """Reaches the server behind first, so that its refusal of the handshake is the client's answer."""
    offered = [
        name.strip() for value in request.headers.getall("Sec-WebSocket-Protocol", []) for name in value.split(",")
    ]
    try:
        behind = await session.ws_connect(
            upstream + request.raw_path,
            headers=forwarded(request, drop=HANDSHAKE_HEADERS),
            protocols=offered,
            max_msg_size=LONGEST_MESSAGE_BYTES,
        )
    except aiohttp.WSServerHandshakeError as refusal:
        return web.Response(status=refusal.status)
    except aiohttp.ClientConnectorError:
        return web.Response(status=502, headers={"Retry-After": "2"})
    async with behind:
        client = web.WebSocketResponse(
            protocols=[behind.protocol] if behind.protocol else [], max_msg_size=LONGEST_MESSAGE_BYTES
        )
        await client.prepare(request)
        await _join(client, behind)
        return client


AnySocket = web.WebSocketResponse | aiohttp.ClientWebSocketResponse


async def _join(client: web.WebSocketResponse, behind: aiohttp.ClientWebSocketResponse) -> None:
    """Two pumps; when either side closes, the other is closed with the same code."""
    pumps = {asyncio.create_task(_pump(client, behind)), asyncio.create_task(_pump(behind, client))}
    try:
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        await client.close(code=behind.close_code or aiohttp.WSCloseCode.GOING_AWAY)
        await behind.close(code=client.close_code or aiohttp.WSCloseCode.GOING_AWAY)
    finally:
        for pump in pumps:
            pump.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)


async def _pump(source: AnySocket, target: AnySocket) -> None:
    async for message in source:
        if message.type is aiohttp.WSMsgType.TEXT:
            await target.send_str(message.data)
        elif message.type is aiohttp.WSMsgType.BINARY:
            await target.send_bytes(message.data)
