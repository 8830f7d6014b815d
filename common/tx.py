"""Commands: the only place where a transaction begins.

A command is one thing a player or a game master does. The outermost command opens a durable transaction; a
command called inside another joins it. A transaction that lost a deadlock or a serialization race, or whose
connection broke before its commit was sent, is run again as a whole: nothing of it was committed.
"""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, LiteralString, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

from common import metrics
from common.errors import GameError

P = ParamSpec("P")
R = TypeVar("R")

_LOST_RACES = frozenset({"40001", "40P01"})  # serialization_failure, deadlock_detected
_LOST_CONNECTIONS = ("08", "57P01", "57P02", "57P03")  # connection_exception, the server's shutdowns, start-up
_TRIES = 3
_RECONNECT_WITHIN = 1.0  # seconds: a server that takes longer to refuse us is down, and the caller is told so


@dataclass(slots=True)
class UnitOfWork:
    """What one transaction has promised to do once it is committed; each named promise once."""

    commands: list[str] = field(default_factory=list)
    _promised: set[str] = field(default_factory=set)
    cursor: CursorWrapper | None = None

    def after_commit(self, name: str, action: Callable[[], None]) -> None:
        if name in self._promised:
            return
        self._promised.add(name)
        transaction.on_commit(action, robust=True)

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part that may fail alone: its rows, its promises and its commands are forgotten together."""
        commands, promised = list(self.commands), set(self._promised)
        try:
            with transaction.atomic():
                yield
        except BaseException:
            self.commands, self._promised = commands, promised
            raise


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
    metrics.commands_committed(unit.commands)


def after_commit(name: str, action: Callable[[], None]) -> None:
    """Run `action` once after the current unit of work commits; a second promise of the same name is dropped.

    What is promised here is a hint (a nudge, a cache to drop): it is lost when the process dies.
    """
    unit = _current.get()
    if unit is None:
        raise RuntimeError("after_commit() outside a command")
    unit.after_commit(name, action)


def statement(sql: LiteralString, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> CursorWrapper:
    """Run a statement written by hand; fetch from what it gives before the next one.

    A unit of work runs all of its own on one cursor: to make one costs as much as a small statement.
    """
    unit = _current.get()
    if unit is None:
        cursor = connection.cursor()
    else:
        cursor = unit.cursor = unit.cursor or connection.cursor()
    cursor.execute(sql, parameters)
    return cursor


def lost_race(error: BaseException) -> bool:
    """Whether `error` says that this transaction lost to another one and may simply be run again."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", None) in _LOST_RACES


def lost_connection(error: BaseException) -> bool:
    """Whether `error` says that the database went away: nobody's fault, and no attempt of anything."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    sqlstate = getattr(error.__cause__, "sqlstate", None)
    return sqlstate is None or sqlstate.startswith(_LOST_CONNECTIONS)


def run_unit(body: Callable[[], R]) -> R:
    """Run `body` in a unit of work; the outermost one is tried again where that is safe."""
    if _current.get() is not None:
        return body()
    for attempt in range(1, _TRIES + 1):
        started, finished = time.monotonic(), False
        try:
            with unit_of_work():
                result = body()
                finished = True
        except (OperationalError, InterfaceError) as error:
            reconnect = not finished and time.monotonic() - started < _RECONNECT_WITHIN
            # Once the commit was sent, a broken connection leaves it open whether it arrived.
            if attempt == _TRIES or not (lost_race(error) or (reconnect and lost_connection(error))):
                raise
            time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311  (a pause is no secret)
        else:
            return result
    raise AssertionError("unreachable")


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a service function as one transaction. It must be safe to run beside itself."""
    name = f"{function.__module__.partition('.')[0]}.{function.__name__}"

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return run_unit(lambda: _counted(name, function(*args, **kwargs)))
        except GameError as refusal:
            metrics.refused(refusal)
            raise

    return run


def _counted(name: str, result: R) -> R:
    unit = _current.get()
    if unit is not None:
        unit.commands.append(name)
    return result


@contextmanager
def part_of_unit() -> Iterator[None]:
    """A part of the current unit of work that may fail without the rest."""
    unit = _current.get()
    if unit is None:
        raise RuntimeError("part_of_unit() outside a command")
    with unit.part():
        yield
