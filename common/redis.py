"""Redis: what may be lost. A Redis that is down costs a hint or a cache, never an action."""

from __future__ import annotations

import functools
import os
import threading
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog
from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = structlog.get_logger(__name__)
T = TypeVar("T")

# After a failure hints are not even tried for a while, in proportion to what the failure cost: a Redis that
# refuses is asked again soon, one that hangs must not gather hints that are old when they arrive.
_SHORTEST_REST = 1.0
_REST_PER_SECOND_LOST = 20.0
# A pause after each batch, in which equal hints become one; the first hint after a silence goes at once.
_GATHER_SECONDS = 0.005
_MOST_WAITING = 10_000


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


def listening_client() -> Redis:
    """A client for one thread that listens: it waits long, and finds out when the other end has gone."""
    return Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=5,
        socket_connect_timeout=1,
        socket_keepalive=True,
        health_check_interval=10,
        decode_responses=True,
    )


def channel_name(channel: str) -> str:
    """The channel as Redis knows it: installations and test workers that share a Redis do not hear each other."""
    return f"{settings.REDIS_PREFIX}:{channel}"


class Publisher:
    """Publishes hints from a thread of its own, so that no action waits for Redis.

    In the order they came; one that already waits in the same words is not sent twice. What waits when Redis
    fails, or when the process ends, is lost.
    """

    def __init__(self, client: Callable[[], Redis]) -> None:
        self.down_until = 0.0
        self._client = client
        self._waiting: dict[tuple[str, str], None] = {}
        self._told = threading.Condition()
        self._thread: threading.Thread | None = None

    def tell(self, channel: str, message: str) -> None:
        with self._told:
            if time.monotonic() < self.down_until or len(self._waiting) >= _MOST_WAITING:
                return
            self._waiting[channel, message] = None
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._keep_publishing, name="nudges", daemon=True)
                self._thread.start()
            self._told.notify()

    def _keep_publishing(self) -> None:
        while True:
            with self._told:
                self._told.wait_for(lambda: self._waiting)
                batch, self._waiting = self._waiting, {}
            self._publish(batch)
            time.sleep(_GATHER_SECONDS)

    def _publish(self, batch: Iterable[tuple[str, str]]) -> None:
        for channel, message in batch:
            started = time.monotonic()
            try:
                self._client().publish(channel_name(channel), message)
            except RedisError as error:
                self._rest(started)
                log.warning("redis.nudge_lost", channel=channel, error=str(error))
                return

    def _rest(self, failed_from: float) -> None:
        lost = time.monotonic() - failed_from
        with self._told:
            self.down_until = failed_from + lost + max(_SHORTEST_REST, _REST_PER_SECOND_LOST * lost)
            self._waiting.clear()


_publisher = Publisher(redis_client)


def _forked() -> None:
    """A forked process has no such thread, and perhaps a lock that nobody will release."""
    global _publisher
    _publisher = Publisher(redis_client)


os.register_at_fork(after_in_child=_forked)


def nudge(channel: str, message: str) -> None:
    """Tell listeners on `channel` that there is work. Returns at once; may be lost: whoever listens also sweeps."""
    _publisher.tell(channel, message)


_silent_until = 0.0


def asked(ask: Callable[[Redis], T]) -> T | None:
    """What Redis answers; None when it is down. After a failure it is left alone for a while, so that a Redis that
    hangs does not hold up one action after another."""
    global _silent_until
    started = time.monotonic()
    if started < _silent_until:
        return None
    try:
        return ask(redis_client())
    except RedisError as error:
        lost = time.monotonic() - started
        _silent_until = started + lost + max(_SHORTEST_REST, _REST_PER_SECOND_LOST * lost)
        log.warning("redis.not_asked", error=str(error))
        return None
