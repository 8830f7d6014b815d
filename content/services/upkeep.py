"""What operators and beat do about texts: a probe of a provider, calls that nobody ended, rows kept long enough."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.audit import audit
from common.redis import nudge
from common.tx import after_commit, command
from content.models import GameText, TextCall, TextQuota, TextReport, TextWish
from content.state.breaker import breaker_let_probe
from content.state.calls import call_lost
from content.state.wishes import WANTED

KEEP_CALLS = timedelta(days=90)  # their sums stay, in TextSpending
KEEP_QUOTAS = timedelta(days=7)  # how many players read stays, in TextTraffic
KEEP_REPORTS = timedelta(days=90)  # of what moderators have decided
LOST_AFTER = timedelta(hours=1)  # far longer than any lease
_AT_ONCE = 5_000


@command
def provider_try_now(*, provider: str, actor: str, now: datetime) -> bool:
    """Let one call through to a provider that is closed off, and make the text that is wanted most due for it.

    False when it is not closed off (any more).
    """
    if not breaker_let_probe(provider, now=now):
        return False
    wanted = GameText.objects.filter(state=GameText.State.WANTED).order_by("priority", "due_at", "pk")
    GameText.objects.filter(pk__in=wanted.values("pk")[:1], due_at__gt=now).update(due_at=now)
    audit(actor=actor, action="content.provider_try_now", subject=f"provider:{provider}")
    after_commit("texts.wanted", lambda: nudge(WANTED, ""))
    return True


@command
def lost_calls_close(*, now: datetime) -> int:
    """Settle calls whose process died and whose text nobody takes up again, so that no money stays reserved."""
    lost = TextCall.objects.select_for_update(skip_locked=True).filter(outcome="", made_at__lt=now - LOST_AFTER)
    calls = list(lost.order_by("pk")[:_AT_ONCE])
    for call in calls:
        call_lost(call)
    return len(calls)


def texts_purge(*, now: datetime) -> dict[str, int]:
    """Delete what has been kept long enough, in short statements; how many rows of each kind."""
    return {name: _delete_in_parts(rows) for name, rows in _aged(now).items()}


def _aged(now: datetime) -> dict[str, QuerySet[Any]]:
    # A report counts until the text is decided about, which gives it another revision.
    open_ = GameText.objects.filter(pk=OuterRef("text_id"), revision=OuterRef("revision"))
    awaited = Q(state=GameText.State.WANTED) | Q(state=GameText.State.WAITING)
    return {
        "calls": TextCall.objects.filter(~Q(outcome=""), day__lt=(now - KEEP_CALLS).date()),
        "quotas": TextQuota.objects.filter(day__lt=(now - KEEP_QUOTAS).date()),
        "reports": TextReport.objects.filter(~Exists(open_), created_at__lt=now - KEEP_REPORTS),
        "wishes": TextWish.objects.filter(
            ~Exists(GameText.objects.filter(awaited, pk=OuterRef("text_id"))), text__settled_at__lt=now - KEEP_QUOTAS
        ),
    }


def _delete_in_parts(rows: QuerySet[Any]) -> int:
    deleted = 0
    while part := rows.filter(pk__in=list(rows.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])).delete()[0]:
        deleted += part
    return deleted
