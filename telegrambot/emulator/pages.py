"""The browser chat: its page, its static files and its live socket."""

import asyncio
import contextlib
from pathlib import Path

import orjson
from aiohttp import WSMsgType, web

from telegrambot.emulator.server import EMULATOR
from telegrambot.emulator.watchers import Watcher

_STATIC = Path(__file__).parent / "static"


async def chat_page(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(
        request.app[EMULATOR].config.chat_page,
        headers={"Cache-Control": "no-cache", "Content-Type": "text/html; charset=utf-8"},
    )


async def to_chat_page(request: web.Request) -> web.StreamResponse:
    query = f"?{request.query_string}" if request.query_string else ""
    raise web.HTTPFound(f"/chat/{query}")


async def photo(request: web.Request) -> web.StreamResponse:
    """A file by its file_id, for the chat page: people see pictures without a bot token."""
    stored = request.app[EMULATOR].files.by_id.get(request.match_info["file_id"])
    if stored is None:
        raise web.HTTPNotFound
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    if stored.file_name:
        headers["Content-Disposition"] = "attachment"
    return web.Response(body=stored.body, content_type=stored.content_type, headers=headers)


async def live(request: web.Request) -> web.StreamResponse:
    """Events of the people a page follows. The page sends `{"follow": [person ids]}`."""
    emulator = request.app[EMULATOR]
    socket = web.WebSocketResponse(heartbeat=20, max_msg_size=64 * 1024)
    await socket.prepare(request)
    watcher = Watcher(socket)
    emulator.watchers.add(watcher)
    pump = asyncio.create_task(watcher.pump())
    try:
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                _follow(watcher, frame.data)
    finally:
        emulator.watchers.remove(watcher)
        pump.cancel()
        with contextlib.suppress(asyncio.CancelledError, ConnectionError):
            await pump
    return socket


def _follow(watcher: Watcher, text: str) -> None:
    with contextlib.suppress(orjson.JSONDecodeError):
        wish = orjson.loads(text)
        if isinstance(wish, dict) and isinstance(wish.get("follow"), list):
            watcher.people = {person_id for person_id in wish["follow"] if isinstance(person_id, int)}
            watcher.put(b'{"type":"following"}')


def page_routes() -> list[web.AbstractRouteDef]:
    return [
        web.get("/chat", to_chat_page),
        web.get("/chat/", chat_page),
        web.get("/emulator/ws", live),
        web.get("/emulator/files/{file_id}", photo),
        web.static("/emulator/static", _STATIC),
    ]
