"""What waits for moderators, in which order, and how their work goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, LiteralString

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.tx import statement
from content.models import GameText, TextVersion
from content.models.texts import LANGUAGES, POLICIES, PURPOSES
from content.release import current, is_active
from content.rules.catalogue import Catalogue
from content.rules.texts import TextKindSpec

State = GameText.State
Verdict = TextVersion.Verdict
LOOKED_BACK = timedelta(days=30)
AGES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
URGENT = Q(state__in=(State.WAITING, State.HIDDEN))  # players do not read them before somebody decides
AFTER = Q(state=State.PUBLISHED, is_reviewed=False)
_TURNS = {"waiting": Q(state=State.WAITING), "hidden": Q(state=State.HIDDEN), "after": AFTER, "all": URGENT | AFTER}
CHOICES: Mapping[str, list[tuple[str, Any]]] = {
    "turn": [
        ("", _("nobody reads it yet")),
        ("waiting", _("waiting for review")),
        ("hidden", _("hidden after reports")),
        ("after", _("published, not reviewed")),
        ("all", _("everything")),
    ],
    "kind": [("", _("every kind")), *PURPOSES],
    "policy": [("", _("every policy")), *POLICIES],
    "age": [
        ("", _("however long")),
        ("hour", _("longer than an hour")),
        ("day", _("longer than a day")),
        ("week", _("longer than a week")),
    ],
    "language": [("", _("both languages")), *LANGUAGES],
}
LABELS: Mapping[str, Any] = {
    "turn": _("What"),
    "kind": _("Kind"),
    "policy": _("Policy"),
    "age": _("Waits"),
    "language": _("Language"),
}
_MEDIAN: LiteralString = """
    SELECT extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY reviewed_at - created_at)),
        count(*), count(*) FILTER (WHERE verdict = 'rejected')
    FROM content_textversion
    WHERE reviewed_at >= %s AND origin = 'provider' AND verdict IN ('approved', 'rejected', 'edited')
"""


def urgent_count() -> int:
    return GameText.objects.filter(URGENT).count()


def chosen(query: QueryDict) -> dict[str, str]:
    """The filters of an address, those that exist."""
    asked = {name: query.get(name, "") for name in CHOICES}
    return {name: value for name, value in asked.items() if value and value in dict(CHOICES[name])}


def queue(filters: Mapping[str, str], *, now: datetime) -> QuerySet[GameText]:
    """Who waits longest comes first."""
    rows = GameText.objects.filter(_TURNS.get(filters.get("turn", ""), URGENT))
    if kind := filters.get("kind"):
        rows = rows.filter(purpose=kind)
    if language := filters.get("language"):
        rows = rows.filter(language=language)
    if policy := filters.get("policy"):
        rows = rows.filter(purpose__in=_purposes(policy))
    if age := filters.get("age"):
        rows = rows.filter(settled_at__lt=now - AGES[age])
    return rows.order_by("settled_at", "pk")


def neighbour(row: GameText, rows: QuerySet[GameText], *, by: User, now: datetime, forward: bool = True) -> int | None:
    """The next (or the previous) text of the queue that nobody else looks at; at its end, its other end."""
    free = rows.filter(Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_by=by)).exclude(pk=row.pk)
    later = Q(settled_at__gt=row.settled_at) | Q(settled_at=row.settled_at, pk__gt=row.pk)
    earlier = Q(settled_at__lt=row.settled_at) | Q(settled_at=row.settled_at, pk__lt=row.pk)
    if not forward:
        free = free.order_by("-settled_at", "-pk")
    ids = free.values_list("pk", flat=True)
    return ids.filter(later if forward else earlier).first() or ids.first()


def _purposes(policy: str) -> list[str]:
    kinds = live_catalogue().all(TextKindSpec).values()
    return [kind.purpose.value for kind in kinds if kind.policy == policy]


def live_catalogue() -> Catalogue:
    return current() if is_active() else Catalogue(0, {})


@dataclass(frozen=True, slots=True)
class Figures:
    """`median`: from writing to decision. `rejected` of `decided` in LOOKED_BACK."""

    urgent: int
    hidden: int
    after: int
    oldest_at: datetime | None
    median: timedelta | None
    decided: int
    rejected: int

    @property
    def rejected_percent(self) -> int:
        return round(100 * self.rejected / self.decided) if self.decided else 0


def figures(*, now: datetime) -> Figures:
    counted = GameText.objects.aggregate(
        urgent=Count("pk", filter=URGENT),
        hidden=Count("pk", filter=Q(state=State.HIDDEN)),
        after=Count("pk", filter=AFTER),
    )
    oldest = GameText.objects.filter(URGENT).order_by("settled_at").values_list("settled_at", flat=True).first()
    median, decided, rejected = statement(_MEDIAN, [now - LOOKED_BACK]).fetchone()
    return Figures(
        **counted,
        oldest_at=oldest,
        median=None if median is None else timedelta(seconds=float(median)),
        decided=decided,
        rejected=rejected,
    )


@dataclass(frozen=True, slots=True)
class Rate:
    """How texts of a kind fared that one version of its prompt has brought about. `faulty`: stopped by the checks."""

    purpose: str
    prompt_version: str
    decided: int
    rejected: int
    faulty: int
    is_live: bool

    @property
    def percent(self) -> int:
        return round(100 * self.rejected / self.decided) if self.decided else 0


def rates(versions_live: Mapping[str, str], *, now: datetime) -> list[Rate]:
    """By kind and prompt version, of LOOKED_BACK. `versions_live`: purpose → the prompt version of now."""
    is_decided = Q(verdict__in=(Verdict.APPROVED, Verdict.REJECTED, Verdict.EDITED))
    rows: Any = (
        TextVersion.objects.filter(origin=TextVersion.Origin.PROVIDER, created_at__gte=now - LOOKED_BACK)
        .values_list("text__purpose", "prompt_version")
        .annotate(
            decided=Count("pk", filter=is_decided),
            rejected=Count("pk", filter=Q(verdict=Verdict.REJECTED)),
            faulty=Count("pk", filter=Q(verdict=Verdict.FAULTY)),
        )
        .filter(Q(decided__gt=0) | Q(faulty__gt=0))
        .order_by("text__purpose", "-decided")
    )
    return [
        Rate(purpose, version, decided, rejected, faulty, versions_live.get(purpose) == version)
        for purpose, version, decided, rejected, faulty in rows
    ]
