"""Summing the ledger by day, for those who look after the economy."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import LiteralString

from django.db.models import Min

from common.tx import command, statement
from players.models import LedgerEntry
from players.selectors.economy import NEVER, SUMMED, day_begins, summed_until

_KEEP: LiteralString = (
    "INSERT INTO players_ledgerday AS kept (day, reason, asset, gained, spent, moves)"
    + SUMMED
    + "ON CONFLICT (day, asset, reason) DO UPDATE"
    " SET gained = excluded.gained, spent = excluded.spent, moves = excluded.moves"
)


def ledger_days_sum(*, today: date) -> int:
    """Sum every day before today that is not summed yet, and the last that is once more: something that began before
    midnight may have ended after it was summed. Gives the number of days."""
    first = summed_until()
    if first == NEVER:
        oldest: datetime | None = LedgerEntry.objects.aggregate(oldest=Min("created_at"))["oldest"]
        first = oldest.astimezone(UTC).date() if oldest else today
    days = max((today - first).days, 0)
    for number in range(days):
        ledger_day_sum(day=first + timedelta(days=number))
    return days


@command
def ledger_day_sum(*, day: date) -> None:
    """Sum one day. A second time changes nothing that is right."""
    statement(_KEEP, {"begins": day_begins(day), "ends": day_begins(day + timedelta(days=1))})
