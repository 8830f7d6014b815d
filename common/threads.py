"""Two threads that work on one thing."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from queue import Queue
from threading import Event
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def handed_over(items: Generator[T, None, None], take: Callable[[Iterator[T]], R], *, most: int) -> R:
    """What `take` gives for the items, which it takes in another thread while this one makes the next; at most so
    many wait in between. Where this thread fails, `take` sees the items end early. Where `take` does, no more are made.
    """
    waiting: Queue[T | None] = Queue(most)
    ended = Event()

    def taken() -> R:
        coming = iter(waiting.get, None)
        try:
            return take(coming)
        finally:
            ended.set()
            for _item in coming:  # whoever makes them must not wait for ever
                pass

    # Closed at once when they are not wanted any more: they may hold a cursor in the middle of its work.
    with ThreadPoolExecutor(1) as other, closing(items):
        result = other.submit(taken)
        try:
            for item in items:
                waiting.put(item)
                if ended.is_set():
                    break
        finally:
            waiting.put(None)
        return result.result()
