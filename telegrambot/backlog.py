"""A player who floods: the excess is marked as done without effect, and others do not wait for it."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

from django.db.models.functions import Now

from common.models import InboxMessage
from telegrambot.incoming import is_payment

SKIPPED = "skipped: too fast"


def shed(source: str, lane: int, *, keep: int) -> list[str]:
    """Skip a lane's pending updates but the `keep` oldest, never one that money depends on.

    Gives the id of the press for each skipped update, "" for what was no press. Runs in the lane's own turn, so
    nobody else is doing these rows; another process that is has them locked, and they are left to it.
    """
    pending = InboxMessage.objects.filter(source=source, lane=lane, state=InboxMessage.State.PENDING)
    rows = list(pending.select_for_update(skip_locked=True).order_by("external_id")[keep:])
    excess = [row for row in rows if not is_payment(row.payload)]
    InboxMessage.objects.filter(pk__in=[row.pk for row in excess]).update(
        state=InboxMessage.State.DONE, done_at=Now(), error=SKIPPED
    )
    return [str((row.payload.get("callback_query") or {}).get("id") or "") for row in excess]


class Throttle:
    """Says yes to each key once in so many seconds."""

    def __init__(self, *, seconds: float, most: int = 10_000) -> None:
        self._seconds = seconds
        self._most = most
        self._last: OrderedDict[int, float] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, key: int) -> bool:
        now = time.monotonic()
        with self._lock:
            if now - self._last.get(key, float("-inf")) < self._seconds:
                return False
            self._last[key] = now
            self._last.move_to_end(key)
            while len(self._last) > self._most:
                self._last.popitem(last=False)
            return True
