"""News for every process, over Redis: another release is active, a text has changed.

What Redis loses, each process finds by looking (`content.release`) or in a minute (`content.selectors.texts`).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import connection
from redis.client import PubSub
from redis.exceptions import RedisError

from common.redis import channel_name, listening_client

log = structlog.get_logger(__name__)

_HEARERS: dict[str, Callable[[str], None]] = {}
_STOP_SECONDS = 1.0  # how long a listener that is asked to stop may still wait for news
_SHORTEST_REST, _LONGEST_REST = 1.0, 30.0
# A fork (Celery replaces a worker that died) waits for the news in hand, so that no child inherits a lock that
# was held by a listener and that nobody in the child will ever release.
_hearing = threading.Lock()
os.register_at_fork(before=_hearing.acquire, after_in_parent=_hearing.release, after_in_child=_hearing.release)


def hears(channel: str) -> Callable[[Callable[[str], None]], Callable[[str], None]]:
    """Register what a process does with each message that is told (`common.redis.nudge`) on a channel."""

    def register(function: Callable[[str], None]) -> Callable[[str], None]:
        _HEARERS[channel_name(channel)] = function
        return function

    return register


class NewsListener(threading.Thread):
    """Hands each message to who registered for its channel, for as long as the process lives."""

    def __init__(self) -> None:
        super().__init__(name="content-news", daemon=True)
        self._stopping = threading.Event()
        self._rest = _SHORTEST_REST

    def stop(self) -> None:
        self._stopping.set()
        self.join()

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except (RedisError, OSError) as error:
                log.info("news.redis_away", error=str(error), rest=self._rest)
                self._stopping.wait(self._rest)
                self._rest = min(2 * self._rest, _LONGEST_REST)

    def _listen(self) -> None:
        with listening_client() as client, client.pubsub(ignore_subscribe_messages=True) as news:
            news.subscribe(*_HEARERS)
            while not self._stopping.is_set():
                self._hear(news)
                self._rest = _SHORTEST_REST

    def _hear(self, news: PubSub) -> None:
        message = news.get_message(timeout=_STOP_SECONDS)
        if message is None:
            return
        try:
            with _hearing:
                _HEARERS[message["channel"]](message["data"])
        except Exception as error:  # noqa: BLE001  (a look finds later what was not heard)
            log.warning("news.not_heard", channel=message["channel"], error=repr(error))
        finally:
            connection.close()  # news are rare: an open connection would only wait for the next


_listener: NewsListener | None = None


def keep_listening() -> None:
    """See to it that this process hears the news. Cheap; not to be called by two threads at once.

    In a forked process the listener is dead, as all threads of its parent are, and another one is started.
    """
    global _listener
    if not settings.NEWS_HEARD or (_listener is not None and _listener.is_alive()):
        return
    listener = NewsListener()
    try:
        listener.start()
    except RuntimeError:  # no room for a thread, or the process is ending: looking will do
        return
    _listener = listener
