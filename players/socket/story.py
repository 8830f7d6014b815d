"""What one socket has told its client: an unbroken run of event numbers, each told once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from django.db import Error

from common import metrics
from common.bridge import in_thread
from common.hub import event_frame
from common.realtime import Streamed, stream_read
from players.socket.protocol import server_message

log = structlog.get_logger(__name__)

LONGEST_REPLAY = 1000  # events; a client that missed more had better load its state anew
_PAGE = 200
_RETRY_SECONDS = 1.0


class Story:
    """`first` … `last`: the client has been told everything after `first` up to `last`."""

    def __init__(self, player_id: int, head: int, say: Callable[[str], Awaitable[None]], *, after: int | None) -> None:
        self._player_id = player_id
        self._say = say
        self._asked: int | None = after
        self._first = self._last = head
        self.news: Callable[[], None] = lambda: None

    def ask(self, after: int) -> None:
        """The client says what it has seen. It is answered by whoever sends events."""
        self._asked = after
        self.news()

    async def tell(self, seq: int, frame: str) -> None:
        """Tell an event; before it what is missing, and not at all what has been told."""
        await self.catch_up(seq - 1)
        if seq == self._last + 1:
            await self._say_event(frame)
            self._last = seq

    async def catch_up(self, head: int) -> None:
        """Tell everything up to `head`."""
        await self.resume()
        if self._last < head:
            self._last = await self._replay(self._last, head)

    async def resume(self) -> None:
        """Answer what the client has asked: the events before those that this socket has told."""
        after, self._asked = self._asked, None
        if after is None or self._first <= after <= self._last:
            return
        if after > self._last or self._first - after > LONGEST_REPLAY:
            await self._say(server_message("resync", seq=self._last))
        else:
            await self._replay(after, self._first)
        self._first = min(after, self._first)

    async def _replay(self, after: int, until: int) -> int:
        """Tell the stored events after `after` up to `until`; where they are gone, say so."""
        while after < until:
            rows = [row for row in await self._read(after) if row.seq <= until]
            if not rows or rows[0].seq != after + 1:
                after = rows[0].seq - 1 if rows else until
                await self._say(server_message("resync", seq=after))
            for row in rows:
                await self._say_event(event_frame(row))
                after = row.seq
        return after

    async def _read(self, after: int) -> list[Streamed]:
        while True:
            try:
                return await in_thread(stream_read, player_id=self._player_id, after=after, limit=_PAGE)
            except Error as error:
                log.warning("socket.database_away", error=str(error))
                await asyncio.sleep(_RETRY_SECONDS)

    async def _say_event(self, frame: str) -> None:
        await self._say(frame)
        metrics.SOCKET_EVENTS.inc()
