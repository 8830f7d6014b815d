"""Timers are rows. A sweep finds those that are due; there are no sleeping tasks to lose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db.models import Q

from common import clock
from common.models import Timer
from common.tx import run_unit

log = structlog.get_logger(__name__)

TimerHandler = Callable[[str, dict[str, Any], datetime], None]
_HANDLERS: dict[str, TimerHandler] = {}
_MAX_ATTEMPTS = 8


def timer(kind: str) -> Callable[[TimerHandler], TimerHandler]:
    """Register what to do when a timer of `kind` is due: called with its key, payload and the time, once."""

    def register(handler: TimerHandler) -> TimerHandler:
        _HANDLERS[kind] = handler
        return handler

    return register


def timer_set(*, kind: str, key: str, due_at: datetime, payload: dict[str, Any] | None = None) -> None:
    """Set, or set anew, the timer (kind, key)."""
    Timer.objects.update_or_create(
        kind=kind,
        key=key,
        defaults={"due_at": due_at, "payload": payload or {}, "state": Timer.State.PENDING, "attempts": 0},
    )


def timer_cancel(*, kind: str, key: str) -> None:
    """Forget the timer (kind, key), if there is one."""
    Timer.objects.filter(kind=kind, key=key).delete()


def timers_sweep(*, limit: int = 200) -> int:
    """Fire the timers that are due, each in a transaction of its own; give their number."""
    fired = 0
    while fired < limit and _fire_next(clock.now()):
        fired += 1
    return fired


def _fire_next(now: datetime) -> bool:
    claimed: list[Timer] = []

    def fire() -> bool:
        row = (
            Timer.objects.select_for_update(skip_locked=True)
            .filter(Q(due_at__lte=now), state=Timer.State.PENDING, kind__in=_HANDLERS)
            .order_by("due_at")
            .first()
        )
        if row is None:
            return False
        claimed[:] = [row]
        row.delete()  # first, so that the handler may set the same timer anew
        _HANDLERS[row.kind](row.key, row.payload, now)
        return True

    try:
        return run_unit(fire)
    except (
        Exception
    ) as error:  # a timer that fails must not stop the others; it is retried, then shown as dead
        if not claimed:
            raise
        _postpone(claimed[0], now, error)
        return True


def _postpone(row: Timer, now: datetime, error: Exception) -> None:
    log.error("timer.failed", kind=row.kind, key=row.key, attempts=row.attempts + 1, exc_info=error)
    attempts = row.attempts + 1
    Timer.objects.filter(kind=row.kind, key=row.key).update(
        attempts=attempts,
        due_at=now + timedelta(seconds=2**attempts),
        error=repr(error)[:2000],
        state=Timer.State.DEAD if attempts >= _MAX_ATTEMPTS else Timer.State.PENDING,
    )
