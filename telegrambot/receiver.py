"""Receiving by long polling: a batch is on disk before the next call confirms it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import structlog
from django.db import DataError
from telegram.error import Conflict, RetryAfter, TelegramError

from common.inbox import Received, inbox_store
from telegrambot.api import BotApi, seconds_to_wait
from telegrambot.crash import crash_point
from telegrambot.incoming import ALLOWED_UPDATES, lane_of

log = structlog.get_logger(__name__)

_POLL_SECONDS = 25
_BATCH = 100
_LONGEST_WAIT = 30.0


def updates_store(source: str, updates: list[dict[str, Any]]) -> list[int]:
    """Commit updates to the inbox; their lanes. Those stored before are left alone.

    An update that PostgreSQL cannot hold is dropped with an error in the log: it must not hold back all others.
    """
    received = [Received(int(update["update_id"]), lane_of(update), storable(update)) for update in updates]
    try:
        inbox_store(source=source, updates=received)
    except DataError:
        received = [update for update in received if _stored_alone(source, update)]
    return [update.lane for update in received]


def storable(update: dict[str, Any]) -> dict[str, Any]:
    """The update without characters that jsonb refuses: NUL, and halves of surrogate pairs."""
    try:
        text = orjson.dumps(update)
    except TypeError:
        text = json.dumps(update, ensure_ascii=False).encode("utf-8", "replace")
        update = orjson.loads(text)
    if rb"\u0000" not in text:
        return update
    clean: dict[str, Any] = json.loads(text, object_hook=_without_nul)
    return clean


def _without_nul(part: dict[str, Any]) -> dict[str, Any]:
    return {key: value.replace("\0", "") if isinstance(value, str) else value for key, value in part.items()}


def _stored_alone(source: str, update: Received) -> bool:
    try:
        inbox_store(source=source, updates=[update])
    except DataError:
        log.exception("bot.update_unstorable", update_id=update.external_id)
        return False
    return True


class Poller:
    """`store` commits a batch and gives its lanes; `notify` hears of them; `room` waits while too much waits."""

    def __init__(
        self,
        api: BotApi,
        store: Callable[[list[dict[str, Any]]], Awaitable[list[int]]],
        notify: Callable[[list[int]], None],
        room: Callable[[], Awaitable[None]],
    ) -> None:
        self._api = api
        self._store = store
        self._notify = notify
        self._room = room
        self._offset = 0
        self._failures = 0

    async def keep_polling(self) -> None:
        """Until cancelled. Between storing and confirming, updates may come twice: the inbox knows them."""
        while True:
            await self._room()
            try:
                updates = await self._ask()
                if updates:
                    lanes = await self._store(updates)
                    crash_point("after_store")
                    self._offset = int(updates[-1]["update_id"]) + 1
                    self._notify(lanes)
                self._failures = 0
            except RetryAfter as error:
                await asyncio.sleep(seconds_to_wait(error))
            except Conflict as error:
                log.warning("bot.second_poller", advice="Stop the other one with this token.", error=error.message)
                await self._back_off()
            except TelegramError as error:
                log.warning("bot.poll_failed", error=error.message)
                await self._back_off()
            except Exception:  # the database is away, say: the batch is not confirmed and comes again
                log.exception("bot.store_failed")
                await self._back_off()

    async def _ask(self) -> list[dict[str, Any]]:
        parameters = {
            "offset": self._offset,
            "limit": _BATCH,
            "timeout": _POLL_SECONDS,
            "allowed_updates": ALLOWED_UPDATES,
        }
        updates: list[dict[str, Any]] = await self._api.call(
            "getUpdates", parameters, read_timeout=_POLL_SECONDS + 10.0
        )
        return updates

    async def _back_off(self) -> None:
        self._failures += 1
        await asyncio.sleep(min(0.2 * 2**self._failures, _LONGEST_WAIT))
