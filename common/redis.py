"""Redis: what may be lost. A Redis that is down costs a hint or a cache, never an action."""

from __future__ import annotations

import functools
import time

import structlog
from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = structlog.get_logger(__name__)

_REST_SECONDS = (
    1.0  # after a failure, hints are not even tried for so long: a hung Redis must not hold actions
)
_down_until = 0.0


@functools.cache
def redis_client() -> Redis:
    """The process's client. Short timeouts and no retries: callers treat Redis as a hint."""
    return Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=0.5,
        socket_connect_timeout=0.5,
        health_check_interval=0,
        retry=Retry(NoBackoff(), 1),
        decode_responses=True,
    )


def channel_name(channel: str) -> str:
    """The channel as Redis knows it: installations and test workers that share a Redis do not hear each other."""
    return f"{settings.REDIS_PREFIX}:{channel}"


def nudge(channel: str, message: str) -> None:
    """Tell listeners on `channel` that there is work. May be lost; whoever listens also sweeps."""
    global _down_until
    if time.monotonic() < _down_until:
        return
    try:
        redis_client().publish(channel_name(channel), message)
    except RedisError as error:
        _down_until = time.monotonic() + _REST_SECONDS
        log.warning("redis.nudge_lost", channel=channel, error=str(error))
