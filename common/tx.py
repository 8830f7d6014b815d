"""Commands: the only place where a transaction begins.

A command is one thing a player or a game master does. The outermost command opens a durable transaction; a
command called inside another joins it. A transaction that lost a deadlock or a serialization race is run
again as a whole, which is safe because nothing of it was committed.
"""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from django.db import OperationalError, transaction

P = ParamSpec("P")
R = TypeVar("R")

_LOST_RACES = frozenset({"40001", "40P01"})  # serialization_failure, deadlock_detected
_TRIES = 3


@dataclass(slots=True)
class UnitOfWork:
    """What one transaction has promised to do once it is committed; each named promise once."""

    _promised: set[str] = field(default_factory=set)

    def after_commit(self, name: str, action: Callable[[], None]) -> None:
        if name in self._promised:
            return
        self._promised.add(name)
        transaction.on_commit(action, robust=True)


_current: ContextVar[UnitOfWork | None] = ContextVar("unit_of_work", default=None)


@contextmanager
def unit_of_work() -> Iterator[UnitOfWork]:
    """Open the durable transaction of a command, or join the one that is open."""
    joined = _current.get()
    if joined is not None:
        yield joined
        return
    unit = UnitOfWork()
    token = _current.set(unit)
    try:
        with transaction.atomic(durable=True):
            yield unit
    finally:
        _current.reset(token)


def after_commit(name: str, action: Callable[[], None]) -> None:
    """Run `action` once after the current unit of work commits; a second promise of the same name is dropped.

    What is promised here is a hint (a nudge, a cache to drop): it is lost when the process dies.
    """
    unit = _current.get()
    if unit is None:
        raise RuntimeError("after_commit() outside a command")
    unit.after_commit(name, action)


def lost_race(error: BaseException) -> bool:
    """Whether `error` says that this transaction lost to another one and may simply be run again."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", None) in _LOST_RACES


def run_unit(body: Callable[[], R]) -> R:
    """Run `body` in a unit of work; the outermost one is tried again when it lost a race."""
    if _current.get() is not None:
        return body()
    for attempt in range(1, _TRIES + 1):
        try:
            with unit_of_work():
                return body()
        except OperationalError as error:
            if attempt == _TRIES or not lost_race(error):
                raise
            time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 (jitter)
    raise AssertionError("unreachable")


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a service function as one transaction. It must be safe to run beside itself."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        return run_unit(lambda: function(*args, **kwargs))

    return run
