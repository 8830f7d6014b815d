"""Numbers of the first page. Each query reads a bounded, indexed piece of its table, however long that grows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from combat.models import Battle
from common.models import InboxMessage, OutboxMessage, Timer
from players.models import Player

DAYS = 14
BATTLES_READ = 20_000  # the newest; what is older does not say how the game plays now

_COUNTS = {
    "count_total": Count("pk"),
    "count_won": Count("pk", filter=Q(outcome="victory")),
    "count_lost": Count("pk", filter=Q(outcome="defeat")),
}


@dataclass(frozen=True, slots=True)
class Fights:
    """Fights that have ended, over one monster, place or day. `other`: fled and drawn."""

    key: Any
    total: int
    won: int
    lost: int

    @property
    def other(self) -> int:
        return self.total - self.won - self.lost

    @property
    def won_percent(self) -> int:
        return round(100 * self.won / self.total) if self.total else 0

    @property
    def lost_percent(self) -> int:
        return round(100 * self.lost / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class People:
    total: int
    new: int
    seen: int
    fighting: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an operator has to look at."""

    parked: int
    dead: int
    timers: int


def people(today: datetime) -> People:
    counted = Player.objects.aggregate(
        total=Count("pk"),
        new=Count("pk", filter=Q(created_at__gte=today)),
        seen=Count("pk", filter=Q(seen_at__gte=today)),
        fighting=Count("pk", filter=~Q(engagement="")),
    )
    return People(**counted)


def waiting() -> Waiting:
    return Waiting(
        parked=InboxMessage.objects.filter(state=InboxMessage.State.PARKED).count(),
        dead=OutboxMessage.objects.filter(state=OutboxMessage.State.DEAD).count(),
        timers=Timer.objects.filter(state=Timer.State.DEAD).count(),
    )


def fights_by(field: str, since: datetime, *, limit: int = 8) -> list[Fights]:
    """The monsters or places that players lost most fights to."""
    rows = _ended(since).values_list(field).annotate(**_COUNTS).order_by("-count_lost", "-count_total")
    return [Fights(*row) for row in rows[:limit]]


def fights_by_day(today: datetime) -> list[Fights]:
    """The last fortnight, day by day, days without a fight included."""
    first = today - timedelta(days=DAYS - 1)
    rows = _ended(first).annotate(day=TruncDate("started_at")).values_list("day").annotate(**_COUNTS).order_by("day")
    found = {row[0]: Fights(*row) for row in rows}
    days: Iterable[date] = (first.date() + timedelta(days=number) for number in range(DAYS))
    return [found.get(day, Fights(day, 0, 0, 0)) for day in days]


def _ended(since: datetime) -> Any:
    newest = Battle.objects.order_by("-pk").values_list("pk", flat=True)[:BATTLES_READ]
    return Battle.objects.filter(pk__in=newest, started_at__gte=since).exclude(outcome="").order_by()
