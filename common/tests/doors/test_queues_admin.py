"""What failed for good is seen, with its error, and given another try: only that, and on record."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from common import clock
from common.models import AuditEntry, InboxMessage, OutboxMessage, Timer

pytestmark = pytest.mark.django_db


def parked(state: str = "parked") -> InboxMessage:
    number = InboxMessage.objects.count()
    row = {"source": "telegram", "external_id": number, "lane": 5, "payload": {"text": "<script>"}}
    return InboxMessage.objects.create(state=state, attempts=3, error="KeyError('wolf')", **row)


def dead(state: str = "dead") -> OutboxMessage:
    return OutboxMessage.objects.create(topic="event", name="x.Y", payload={}, state=state, attempts=10, error="boom")


def late(state: str = "dead") -> Timer:
    number = Timer.objects.count()
    return Timer.objects.create(kind="k", key=str(number), due_at=clock.now(), state=state, attempts=8, error="boom")


CASES = [
    (parked, "inboxmessage", "common.inbox_retry"),
    (dead, "outboxmessage", "common.outbox_replay"),
    (late, "timer", "common.timer_retry"),
]


def retry(client: Client, page: str, *rows: Any) -> Any:
    chosen = {"action": "retry", "_selected_action": [row.pk for row in rows], "index": 0}
    return client.post(f"/admin/common/{page}/", chosen)


@pytest.mark.parametrize(("make", "page", "action"), CASES)
def test_what_failed_gets_another_try(admin_client: Client, make: Any, page: str, action: str) -> None:
    failed, other = make(), make()
    assert "Try again" in admin_client.get(f"/admin/common/{page}/{failed.pk}/change/").content.decode()
    answer = retry(admin_client, page, failed)
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["1 row gets another try."]
    failed.refresh_from_db()
    other.refresh_from_db()
    assert failed.state == "pending"
    assert failed.attempts <= 1
    assert other.state != "pending"
    assert AuditEntry.objects.get().action == action


@pytest.mark.parametrize(("make", "page", "action"), CASES)
def test_what_has_not_failed_is_left_alone(admin_client: Client, make: Any, page: str, action: str) -> None:
    waiting = make("pending")
    answer = retry(admin_client, page, waiting)
    assert "None of the chosen" in str(next(iter(get_messages(answer.wsgi_request))))
    waiting.refresh_from_db()
    assert waiting.attempts > 1
    assert not AuditEntry.objects.exists()
    detail = admin_client.get(f"/admin/common/{page}/{waiting.pk}/change/").content.decode()
    assert 'value="retry"' not in detail


def test_errors_and_payloads_are_shown_escaped(admin_client: Client) -> None:
    row = parked()
    page = admin_client.get(f"/admin/common/inboxmessage/{row.pk}/change/").content.decode()
    assert "KeyError(&#x27;wolf&#x27;)" in page
    assert "<script>" not in page.split('id="content-main"')[1].split("</form>")[0]


@pytest.mark.parametrize("state", ["pending", "done", "parked"])
def test_the_list_is_filtered_by_state(admin_client: Client, state: str) -> None:
    row = parked(state)
    parked("done" if state != "done" else "pending")
    found = admin_client.get(f"/admin/common/inboxmessage/?state={state}").context["cl"].result_list
    assert [message.pk for message in found] == [row.pk]
