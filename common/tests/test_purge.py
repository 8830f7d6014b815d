from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from common import tasks
from common.models import Consumption, IdempotencyRecord, InboxMessage, OutboxMessage, StreamEvent, StreamHead

pytestmark = pytest.mark.django_db

OLD = timezone.now() - timedelta(days=8)
FRESH = timezone.now() - timedelta(days=1)


def outbox(state: str, at: datetime) -> OutboxMessage:
    done_at = at if state == OutboxMessage.State.DONE else None
    return OutboxMessage.objects.create(
        topic="event", name="x", payload={}, state=state, done_at=done_at, created_at=at
    )


def test_what_is_done_and_old_goes_and_the_rest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "_PURGED_AT_ONCE", 2)
    for _ in range(5):
        outbox("done", OLD)
    kept = [outbox("done", FRESH), outbox("pending", OLD), outbox("dead", OLD)]
    for at in (OLD, FRESH):
        day = str(at)
        IdempotencyRecord.objects.create(scope="s", key=day, fingerprint="", status=200, body={}, created_at=at)
        InboxMessage.objects.create(source="bot", external_id=at.day, lane=1, payload={}, state="done", done_at=at)
        StreamEvent.objects.create(player_id=1, seq=at.day, name="x", payload={}, created_at=at)
    StreamHead.objects.create(player_id=1, seq=50)
    assert tasks.purge() == {"idempotency": 1, "outbox": 5, "inbox": 1, "stream": 1, "consumption": 0}
    assert list(OutboxMessage.objects.order_by("id")) == kept
    assert StreamHead.objects.get().seq == 50


def test_what_was_done_of_a_dead_letter_stays_known() -> None:
    """Otherwise its replay would do it again."""
    dead = outbox("dead", OLD)
    Consumption.objects.create(consumer="a", message_id=dead.pk, consumed_at=OLD)
    Consumption.objects.create(consumer="a", message_id=dead.pk + 1, consumed_at=OLD)
    assert tasks.purge()["consumption"] == 1
    assert Consumption.objects.get().message_id == dead.pk
