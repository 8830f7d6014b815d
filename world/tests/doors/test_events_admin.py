"""What game masters do with world events in the admin."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from common import clock
from common.models import AuditEntry, Timer
from gameproject.testing import make_player
from world.models import EventRun, EventSchedule
from world.services.events import event_start
from world.state import happening
from world.state.bosses import boss_wound
from world.state.schedules import EVENT_DUE
from world.tests.services.events import HUNT, LUCK, publish_events, schedule

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FORM = "/admin/world/eventschedule/add/"
FILLED = {
    "event": "luck",
    "is_on": "on",
    "zone": "Europe/Berlin",
    "minute": "30",
    "hour": "2",
    "day": "*",
    "month": "*",
    "weekday": "*",
}


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def text_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def fault(client: Client, **changes: str) -> str:
    """The words with which the form refuses these fields."""
    answer = client.post(FORM, FILLED | changes, headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert not EventSchedule.objects.exists()
    return text_of(answer)


def test_a_schedule_is_saved_armed_and_on_record(admin_client: Client) -> None:
    publish_events(LUCK)
    answer = admin_client.post(FORM, FILLED)
    assert answer.status_code == 302
    row = EventSchedule.objects.get()
    timer = Timer.objects.get(kind=EVENT_DUE, key=str(row.pk))
    assert timer.due_at == datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
    assert AuditEntry.objects.get(action="world.schedule_save").subject == "event:luck"
    admin_client.post(f"/admin/world/eventschedule/{row.pk}/change/", {k: v for k, v in FILLED.items() if k != "is_on"})
    assert not Timer.objects.filter(kind=EVENT_DUE).exists(), "switched off"


def test_a_schedule_that_never_comes_is_refused(admin_client: Client) -> None:
    publish_events(LUCK)
    assert "This never comes" in fault(admin_client, day="30", month="2")
    assert "This cannot be read" in fault(admin_client, hour="25")
    assert "This lies in the past" in fault(admin_client, once_date="2020-01-01", once_time="12:00")
    assert "both the date and the time" in fault(admin_client, once_date="2027-01-01")


def test_the_next_five_runs_are_shown_while_typing(admin_client: Client) -> None:
    query = {"zone": "Europe/Berlin", "minute": "30", "hour": "2", "day": "28", "month": "3", "weekday": "*"}
    shown = text_of(admin_client.get("/admin/world/eventschedule/preview/", query, headers={"accept-language": "en"}))
    assert shown.count("<li>") == 5
    assert "28 March 2027, 03:00" in shown.replace("Mars", "March")
    assert shown.count("the clock is changed that night") == 1, "in 2027 alone the change falls on that day"
    broken = admin_client.get("/admin/world/eventschedule/preview/", query | {"hour": "x"})
    assert "<li>" not in text_of(broken)


def test_the_calendar_shows_the_week(admin_client: Client) -> None:
    publish_events(LUCK, HUNT)
    schedule(LUCK, after=NOON, hour="18")
    event_start(event="hunt", reason="a festival", actor="staff:1 anna")
    happening.forget()
    text = text_of(admin_client.get("/admin/world/eventrun/calendar/"))
    assert text.count("18:00–19:00") == 7
    assert "12:00–13:00" in text


def test_an_event_is_begun_and_ended_by_hand(admin_client: Client) -> None:
    publish_events(HUNT)
    assert admin_client.post("/admin/world/eventrun/start/", {"event": "hunt", "reason": ""}).status_code == 200
    assert not EventRun.objects.exists()
    begun = admin_client.post("/admin/world/eventrun/start/", {"event": "hunt", "reason": "a festival"}, follow=True)
    run = EventRun.objects.get()
    assert begun.redirect_chain == [(f"/admin/world/eventrun/{run.pk}/change/", 302)]
    boss_wound(run_id=run.pk, player_id=make_player().pk, damage=50, now=NOON)
    assert "950/1000" in text_of(admin_client.get(f"/admin/world/eventrun/{run.pk}/change/"))
    admin_client.post(f"/admin/world/eventrun/{run.pk}/stop/", {"reason": "enough"})
    run.refresh_from_db()
    assert (run.state, run.ended_by.startswith("staff:")) == ("ended", True)
    again = admin_client.post(
        f"/admin/world/eventrun/{run.pk}/stop/", {"reason": "x"}, headers={"accept-language": "en"}
    )
    assert "This event is over already." in text_of(again)


def test_who_may_not(client: Client) -> None:
    publish_events(HUNT)
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    for url in ("calendar/", "start/", "1/stop/"):
        assert client.get(f"/admin/world/eventrun/{url}").status_code == 403
    assert client.get("/admin/world/eventschedule/preview/").status_code == 403
