"""The writers of texts in the worker role: threads that are woken when a text is wanted and look every second.

They are threads and no tasks, because they wait for a network: a text that takes twenty seconds holds up nothing else.
"""

from __future__ import annotations

import os
import threading
from typing import Any

import structlog
from celery import bootsteps
from django.db import connection
from redis.client import PubSub
from redis.exceptions import RedisError

from common import clock
from common.redis import channel_name, listening_client
from common.tx import lost_connection
from content.errors import NoActiveRelease
from content.providers.base import Provider
from content.providers.chosen import provider_chosen
from content.services.writing import text_call, text_claim, text_settle
from content.state.wishes import WANTED

log = structlog.get_logger(__name__)

WRITERS = 4  # calls of the provider at once, for each worker
POLL_SECONDS = 1.0
STOP_SECONDS = 10.0
# Celery forks a worker anew when one died. A fork waits for the transaction in hand (not for the provider), so that
# no child inherits a lock that was held by this thread and that nobody in the child will ever release.
_working = threading.Lock()
os.register_at_fork(before=_working.acquire, after_in_parent=_working.release, after_in_child=_working.release)


class WriterThread(threading.Thread):
    def __init__(self, provider: Provider, number: int = 1) -> None:
        super().__init__(name=f"text-writer-{number}", daemon=True)
        self._provider = provider
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Let the call in hand end, for a while; what is left is written by others after its lease."""
        self._stopping.set()

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except (RedisError, OSError):
                self._drain()
                self._stopping.wait(POLL_SECONDS)
        connection.close()

    def _listen(self) -> None:
        with listening_client() as client, client.pubsub(ignore_subscribe_messages=True) as nudges:
            nudges.subscribe(channel_name(WANTED))
            while not self._stopping.is_set():
                self._drain()
                self._wait(nudges)

    def _wait(self, nudges: PubSub) -> None:
        nudges.get_message(timeout=POLL_SECONDS)
        while nudges.get_message(timeout=0) is not None:
            pass  # one look answers all of them

    def _drain(self) -> None:
        try:
            while not self._stopping.is_set() and self._write():
                pass
        except NoActiveRelease:
            pass
        except Exception as error:
            # The rows are still there a second later.
            if lost_connection(error):
                log.warning("texts.database_away", error=str(error))
            else:
                log.exception("texts.writer_failed")
            connection.close()
            self._stopping.wait(POLL_SECONDS)

    def _write(self) -> bool:
        with _working:
            claim = text_claim(self._provider, now=clock.now())
        if claim is None:
            return False
        called = text_call(self._provider, claim)
        with _working:
            text_settle(claim, self._provider, called, now=clock.now())
        return True


class WriterStep(bootsteps.StartStopStep):
    """Starts with the worker, as the relay does."""

    requires = ("celery.worker.components:Pool",)  # forked before these threads exist

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        super().__init__(parent, **kwargs)
        provider = provider_chosen()
        self._writers = [WriterThread(provider, number) for number in range(1, WRITERS + 1)]

    def start(self, parent: Any) -> None:
        for writer in self._writers:
            writer.start()

    def stop(self, parent: Any) -> None:
        for writer in self._writers:
            writer.stop()
        for writer in self._writers:
            if writer.is_alive():
                writer.join(STOP_SECONDS / WRITERS)

    def terminate(self, parent: Any) -> None:
        self.stop(parent)
