"""`/ws/`: a player's events as they happen.

A plain ASGI application inside Channels' routing. It needs no channel layer: the hub of the process hears of
all events once and hands each to the sockets it concerns (docs/adr tells what that saves).

Each socket keeps the number of the last event it has sent. Events reach it as hints, a hint that does not fit
makes it read the rows; so an event is sent once, in order, however hints are lost, doubled or late.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog
from django.db import Error

from common import metrics
from common.bridge import in_thread
from common.hub import Dismissal, Feed, running_hub
from common.realtime import stream_heads
from players.socket.access import Identity, identity_of_ticket, identity_of_token, is_still_welcome
from players.socket.protocol import (
    Auth,
    Close,
    Closing,
    Gone,
    Offer,
    Pace,
    Ping,
    Resume,
    client_message,
    server_message,
)
from players.socket.story import Story

log = structlog.get_logger(__name__)

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MOST_SOCKETS_A_PLAYER = 5
MOST_SOCKETS = 10_000  # of one process
AUTH_SECONDS = 10.0
PING_SECONDS = 30  # what a client is asked for
SILENCE_SECONDS = 75.0  # what it is given
SEND_SECONDS = 10.0
RECHECK_SECONDS = 30.0
CLOSE_SECONDS = 1.0
DISMISSALS = {
    Dismissal.OVERRUN: (Close.TOO_SLOW, "too slow"),
    Dismissal.REPLACED: (Close.REPLACED, "opened elsewhere"),
}


async def events_socket(scope: Message, receive: Receive, send: Send) -> None:
    """The ASGI application of `/ws/`."""
    await PlayerSocket(Offer(scope), receive, send).serve()


class PlayerSocket:
    def __init__(self, offer: Offer, receive: Receive, send: Send) -> None:
        self._offer = offer
        self._receive = receive
        self._send = send
        self._pace = Pace()
        self._identity: Identity | None = None
        self._feed: Feed | None = None

    async def serve(self) -> None:
        await self._receive()  # websocket.connect
        try:
            await self._until_the_end()
        finally:
            if self._feed is not None:
                metrics.SOCKETS.dec()
                await running_hub().detach(self._feed)

    async def _until_the_end(self) -> None:
        try:
            await self._send({"type": "websocket.accept", "subprotocol": self._offer.answer})
            self._identity = await self._identify()
            structlog.contextvars.bind_contextvars(player_id=self._identity.player_id)
            await self._converse(self._identity)
        except Gone:
            return
        except Closing as closing:
            await self._close(closing)
        except Exception:
            log.exception("socket.failed")
            await self._close(Closing(Close.BUG, "our fault"))

    async def _identify(self) -> Identity:
        offer = self._offer
        if offer.subprotocols and offer.answer is None:
            raise Closing(Close.MALFORMED, "offer artel.v1")
        if offer.token or offer.ticket:
            return await self._welcome(Auth(token=offer.token, ticket=offer.ticket))
        message = await self._hear(AUTH_SECONDS, Close.UNAUTHENTICATED)
        if not isinstance(message, Auth):
            raise Closing(Close.UNAUTHENTICATED, "say who you are first")
        return await self._welcome(message)

    async def _welcome(self, auth: Auth) -> Identity:
        """Raises Closing for a token or ticket that is not good, or another player's."""
        try:
            identity = (
                await in_thread(identity_of_token, auth.token)
                if auth.token
                else await in_thread(identity_of_ticket, auth.ticket)
            )
        except Error as error:
            raise Closing(Close.TRY_LATER, "try again") from error
        if identity is None or (self._identity and identity.player_id != self._identity.player_id):
            raise Closing(Close.UNAUTHENTICATED, "sign in again")
        return identity

    async def _converse(self, identity: Identity) -> None:
        hub = running_hub()
        if len(hub) >= MOST_SOCKETS:
            raise Closing(Close.TRY_LATER, "full")
        metrics.SOCKETS.inc()
        self._feed = feed = hub.attach(identity.player_id, most=MOST_SOCKETS_A_PLAYER)
        await hub.is_listening()
        feed.recheck()  # for a ban or a logout since it was let in, which nobody could tell it
        story = await self._hello(feed)
        await _until_one_ends(self._listen(feed, story), self._tell(feed, story), self._recheck(feed))

    async def _hello(self, feed: Feed) -> Story:
        """The head is read after the feed was attached: what comes later comes through the feed."""
        try:
            heads = await in_thread(stream_heads, [feed.player_id])
        except Error as error:
            raise Closing(Close.TRY_LATER, "try again") from error
        head = heads.get(feed.player_id, 0)
        feed.note_head(head)
        await self.say(server_message("hello", seq=head, player_id=feed.player_id, ping_seconds=PING_SECONDS))
        return Story(feed.player_id, head, self.say, after=self._offer.after)

    async def _tell(self, feed: Feed, story: Story) -> None:
        """The only one who sends events."""
        story.news = feed.wake
        await story.catch_up(feed.head)
        while True:
            await feed.wait()
            await story.resume()
            while feed.dismissal is None and (waiting := feed.take()) is not None:
                await story.tell(*waiting)
            if feed.dismissal is not None:
                raise Closing(*DISMISSALS[feed.dismissal])
            await story.catch_up(feed.head)

    async def _listen(self, feed: Feed, story: Story) -> None:
        while True:
            match await self._hear(SILENCE_SECONDS, Close.SILENT):
                case Ping():
                    await self.say(server_message("pong"))
                case Resume(after=after):
                    story.ask(after)
                case Auth() as auth:
                    self._identity = await self._welcome(auth)
                    feed.recheck()

    async def _recheck(self, feed: Feed) -> None:
        """A ban or a logout closes sockets too, at once; so does a token that was not renewed before it expired."""
        while True:
            await feed.recheck_due(RECHECK_SECONDS * random.uniform(0.8, 1.2))  # noqa: S311  (apart, not secret)
            identity = self._identity
            try:
                is_welcome = identity is not None and await in_thread(is_still_welcome, identity)
            except Error:
                continue  # whoever was welcome stays so until the database can say otherwise
            if not is_welcome and identity is self._identity:
                raise Closing(Close.UNAUTHENTICATED, "sign in again")

    async def _hear(self, seconds: float, otherwise: Close) -> Ping | Resume | Auth:
        try:
            async with asyncio.timeout(seconds):
                event = await self._receive()
        except TimeoutError:
            raise Closing(otherwise, "nothing heard") from None
        message = client_message(event)
        self._pace.step()
        return message

    async def say(self, text: str) -> None:
        """Send a frame. A client that does not take it in time is given up."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._send({"type": "websocket.send", "text": text})
        except TimeoutError:
            raise Closing(Close.TOO_SLOW, "too slow") from None
        except (OSError, RuntimeError) as error:  # how servers say that the client has left
            raise Gone from error

    async def _close(self, closing: Closing) -> None:
        metrics.SOCKET_CLOSES.labels(int(closing.code)).inc()
        with suppress(TimeoutError, OSError, RuntimeError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._send({"type": "websocket.close", "code": int(closing.code), "reason": closing.reason})


async def _until_one_ends(*parts: Awaitable[None]) -> None:
    """Run the parts of a conversation side by side; the first that ends, by its exception, ends all."""
    tasks = [asyncio.ensure_future(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
