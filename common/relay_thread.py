"""The relay in the worker role: a thread that is woken by the outbox's nudges and looks by itself every second.

Beat's sweep (`common.tasks.relay_outbox`) is the second net below it. Any number of workers may run one.
"""

from __future__ import annotations

import os
import threading
import time

import structlog
from django.db import connection
from redis.client import PubSub
from redis.exceptions import RedisError

from common.outbox import EVENTS_TOPIC, owed_channel
from common.redis import channel_name, listening_client
from common.relay import relay_events
from common.tx import lost_connection

log = structlog.get_logger(__name__)

POLL_SECONDS = 1.0
# The first event after a pause is relayed at once; in a stream of them one batch every 20 ms carries all that
# came meanwhile, which costs a fifth of the transactions.
GATHER_SECONDS = 0.02
STOP_SECONDS = 10.0
_BATCH = 200
# Celery forks a worker anew when one died. A fork waits for the batch in hand, so that no child inherits a
# lock that was held by this thread and that nobody in the child will ever release.
_working = threading.Lock()
os.register_at_fork(before=_working.acquire, after_in_parent=_working.release, after_in_child=_working.release)


class RelayThread(threading.Thread):
    def __init__(self) -> None:
        super().__init__(name="outbox-relay", daemon=True)
        self._stopping = threading.Event()
        self._started_batch_at = 0.0
        self._hears = True

    def stop(self) -> None:
        """Let the batch in hand commit, then end."""
        self._stopping.set()
        if self.is_alive():
            self.join(STOP_SECONDS)

    def run(self) -> None:
        log.info("relay.started")
        while not self._stopping.is_set():
            try:
                self._listen()
            except (RedisError, OSError) as error:
                if self._hears:  # one line for an outage, not one a second
                    log.warning("relay.redis_away", error=str(error))
                self._hears = False
                self._drain()
                self._stopping.wait(POLL_SECONDS)
        connection.close()
        log.info("relay.stopped")

    def _listen(self) -> None:
        """Relay after every nudge, and every POLL_SECONDS without one, for as long as Redis is there."""
        with listening_client() as client, client.pubsub(ignore_subscribe_messages=True) as nudges:
            nudges.subscribe(channel_name(owed_channel(EVENTS_TOPIC)))
            if not self._hears:
                log.info("relay.redis_back")
            self._hears = True
            while not self._stopping.is_set():
                self._drain()
                self._wait(nudges)

    def _wait(self, nudges: PubSub) -> None:
        deadline = time.monotonic() + POLL_SECONDS
        while (left := deadline - time.monotonic()) > 0 and not self._stopping.is_set():
            message = nudges.get_message(timeout=left)
            if message is not None:
                break
        self._stopping.wait(max(0.0, self._started_batch_at + GATHER_SECONDS - time.monotonic()))
        while nudges.get_message(timeout=0) is not None:
            pass  # the next batch answers all of them

    def _drain(self) -> None:
        self._started_batch_at = time.monotonic()
        try:
            with _working:
                while relay_events(limit=_BATCH) == _BATCH and not self._stopping.is_set():
                    pass
        except Exception as error:
            # The rows are still there a second later.
            if lost_connection(error):
                log.warning("relay.database_away", error=str(error))
            else:
                log.exception("relay.batch_lost")
            connection.close()
            self._stopping.wait(POLL_SECONDS)
