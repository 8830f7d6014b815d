"""The sockets of this process: one subscription and one poll for all of them.

Redis tells of new events at once. What it does not tell (it may be away, or restart) the poll of stream heads
finds: with Redis within five seconds, without it within one.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from enum import Enum
from weakref import WeakKeyDictionary

import orjson
import redis.asyncio
import structlog
from django.conf import settings
from django.db import Error
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from common.bridge import in_thread
from common.realtime import RECHECK_CHANNEL, STREAM_CHANNEL, Streamed, pushed, stream_heads
from common.redis import channel_name

log = structlog.get_logger(__name__)

FEED_LIMIT = 256  # events a socket may lag behind before it is given up
POLL_SECONDS = 5.0
POLL_SECONDS_DEAF = 1.0
_SUBSCRIBE_SECONDS = 1.0


def event_frame(event: Streamed) -> str:
    """What a socket is sent for an event."""
    message = {"type": "event", "seq": event.seq, "name": event.name, "payload": event.payload}
    return orjson.dumps(message).decode()


class Dismissal(Enum):
    """Why the hub wants a socket to leave."""

    OVERRUN = "it lags behind"
    REPLACED = "its player opened others"


class Feed:
    """What one socket has yet to be told. Bounded; `head` is the highest number known to exist."""

    def __init__(self, player_id: int) -> None:
        self.player_id = player_id
        self.head = 0
        self.dismissal: Dismissal | None = None
        self._waiting: deque[tuple[int, str]] = deque()
        self._news = asyncio.Event()
        self._is_recheck_due = asyncio.Event()

    def offer(self, seq: int, frame: str) -> None:
        if len(self._waiting) >= FEED_LIMIT:
            self.dismiss(Dismissal.OVERRUN)
        else:
            self._waiting.append((seq, frame))
        self.note_head(seq)
        self.wake()

    def note_head(self, head: int) -> None:
        if head > self.head:
            self.head = head
            self.wake()

    def dismiss(self, reason: Dismissal) -> None:
        """Ask the socket to leave."""
        self.dismissal = self.dismissal or reason
        self.wake()

    def recheck(self) -> None:
        """Ask the socket to find out whether it is still welcome."""
        self._is_recheck_due.set()

    async def recheck_due(self, seconds: float) -> None:
        """Until it was asked to find out, or for that long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._is_recheck_due.wait()
        self._is_recheck_due.clear()

    def wake(self) -> None:
        self._news.set()

    async def wait(self) -> None:
        """Until there is something to do."""
        await self._news.wait()
        self._news.clear()

    def take(self) -> tuple[int, str] | None:
        """The next event, if there is one."""
        return self._waiting.popleft() if self._waiting else None


class Hub:
    """One in each event loop; its tasks run while there are sockets."""

    def __init__(self) -> None:
        self._feeds: dict[int, list[Feed]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._hears = asyncio.Event()
        self._is_poll_due = asyncio.Event()

    def __len__(self) -> int:
        return sum(len(feeds) for feeds in self._feeds.values())

    def attach(self, player_id: int, *, most: int) -> Feed:
        """A feed for a new socket. Of more than `most` sockets of a player, the oldest is asked to leave."""
        feed = Feed(player_id)
        feeds = self._feeds.setdefault(player_id, [])
        feeds.append(feed)
        if len(feeds) > most:
            feeds.pop(0).dismiss(Dismissal.REPLACED)
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._poll())]
        return feed

    async def is_listening(self) -> None:
        """Wait a moment for the subscription. Deaf, a socket still gets everything, by the poll."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_SUBSCRIBE_SECONDS):
                await self._hears.wait()

    async def detach(self, feed: Feed) -> None:
        feeds = self._feeds.get(feed.player_id, [])
        if feed in feeds:
            feeds.remove(feed)
        if not feeds:
            self._feeds.pop(feed.player_id, None)
        if not self._feeds:
            await self._rest()

    def tell(self, event: Streamed) -> None:
        """Hand an event to the sockets of its player, encoded once."""
        feeds = self._feeds.get(event.player_id)
        if feeds:
            frame = event_frame(event)
            for feed in feeds:
                feed.offer(event.seq, frame)

    def recheck(self, player_id: int) -> None:
        """Ask the sockets of a player to find out whether they are still welcome."""
        for feed in self._feeds.get(player_id, ()):
            feed.recheck()

    async def _rest(self) -> None:
        tasks, self._tasks = self._tasks, []
        self._hears.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self) -> None:
        while True:
            try:
                await self._subscribe()
            except (RedisError, OSError) as error:
                log.warning("hub.redis_away", error=str(error))
            except Exception:
                log.exception("hub.listener_failed")
            self._hears.clear()
            await asyncio.sleep(POLL_SECONDS_DEAF)

    async def _subscribe(self) -> None:
        client = redis.asyncio.Redis.from_url(
            settings.REDIS_URL,
            socket_connect_timeout=1,
            socket_keepalive=True,
            health_check_interval=10,
            retry=Retry(NoBackoff(), 0),  # silence must be known at once: the poll becomes quicker
        )
        async with client, client.pubsub() as hints:
            await hints.subscribe(channel_name(RECHECK_CHANNEL), channel_name(STREAM_CHANNEL))
            await self._hear(hints)

    async def _hear(self, hints: PubSub) -> None:
        stream = channel_name(STREAM_CHANNEL).encode()
        async for message in hints.listen():
            is_stream = message["channel"] == stream
            if message["type"] == "subscribe" and is_stream:  # the last of the channels: now it hears all
                self._hears.set()
                self._is_poll_due.set()  # for what was told while nobody listened
            elif message["type"] == "message" and is_stream:
                for event in pushed(message["data"]):
                    self.tell(event)
            elif message["type"] == "message":
                self.recheck(int(message["data"]))

    async def _poll(self) -> None:
        while True:
            pause = POLL_SECONDS if self._hears.is_set() else POLL_SECONDS_DEAF
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._is_poll_due.wait()
            self._is_poll_due.clear()
            try:
                await self._compare_heads()
            except Error as error:
                log.warning("hub.database_away", error=str(error))
            except Exception:
                log.exception("hub.poll_failed")

    async def _compare_heads(self) -> None:
        heads = await in_thread(stream_heads, list(self._feeds))
        for player_id, head in heads.items():
            for feed in self._feeds.get(player_id, ()):
                feed.note_head(head)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def running_hub() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
