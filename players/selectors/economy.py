"""Where value comes from and where it goes: the ledger by day and reason.

A day that is over is summed once an hour into rows of its own; the day that goes on is read from the ledger itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import LiteralString

from django.db.models import Max

from common.tx import statement
from players.models import LedgerDay

NEVER = date(1970, 1, 1)
ITEMS = "items"  # all of them together; else an asset by its name
# Value that only changes hands: neither a faucet nor a sink.
TRANSFERS = frozenset({"give", "gift", "trade"})


@dataclass(frozen=True, slots=True)
class Flow:
    """What came (`gained`) and went (`spent`, positive too) on one day for one reason, in so many entries."""

    day: date
    reason: str
    gained: int
    spent: int
    moves: int


# The entries of a time, summed. A piece that is one of a kind counts as its item.
SUMMED: LiteralString = """
    SELECT (entry.created_at AT TIME ZONE 'UTC')::date AS day, entry.reason,
        CASE WHEN gear.item IS NULL THEN entry.asset ELSE 'item:' || gear.item END AS asset,
        coalesce(sum(entry.amount) FILTER (WHERE entry.amount > 0), 0)::bigint AS gained,
        coalesce(-sum(entry.amount) FILTER (WHERE entry.amount < 0), 0)::bigint AS spent,
        count(*) AS moves
    FROM players_ledgerentry AS entry LEFT JOIN players_gear AS gear
        ON gear.id = CASE WHEN entry.asset LIKE 'gear:%%' THEN substr(entry.asset, 6)::bigint END
    WHERE entry.created_at >= %(begins)s AND entry.created_at < %(ends)s
    GROUP BY 1, 2, 3
"""
_FLOWS: LiteralString = (
    """
    SELECT day, reason, sum(gained)::bigint, sum(spent)::bigint, sum(moves)::bigint FROM (
        SELECT day, reason, asset, gained, spent, moves FROM players_ledgerday
        WHERE day >= %(first)s AND day <= %(last)s
        UNION ALL SELECT day, reason, asset, gained, spent, moves FROM (
    """  # noqa: S608
    + SUMMED
    + """
        ) AS today
    ) AS days
    WHERE CASE WHEN %(asset)s = 'items' THEN asset <> 'gold' ELSE asset = %(asset)s END
    GROUP BY day, reason ORDER BY day, reason
    """
)


def flows(*, asset: str, first: date, last: date) -> list[Flow]:
    """What came and went of an asset (or of all ITEMS) from the first day to the last, UTC."""
    open_from = max(first, summed_until() + timedelta(days=1))
    parameters = {"asset": asset, "first": first, "last": last, "begins": day_begins(open_from)}
    parameters["ends"] = max(day_begins(last + timedelta(days=1)), day_begins(open_from))
    return [Flow(*row) for row in statement(_FLOWS, parameters).fetchall()]


def summed_until() -> date:
    """The last day that has rows of its own."""
    last: date | None = LedgerDay.objects.aggregate(last=Max("day"))["last"]
    return last or NEVER


def held(*, asset: str, until: date, today: date) -> int:
    """How much of it players have in all, as of the end of a day: the sum of everything that came and went."""
    found = flows(asset=asset, first=NEVER, last=min(until, today))
    return sum(flow.gained - flow.spent for flow in found)


def day_begins(day: date) -> datetime:
    """The first moment of a day, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
