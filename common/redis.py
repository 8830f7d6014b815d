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

# After a failure hints are not even tried for a while, in proportion to what the failure cost: a Redis that
# refuses is asked again soon, one that hangs must not hold one action after the other.
_SHORTEST_REST = 1.0
_REST_PER_SECOND_LOST = 20.0
_down_until = 0.0


@functools.cache
def redis_client() -> Redis:
    """The process's client. Short timeouts; the one retry is for a connection that Redis's restart has closed."""
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
    started = time.monotonic()
    if started < _down_until:
        return
    try:
        redis_client().publish(channel_name(channel), message)
    except RedisError as error:
        lost = time.monotonic() - started
        _down_until = started + lost + max(_SHORTEST_REST, _REST_PER_SECOND_LOST * lost)
        log.warning("redis.nudge_lost", channel=channel, error=str(error))
