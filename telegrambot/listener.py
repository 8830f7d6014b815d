"""Hearing nudges over Redis: hints that there is something to sweep. Lost ones cost a few seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from django.conf import settings
from redis.asyncio import Redis
from redis.exceptions import RedisError

from common.outbox import owed_channel
from common.redis import channel_name
from telegrambot.replies import TOPIC

log = structlog.get_logger(__name__)

INBOX_CHANNEL = "telegram.inbox"
_REST_SECONDS = 2.0


async def keep_listening(sweep: Callable[[], None], notify: Callable[[list[int]], None]) -> None:
    """Until cancelled: replies owed elsewhere call `sweep`, updates stored by the webhook `notify` their lane."""
    while True:
        try:
            await _listen(sweep, notify)
        except (RedisError, OSError) as error:
            log.warning("bot.nudges_lost", error=str(error))
        await asyncio.sleep(_REST_SECONDS)


async def _listen(sweep: Callable[[], None], notify: Callable[[list[int]], None]) -> None:
    owed, stored = channel_name(owed_channel(TOPIC)), channel_name(INBOX_CHANNEL)
    client = Redis.from_url(settings.REDIS_URL, decode_responses=True, health_check_interval=30)
    async with client, client.pubsub() as channel:
        await channel.subscribe(owed, stored)
        async for message in channel.listen():
            if message["type"] != "message":
                continue
            if message["channel"] == owed:
                sweep()
            elif message["channel"] == stored and message["data"].isdecimal():
                notify([int(message["data"])])
