"""The bot as a whole: receiving, doing, sending, sweeping, and stopping without losing anything."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import structlog
from django.conf import settings
from django.db import Error, connections
from telegram import Bot
from telegram.error import TelegramError

from common.inbox import inbox_pending_lanes
from telegrambot.api import AiohttpRequest, BotApi
from telegrambot.commands import commands_register
from telegrambot.dispatcher import Dispatcher
from telegrambot.incoming import ALLOWED_UPDATES
from telegrambot.listener import keep_listening
from telegrambot.marks import Marks
from telegrambot.receiver import Poller, updates_store
from telegrambot.replies import Owed
from telegrambot.sender import Sender
from telegrambot.source import bot_source
from telegrambot.sweep import leases_keep, leases_release, replies_claim
from telegrambot.worker import Worker

log = structlog.get_logger(__name__)
T = TypeVar("T")

THREADS = 8  # they mostly wait for PostgreSQL: 4 did 300 updates a second where 8 did 335
SWEEP_SECONDS = 3.0
STOP_SECONDS = 30.0
_MOST_BACKLOG = 2_000  # above it nothing more is fetched until half of it is done


class BotRuntime:
    """`async with` nothing: `run(stop)` is the whole life of a bot process."""

    def __init__(self) -> None:
        self._request = AiohttpRequest()
        base_url = f"{settings.TELEGRAM_API_BASE_URL}/bot"
        self.api = BotApi(settings.TELEGRAM_BOT_TOKEN, settings.TELEGRAM_API_BASE_URL, self._request)
        self.bot = Bot(
            settings.TELEGRAM_BOT_TOKEN,
            base_url=base_url,
            request=self._request,
            get_updates_request=AiohttpRequest(),
        )
        self.source = bot_source()
        self._store_pool = ThreadPoolExecutor(1, "bot-store")
        self._marks_pool = ThreadPoolExecutor(1, "bot-marks")
        self._sweep_pool = ThreadPoolExecutor(1, "bot-sweep")
        self.marks = Marks(self._marks_pool, self._settled)
        self.sender = Sender(self.api, self.marks)
        self.worker = Worker(self.source, self._send_soon, self._dropped)
        self.dispatcher = Dispatcher(self.worker.step, threads=THREADS)
        self._outgoing: deque[list[Owed]] = deque()
        self._sweep_now = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set; then finish what has begun, in at most STOP_SECONDS."""
        self._loop = asyncio.get_running_loop()
        await self._request.initialize()
        log.info("bot.starting", api=settings.TELEGRAM_API_BASE_URL, receives_by=self._mode())
        self._start(self.marks.keep_writing())
        self.dispatcher.start()
        self._start(self._keep_sweeping())
        self._start(keep_listening(self._sweep_now.set, self.dispatcher.notify))
        receiving = self._loop.create_task(self._receive())
        await stop.wait()
        log.info("bot.stopping")
        receiving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await receiving
        await self._finish()

    def _mode(self) -> str:
        return "webhook" if settings.TELEGRAM_WEBHOOK_URL else "polling"

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.get_running_loop().create_task(work))

    async def _receive(self) -> None:
        """Set things up with Telegram, as often as it takes, and receive."""
        await self._insist(self._set_webhook if settings.TELEGRAM_WEBHOOK_URL else self._leave_webhook)
        try:
            await commands_register(self.bot)
        except TelegramError as error:
            log.warning("bot.commands_not_set", error=error.message)
        log.info("bot.receiving", by=self._mode())
        if settings.TELEGRAM_WEBHOOK_URL:
            return
        poller = Poller(self.api, self._store, self.dispatcher.notify, self._room)
        await poller.keep_polling()

    async def _insist(self, call: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        wait = 0.5
        while True:
            try:
                await call()
            except TelegramError as error:
                log.warning("bot.telegram_away", error=error.message)
                await asyncio.sleep(wait)
                wait = min(2 * wait, 30.0)
            else:
                return

    async def _set_webhook(self) -> None:
        await self.bot.set_webhook(
            settings.TELEGRAM_WEBHOOK_URL,
            secret_token=settings.TELEGRAM_WEBHOOK_SECRET,
            allowed_updates=ALLOWED_UPDATES,
        )

    async def _leave_webhook(self) -> None:
        await self.bot.delete_webhook()

    async def _store(self, updates: list[dict[str, Any]]) -> list[int]:
        return await self._in(self._store_pool, lambda: updates_store(self.source, updates))

    async def _room(self) -> None:
        """Wait while too much waits already: what is not fetched is safe with Telegram."""
        if self.dispatcher.backlog <= _MOST_BACKLOG:
            return
        log.warning("bot.falls_behind", backlog=self.dispatcher.backlog)
        while self.dispatcher.backlog > _MOST_BACKLOG // 2:  # noqa: ASYNC110  (threads count, no event tells)
            await asyncio.sleep(0.05)

    async def _in(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        """Run database work in a thread of its own, on a connection that is made anew after an error."""
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, work)
        except Error:
            await asyncio.get_running_loop().run_in_executor(pool, connections.close_all)
            raise

    def _send_soon(self, owed: list[Owed]) -> None:
        """From a lane's thread: hand replies to the loop."""
        if owed and self._loop is not None:
            self._outgoing.append(owed)
            self._loop.call_soon_threadsafe(self._send_all)

    def _send_all(self) -> None:
        while self._outgoing:
            self.sender.offer(self._outgoing.popleft())

    def _settled(self, rows: list[int]) -> None:
        self.sender.settled(rows)

    def _dropped(self, lane: int, count: int) -> None:
        self.dispatcher.shed(lane, count)

    async def _keep_sweeping(self) -> None:
        """At the start, when nudged, and every few seconds."""
        while True:
            self._sweep_now.clear()
            try:
                await self._sweep()
            except Error as error:
                log.warning("bot.sweep_failed", error=str(error).splitlines()[0] if str(error) else repr(error))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._sweep_now.wait(), SWEEP_SECONDS)

    async def _sweep(self) -> None:
        held = self.sender.in_hand(older_than=SWEEP_SECONDS)
        everything = self.sender.in_hand()

        def look() -> tuple[list[int], list[Owed]]:
            leases_keep(held)
            return inbox_pending_lanes(source=self.source), replies_claim(everything)

        lanes, owed = await self._in(self._sweep_pool, look)
        self.dispatcher.wake(lanes)
        self.sender.offer(owed)

    async def _finish(self) -> None:
        """Nothing new is begun: what waits in the inbox and the outbox is the next process's."""
        self.worker.stop()
        loop = asyncio.get_running_loop()
        ended = await loop.run_in_executor(None, self.dispatcher.stop, STOP_SECONDS / 2)
        self._send_all()
        unsent = await self.sender.close(seconds=STOP_SECONDS / 4)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with contextlib.suppress(Error):
            await self._in(self._sweep_pool, lambda: leases_release(unsent))
        for pool in (self._store_pool, self._marks_pool, self._sweep_pool):
            await loop.run_in_executor(pool, connections.close_all)
            pool.shutdown()
        await self._request.shutdown()
        log.info("bot.stopped", lanes_finished=ended, left_for_later=len(unsent))
