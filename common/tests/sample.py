"""Events that exist for the tests only, and what tests do with them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connections

from common.events import SUBSCRIBERS, Event
from common.outbox import publish
from common.tx import run_unit

R = TypeVar("R")


@dataclass(frozen=True)
class Greeted(Event):
    """Somebody said hello to `player_id`; `number` tells one from another."""

    player_id: int
    number: int = 0

    def audience(self) -> tuple[int, ...]:
        return (self.player_id,)


@dataclass(frozen=True)
class Whispered(Event):
    """Nobody's socket hears of it."""

    number: int = 0


def announce(*events: Event) -> None:
    """Publish in a command of its own."""
    run_unit(lambda: publish(*events))


@contextmanager
def listening(event: type[Event], **functions: Callable[[Any], None]) -> Iterator[None]:
    """Subscribe functions to an event for a while."""
    known = SUBSCRIBERS.get(event.name)
    SUBSCRIBERS[event.name] = list(functions.items())
    try:
        yield
    finally:
        SUBSCRIBERS.pop(event.name)
        if known is not None:
            SUBSCRIBERS[event.name] = known


def in_threads(*calls: Callable[[], R]) -> list[R | BaseException]:
    """Run the calls at the same moment, each with a database connection of its own; their results or errors."""
    results: list[R | BaseException] = [RuntimeError("did not end")] * len(calls)
    gate = threading.Barrier(len(calls))

    def run(number: int, call: Callable[[], R]) -> None:
        try:
            gate.wait(10)
            results[number] = call()
        except BaseException as error:  # noqa: BLE001  (the test decides what it means)
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number, call), daemon=True) for number, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
