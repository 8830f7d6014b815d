"""Sending replies: in order within a chat, chats side by side, nothing lost and nothing hurried.

A chat that was told to wait waits alone. Of several screens waiting for one chat only the newest is sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import OrderedDict, deque
from collections.abc import Coroutine, Iterable
from typing import Any

import structlog
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from telegrambot.api import BotApi, seconds_to_wait
from telegrambot.crash import crash_point
from telegrambot.delivery import ChatState, deliver, end_waiting
from telegrambot.marks import Marks
from telegrambot.metrics import FLOOD_WAITS, REPLIES, UNSENT
from telegrambot.replies import POST, SCREEN, YIELDS, Owed

log = structlog.get_logger(__name__)

_CHATS_REMEMBERED = 20_000
_LONGEST_WAIT = 60.0
# What Telegram says about a chat that will never read what we send.
_NOBODY_THERE = ("chat not found", "user not found", "peer_id_invalid")


class Sender:
    """Lives on the event loop. `offer` may only be called there."""

    def __init__(self, api: BotApi, marks: Marks) -> None:
        self._api = api
        self._marks = marks
        self._queues: dict[int, deque[Owed]] = {}
        self._chats: OrderedDict[int, ChatState] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand: dict[int, float] = {}  # row → when it was offered
        self._patience: set[asyncio.Event] = set()
        self._closing = False

    def offer(self, owed: Iterable[Owed]) -> None:
        """Take replies over. One that is in hand already is left alone."""
        for reply in owed:
            if reply.id in self._in_hand or self._closing:
                continue
            self._in_hand[reply.id] = time.monotonic()
            if answer := reply.payload.get("answer"):
                self._spawn(end_waiting(self._api, answer))
            waiting = self._queues.get(reply.chat_id)
            if waiting is not None:
                waiting.append(reply)
                continue
            self._queues[reply.chat_id] = deque((reply,))
            self._spawn(self._serve(reply.chat_id))
        UNSENT.set(len(self._in_hand))

    def in_hand(self, *, older_than: float = 0.0) -> list[int]:
        """Rows not yet settled, whose leases have to be kept."""
        before = time.monotonic() - older_than
        return [pk for pk, since in self._in_hand.items() if since <= before]

    def settled(self, rows: list[int]) -> None:
        """The marks of these rows are on disk."""
        for pk in rows:
            self._in_hand.pop(pk, None)
        UNSENT.set(len(self._in_hand))

    async def close(self, *, seconds: float) -> list[int]:
        """Send what can be sent in so many seconds; the rows that could not, for the next process."""
        self._closing = True
        pending = list(self._tasks)
        if pending:
            await asyncio.wait(pending, timeout=seconds)
        for task in self._tasks:
            task.cancel()
        if self._marks.batch:
            self._marks.changed()
        with contextlib.suppress(TimeoutError):  # a database that is away must not hold the process
            await asyncio.wait_for(self._marks.written(), seconds)
        return list(self._in_hand)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, chat_id: int) -> None:
        """Send a chat's replies one after another until none waits."""
        waiting = self._queues[chat_id]
        tries = 0
        try:
            while waiting:
                self._skip_outdated(waiting, self._state(chat_id).screen)
                if not waiting:
                    break
                wait = await self._try(waiting[0], tries)
                if wait is None:
                    waiting.popleft()
                    tries = 0
                elif self._closing:
                    return
                else:
                    tries += 1
                    await asyncio.sleep(wait)
        finally:
            del self._queues[chat_id]

    def _skip_outdated(self, waiting: deque[Owed], sent: int) -> None:
        """A screen that a later one replaces is not sent; messages stay where they are."""
        latest = max(sent, *(reply.id for reply in waiting if reply.name == SCREEN), 0)
        lasting = [n for n, reply in enumerate(waiting) if reply.name == SCREEN and not _gives_way(reply, latest)]
        newest = max(lasting, default=0)
        kept = [
            reply
            for n, reply in enumerate(waiting)
            if reply.name != SCREEN or (n >= newest and not _gives_way(reply, latest))
        ]
        if len(kept) == len(waiting):
            return
        keeping = {reply.id for reply in kept}
        self._done([reply.id for reply in waiting if reply.id not in keeping], "replaced")
        waiting.clear()
        waiting.extend(kept)

    async def _try(self, reply: Owed, tries: int) -> float | None:
        """Seconds to wait before the next try; None when this reply is settled."""
        state = self._state(reply.chat_id)
        try:
            if await deliver(self._api, reply, state):
                self._marks.batch.live[reply.chat_id] = (state.live, state.bottom)
            self._marks.batch.uploads.update(state.uploads)
            state.uploads.clear()
            if reply.name == POST:
                post = int(reply.payload["post"])
                self._marks.batch.posts[post] = state.posted[post]
            crash_point("after_send")
            self._done([reply.id], "sent")
        except RetryAfter as error:
            FLOOD_WAITS.inc()
            return seconds_to_wait(error)
        except (Forbidden, BadRequest) as error:
            self._refused(reply, error)
        except NetworkError as error:
            return self._failed(reply, error, tries)
        except TelegramError as error:  # a wrong token, say: not the message's fault
            return self._failed(reply, error, max(tries, 5))
        except Exception as error:  # a reply that breaks our own code must not hold the chat's next ones
            log.exception("bot.reply_broken", message_id=reply.id)
            self._dead(reply, repr(error))
        return None

    def _state(self, chat_id: int) -> ChatState:
        state = self._chats.get(chat_id)
        if state is None:
            state = self._chats[chat_id] = ChatState()
            while len(self._chats) > _CHATS_REMEMBERED:
                self._chats.popitem(last=False)
        return state

    def _refused(self, reply: Owed, error: TelegramError) -> None:
        """403 and unknown chats: nobody is there. Any other 400 is our mistake and stays to be seen."""
        if isinstance(error, Forbidden) or any(text in error.message.lower() for text in _NOBODY_THERE):
            self._marks.batch.unreachable.add(reply.chat_id)
            self._done([reply.id], "unreachable")
            return
        log.error("bot.reply_refused", message_id=reply.id, chat_id=reply.chat_id, error=error.message)
        self._dead(reply, error.message)

    def _failed(self, reply: Owed, error: TelegramError, tries: int) -> float:
        REPLIES.labels("retried").inc()
        log.warning("bot.reply_late", message_id=reply.id, tries=tries + 1, error=error.message)
        self._marks.batch.failed.append((reply.id, error.message))
        self._marks.changed()
        return min(2.0 ** (tries - 1), _LONGEST_WAIT) * random.uniform(0.8, 1.2)  # noqa: S311  (jitter)

    def _dead(self, reply: Owed, reason: str) -> None:
        REPLIES.labels("dead").inc()
        self._marks.batch.dead.append((reply.id, reason))
        self._marks.changed()

    def _done(self, rows: list[int], outcome: str) -> None:
        REPLIES.labels(outcome).inc(len(rows))
        self._marks.batch.done.extend(rows)
        self._marks.changed()


def _gives_way(reply: Owed, screen: int) -> bool:
    """Whether a screen is older than one that the person has seen, or is about to see, and minds."""
    return bool(reply.payload.get(YIELDS)) and reply.id < screen
