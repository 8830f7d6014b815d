"""Delivery of updates to a webhook: one at a time in a lane, again until it is taken (as WebhookActor does)."""

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass, field

import aiohttp

from telegrambot.emulator.config import EmulatorConfig
from telegrambot.emulator.queue import PendingUpdate, UpdateQueue

_LONGEST_RETRY_S = 60.0
_LONGEST_RETRY_AFTER_S = 3600.0


@dataclass(slots=True)
class Webhook:
    """Where updates go. `last_error_at` is a Unix time, 0 when nothing went wrong."""

    url: str
    secret: str
    max_connections: int
    last_error_at: int = 0
    last_error: str = ""


@dataclass(slots=True)
class _Lane:
    waiting: deque[tuple[int, PendingUpdate]] = field(default_factory=deque)


class WebhookCourier:
    """Carries the updates of one webhook until it is stopped. Undelivered ones stay in the queue."""

    def __init__(self, webhook: Webhook, queue: UpdateQueue, config: EmulatorConfig) -> None:
        self.webhook = webhook
        self._queue = queue
        self._config = config
        self._lanes: dict[str, _Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._connections = asyncio.Semaphore(webhook.max_connections)
        self._session: aiohttp.ClientSession | None = None

    def take(self, key: int, update: PendingUpdate) -> None:
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.waiting.append((key, update))
            return
        self._lanes[update.lane] = lane = _Lane(deque([(key, update)]))
        task = asyncio.get_running_loop().create_task(self._walk(update.lane, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def _walk(self, name: str, lane: _Lane) -> None:
        while lane.waiting:
            key, update = lane.waiting.popleft()
            await self._deliver(update)
            self._queue.pending.pop(key, None)
        del self._lanes[name]

    async def _deliver(self, update: PendingUpdate) -> None:
        """Until a 2xx, doubling the pause up to a minute and honouring Retry-After, or until it expires."""
        pause = self._config.webhook_retry_base_s
        while self._config.clock() < update.expires_at:
            async with self._connections:
                error, retry_after = await self._post(update.body)
            if not error:
                return
            self.webhook.last_error = error
            self.webhook.last_error_at = int(self._config.clock())
            await asyncio.sleep(retry_after or pause)
            pause = min(pause * 2, _LONGEST_RETRY_S)

    async def _post(self, body: bytes) -> tuple[str, float]:
        """What went wrong ("" when nothing) and the seconds the receiver asked to wait, 0 when it did not."""
        headers = {"Content-Type": "application/json"}
        if self.webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.webhook.secret
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self._config.webhook_timeout_s)
            self._session = aiohttp.ClientSession(timeout=timeout)
        try:
            async with self._session.post(
                self.webhook.url, data=body, headers=headers, allow_redirects=False
            ) as answer:
                await answer.read()
                if 200 <= answer.status < 300:
                    return "", 0.0
                asked = _seconds(answer.headers.get("Retry-After", ""))
                return f"Wrong response from the webhook: {answer.status} {answer.reason}", asked
        except TimeoutError:
            return "Read timeout expired", 0.0
        except aiohttp.ClientError as reason:
            return f"Connection refused: {type(reason).__name__}", 0.0


def _seconds(header: str) -> float:
    with contextlib.suppress(ValueError):
        return min(max(float(header), 0.0), _LONGEST_RETRY_AFTER_S)
    return 0.0
