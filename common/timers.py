"""Timers are rows. A sweep finds those that are due; there are no sleeping tasks to lose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from common import clock
from common.models import Timer
from common.tx import lost_connection, run_unit

log = structlog.get_logger(__name__)

TimerHandler = Callable[[str, dict[str, Any], datetime], None]
_HANDLERS: dict[str, TimerHandler] = {}
_MAX_ATTEMPTS = 8


def timer(kind: str) -> Callable[[TimerHandler], TimerHandler]:
    """Register, in an app's `subscribers`, what to do when a timer of `kind` is due.

    It is called once, with the timer's key, payload and the time, in a transaction with the timer's end.
    """

    def register(handler: TimerHandler) -> TimerHandler:
        if _HANDLERS.setdefault(kind, handler) is not handler:
            raise TypeError(f"timers of kind {kind!r} have a handler already")
        return handler

    return register


def timer_set(*, kind: str, key: str, due_at: datetime, payload: dict[str, Any] | None = None) -> None:
    """Set, or set anew, the timer (kind, key). One statement. Raises LookupError for a kind that nobody handles."""
    if kind not in _HANDLERS:
        raise LookupError(f"nobody handles timers of kind {kind!r}")
    Timer.objects.bulk_create(
        [Timer(kind=kind, key=key, due_at=due_at, payload=payload or {})],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["due_at", "payload", "state", "attempts", "error"],
    )


def timer_cancel(*, kind: str, key: str) -> None:
    """Forget the timer (kind, key), if there is one."""
    Timer.objects.filter(kind=kind, key=key).delete()


def timers_sweep(*, limit: int = 200) -> int:
    """Fire the timers that are due, each in a transaction of its own; give their number.

    Sweeps may run side by side. A timer of a kind that this code does not know is left for one that does.
    """
    fired = 0
    while fired < limit and _fire_next(clock.now()):
        fired += 1
    return fired


@dataclass(frozen=True, slots=True)
class _Claim:
    """A timer as it was claimed. Set anew meanwhile it is another one, which our failure does not concern."""

    timer_id: int
    kind: str
    key: str
    due_at: datetime
    attempts: int


def _fire_next(now: datetime) -> bool:
    claimed: list[_Claim] = []

    def fire() -> bool:
        claimed.clear()
        row = (
            Timer.objects.select_for_update(skip_locked=True)
            .filter(due_at__lte=now, state=Timer.State.PENDING, kind__in=_HANDLERS)
            .order_by("due_at")
            .first()
        )
        if row is None:
            return False
        claimed.append(_Claim(row.pk, row.kind, row.key, row.due_at, row.attempts))
        row.delete()  # first, so that the handler may set the same timer anew
        with structlog.contextvars.bound_contextvars(timer=f"{row.kind}:{row.key}"):
            _HANDLERS[row.kind](row.key, row.payload, now)
        return True

    try:
        return run_unit(fire)
    except Exception as error:  # a timer that fails must not stop the others; it is retried, then shown as dead
        if not claimed or lost_connection(error):
            raise
        _postpone(claimed[0], now, error)
        return True


def _postpone(claim: _Claim, now: datetime, error: Exception) -> None:
    attempts = claim.attempts + 1
    log.error("timer.failed", exc_info=error, kind=claim.kind, key=claim.key, attempts=attempts)
    Timer.objects.filter(pk=claim.timer_id, due_at=claim.due_at, attempts=claim.attempts).update(
        attempts=attempts,
        due_at=now + timedelta(seconds=2**attempts),
        error=repr(error)[:2000],
        state=Timer.State.DEAD if attempts >= _MAX_ATTEMPTS else Timer.State.PENDING,
    )
