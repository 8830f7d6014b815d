"""News of a swap: who activates a release tells every process that plays, over Redis.

What Redis loses, each process finds by looking (`content.release`).
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

from common.redis import channel_name, listening_client, nudge

log = structlog.get_logger(__name__)

SWAP_CHANNEL = "release"
_STOP_SECONDS = 1.0  # how long a listener that is asked to stop may still wait for news
_SHORTEST_REST, _LONGEST_REST = 1.0, 30.0
# A fork (Celery replaces a worker that died) waits for the swap in hand, so that no child inherits a lock that
# was held by a listener and that nobody in the child will ever release.
_swapping = threading.Lock()
os.register_at_fork(before=_swapping.acquire, after_in_parent=_swapping.release, after_in_child=_swapping.release)


def swap_tell(release_id: int) -> None:
    """Tell every process that `release_id` is active. Returns at once; may be lost."""
    nudge(SWAP_CHANNEL, str(release_id))


class SwapListener(threading.Thread):
    """Calls `swap` with the number of each release that is activated, for as long as the process lives."""

    def __init__(self, swap: Callable[[int], None]) -> None:
        super().__init__(name="release-swaps", daemon=True)
        self._swap = swap
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
                log.info("swaps.redis_away", error=str(error), rest=self._rest)
                self._stopping.wait(self._rest)
                self._rest = min(2 * self._rest, _LONGEST_REST)

    def _listen(self) -> None:
        with listening_client() as client, client.pubsub(ignore_subscribe_messages=True) as news:
            news.subscribe(channel_name(SWAP_CHANNEL))
            while not self._stopping.is_set():
                self._hear(news)
                self._rest = _SHORTEST_REST

    def _hear(self, news: PubSub) -> None:
        message = news.get_message(timeout=_STOP_SECONDS)
        if message is None:
            return
        try:
            with _swapping:
                self._swap(int(message["data"]))
        except Exception as error:  # noqa: BLE001  (the next look finds what this swap has missed)
            log.warning("swaps.swap_failed", error=repr(error))
        finally:
            connection.close()  # swaps are rare: an open connection would only wait for the next


_listener: SwapListener | None = None


def keep_listening(swap: Callable[[int], None]) -> None:
    """See to it that this process hears of swaps. Cheap; not to be called by two threads at once.

    In a forked process the listener is dead, as all threads of its parent are, and another one is started.
    """
    global _listener
    if not settings.RELEASE_SWAPS_HEARD or (_listener is not None and _listener.is_alive()):
        return
    listener = SwapListener(swap)
    try:
        listener.start()
    except RuntimeError:  # no room for a thread, or the process is ending: looking will do
        return
    _listener = listener
