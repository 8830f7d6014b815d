"""Open chat pages: who watches which person, and what they are told."""

import asyncio
from typing import Any

import orjson
from aiohttp import web

_BACKLOG = 2000


class Watcher:
    """One open page. It gets events of the people it follows; one that cannot keep up is told to reload."""

    __slots__ = ("outgoing", "people", "socket")

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.people: set[int] = set()
        self.outgoing: asyncio.Queue[bytes | None] = asyncio.Queue(_BACKLOG)

    def put(self, frame: bytes) -> None:
        if self.outgoing.full():
            self.outgoing.get_nowait()
            frame = b'{"type":"resync"}'
        self.outgoing.put_nowait(frame)

    async def pump(self) -> None:
        """Send what is queued until told to stop or the page has gone."""
        while (frame := await self.outgoing.get()) is not None:
            await self.socket.send_str(frame.decode())


class Watchers:
    """All open pages. Costs one check a message when nobody watches."""

    __slots__ = ("_all", "is_on")

    def __init__(self, *, is_on: bool) -> None:
        self.is_on = is_on
        self._all: set[Watcher] = set()

    def add(self, watcher: Watcher) -> None:
        self._all.add(watcher)

    def remove(self, watcher: Watcher) -> None:
        self._all.discard(watcher)

    def publish(self, person_id: int, kind: str, body: dict[str, Any]) -> None:
        """Tell the pages that follow this person; 0 tells all of them."""
        if not self._all or not self.is_on:
            return
        frame = orjson.dumps({"type": kind, "person_id": person_id, **body})
        for watcher in self._all:
            if not person_id or person_id in watcher.people:
                watcher.put(frame)

    async def close(self) -> None:
        for watcher in list(self._all):
            watcher.put(b'{"type":"closing"}')
            await watcher.socket.close()
