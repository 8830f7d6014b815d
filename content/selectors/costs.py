"""What texts cost and save, day by day, and what stops them from being written now.

Days are those of UTC; money is in millionths of a US dollar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import LiteralString

from django.db.models import Max

from common.tx import statement
from content.models import ProviderHealth, TextCall, TextQuota, TextSpending, TextTraffic
from content.release import current, is_active
from content.rules.texts import TextRulesSpec
from content.state.kinds import kind_for, text_rules
from content.state.spending import MICRO_A_CENT

_COMPARED = timedelta(days=7)  # the dearest call of these days says whether another one fits the budget


@dataclass(frozen=True, slots=True)
class Traffic:
    """How texts of a kind were read on a day."""

    day: date
    purpose: str
    hits: int
    misses: int
    refused: int


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of a day: how many ended how, and how long those that took any time took, in milliseconds."""

    day: date
    outcomes: dict[str, int]
    p50: int
    p95: int


@dataclass(frozen=True, slots=True)
class Costs:
    """A range of days. `readers`: players who read any text on a day; `texts`: calls that gave one."""

    days: tuple[date, ...]
    traffic: tuple[Traffic, ...]
    spent: dict[tuple[date, str], int]
    readers: dict[date, int]
    calls: dict[date, Calls]
    p50: int
    p95: int

    @property
    def hits(self) -> int:
        return sum(row.hits for row in self.traffic)

    @property
    def reads(self) -> int:
        return self.hits + sum(row.misses for row in self.traffic)

    @property
    def refused(self) -> int:
        return sum(row.refused for row in self.traffic)

    @property
    def total(self) -> int:
        return sum(self.spent.values())

    @property
    def texts(self) -> int:
        return sum(calls.outcomes.get("ok", 0) for calls in self.calls.values())

    @property
    def failed(self) -> int:
        return sum(sum(calls.outcomes.values()) for calls in self.calls.values()) - self.texts

    @property
    def a_text(self) -> float:
        """What a text has cost in the mean, calls that gave none included."""
        return self.total / self.texts if self.texts else 0.0

    @property
    def saved(self) -> float:
        """What the hits would have cost as calls."""
        return self.hits * self.a_text

    @property
    def a_thousand_readers(self) -> float | None:
        """What a day costs for each 1,000 players who read on it; None while nobody has."""
        readers = sum(self.readers.values())
        return 1000 * self.total / readers if readers else None


@dataclass(frozen=True, slots=True)
class Purse:
    """Money of today, for all kinds (empty purpose) or one. `is_empty`: another call does not fit."""

    purpose: str
    budget: int
    used: int
    is_empty: bool

    @property
    def left(self) -> int:
        return max(self.budget - self.used, 0)


@dataclass(frozen=True, slots=True)
class Breaker:
    """A provider's failures in a row. Closed off `since`, until a probe at `until` or later gets through."""

    provider: str
    failures: int
    since: datetime | None
    until: datetime | None

    @property
    def is_open(self) -> bool:
        return self.since is not None


def costs_of(first: date, last: date) -> Costs:
    """Six short queries, however long the tables."""
    within = {"day__gte": first, "day__lte": last}
    rows = list(TextTraffic.objects.filter(**within).order_by("day", "purpose"))
    calls, p50, p95 = _calls(first, last)
    return Costs(
        days=tuple(first + timedelta(days=number) for number in range((last - first).days + 1)),
        traffic=tuple(Traffic(row.day, row.purpose, row.hits, row.misses, row.refused) for row in rows if row.purpose),
        spent={
            (row.day, row.purpose): row.spent
            for row in TextSpending.objects.filter(**within).exclude(purpose="").exclude(spent=0)
        },
        readers={row.day: row.readers for row in rows if not row.purpose},
        calls=calls,
        p50=p50,
        p95=p95,
    )


def purses(*, today: date) -> list[Purse]:
    """The budgets that count today: that of all kinds first, then those of kinds that have one."""
    catalogue, rules = current(), rules_now()
    used = {row.purpose: row.reserved + row.spent for row in TextSpending.objects.filter(day=today)}
    dearest = (
        TextCall.objects.filter(day__gte=today - _COMPARED).aggregate(most=Max("reserved"))["most"] or 0
    )  # 0 for a provider that costs nothing: its budget never ends
    budgets = {"": rules.daily_budget}
    for purpose in sorted(used):
        kind = kind_for(catalogue, purpose) if purpose else None
        if kind is not None and kind.daily_budget:
            budgets[purpose] = kind.daily_budget
    return [
        Purse(
            purpose,
            cents * MICRO_A_CENT,
            used.get(purpose, 0),
            bool(dearest) and used.get(purpose, 0) + dearest > cents * MICRO_A_CENT,
        )
        for purpose, cents in budgets.items()
    ]


def breakers() -> list[Breaker]:
    rows = ProviderHealth.objects.order_by("provider")
    return [
        Breaker(row.provider, row.failures, row.changed_at if row.open_until else None, row.open_until) for row in rows
    ]


def rules_now() -> TextRulesSpec:
    return text_rules(current())


def players_over_quota(*, today: date) -> int:
    """How many players have brought about as many texts today as they may."""
    return TextQuota.objects.filter(day=today, texts__gte=rules_now().texts_a_player).count()


def troubles(*, now: datetime) -> tuple[list[Purse], list[Breaker]]:
    """What keeps texts from being written now: budgets that are used up, providers that are closed off."""
    if not is_active():
        return [], []
    empty = [purse for purse in purses(today=now.date()) if purse.is_empty]
    return empty, [breaker for breaker in breakers() if breaker.is_open]


_OUTCOMES: LiteralString = """
    SELECT day, CASE WHEN outcome = '' THEN 'running' ELSE outcome END, count(*) FROM content_textcall
    WHERE day BETWEEN %(first)s AND %(last)s GROUP BY 1, 2
"""
# A call that was lost has no length. The row without a day is of all of them.
_LATENCY: LiteralString = """
    SELECT day, percentile_disc(0.5) WITHIN GROUP (ORDER BY milliseconds),
        percentile_disc(0.95) WITHIN GROUP (ORDER BY milliseconds)
    FROM content_textcall WHERE day BETWEEN %(first)s AND %(last)s AND outcome NOT IN ('', 'lost')
    GROUP BY GROUPING SETS ((day), ())
"""


def _calls(first: date, last: date) -> tuple[dict[date, Calls], int, int]:
    outcomes: dict[date, dict[str, int]] = {}
    for day, outcome, count in statement(_OUTCOMES, {"first": first, "last": last}).fetchall():
        outcomes.setdefault(day, {})[outcome] = count
    took = {
        day: (p50 or 0, p95 or 0) for day, p50, p95 in statement(_LATENCY, {"first": first, "last": last}).fetchall()
    }
    all_of_them = took.get(None, (0, 0))
    return {day: Calls(day, counts, *took.get(day, (0, 0))) for day, counts in outcomes.items()}, *all_of_them
