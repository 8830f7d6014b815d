"""Lanes: one player's updates one after another, different players' side by side.

A few threads take lanes in turn. Each does one update of its lane and puts the lane back at the end, so a player
with a long queue waits behind everyone else's next update.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable
from enum import Enum

from django.db import connections

from telegrambot.metrics import BACKLOG


class Step(Enum):
    """What became of one turn of a lane."""

    DONE = "done"  # one update less
    EMPTY = "empty"  # there was none
    AGAIN = "again"  # the update is still there


Work = Callable[[int, int], Step]


class Dispatcher:
    """`work(lane, waiting)` does the lane's next update and never raises."""

    def __init__(self, work: Work, *, threads: int) -> None:
        self._work = work
        self._waiting: dict[int, int] = {}
        self._uncounted: set[int] = set()  # found by a sweep: they go on until there is nothing more
        self._ready: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._run, name=f"bot-lane-{n}", daemon=True) for n in range(threads)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self, timeout: float) -> bool:
        """Finish what is being done, begin nothing more. Whether every thread ended within `timeout` seconds."""
        for _ in self._threads:
            self._ready.put(None)
        deadline = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    @property
    def backlog(self) -> int:
        """Updates known to wait."""
        return sum(self._waiting.copy().values())

    def notify(self, lanes: Iterable[int]) -> None:
        """Each mention is one more update in that lane."""
        with self._lock:
            for lane in lanes:
                before = self._waiting.get(lane, 0)
                self._waiting[lane] = before + 1
                if not before:
                    self._ready.put(lane)

    def wake(self, lanes: Iterable[int]) -> None:
        """These lanes have something to do, if that is not known already: what a sweep finds."""
        with self._lock:
            idle = [lane for lane in lanes if lane not in self._waiting]
            self._uncounted.update(idle)
        self.notify(idle)

    def shed(self, lane: int, dropped: int) -> None:
        """So many updates of a lane were marked as done without being done."""
        with self._lock:
            self._waiting[lane] = max(1, self._waiting.get(lane, 1) - dropped)

    def _run(self) -> None:
        while (lane := self._ready.get()) is not None:
            known = self._waiting.get(lane, 0)
            self._settle(lane, known, self._work(lane, known))
        connections.close_all()

    def _settle(self, lane: int, known: int, step: Step) -> None:
        """An empty lane forgets the `known` ones, but not those that it was notified of while it looked."""
        with self._lock:
            left = self._waiting.get(lane, 0) - (step is Step.DONE)
            if step is Step.EMPTY:
                left -= known
                self._uncounted.discard(lane)
            if left > 0 or lane in self._uncounted:
                self._waiting[lane] = max(left, 1)
                self._ready.put(lane)
            else:
                self._waiting.pop(lane, None)
        BACKLOG.set(len(self._waiting))
