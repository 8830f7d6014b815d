"""What beat does about texts: money that nobody settled, rows kept long enough, figures that stay."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from common import clock
from common.tests.sample import in_threads
from content.models import GameText, TextCall, TextQuota, TextReport, TextSpending, TextTraffic
from content.rules.texts import Purpose
from content.state import traffic
from content.state.traffic import Reading, note, traffic_write
from content.tasks import purge_texts
from content.tests.texts import ford

pytestmark = pytest.mark.django_db(transaction=True)


def call(*, days_ago: int, outcome: str = "ok") -> TextCall:
    at = clock.now() - timedelta(days=days_ago, hours=2)
    return TextCall.objects.create(
        purpose="location", provider="p", model="m", outcome=outcome, reserved=700, cost=100, day=at.date(), made_at=at
    )


def text(**columns: object) -> GameText:
    asked = ford()
    return GameText.objects.create(
        purpose="location", language="ru", fingerprint=asked.fingerprint, subject=asked.subject, facts={}, **columns
    )


def test_what_is_old_goes_and_its_sums_stay() -> None:
    old, young = call(days_ago=95), call(days_ago=80)
    TextSpending.objects.create(day=old.day, purpose="", spent=100)
    TextTraffic.objects.create(day=old.day, purpose="", readers=9)
    today = clock.now().date()
    for days in (0, 6, 9):
        TextQuota.objects.create(day=today - timedelta(days=days), player_id=7, texts=1)
    row = text(revision=1)
    long_ago = clock.now() - timedelta(days=91)
    for revision, at in ((0, long_ago), (1, long_ago), (0, clock.now())):
        TextReport.objects.create(text=row, player_id=revision + at.day, revision=revision, created_at=at)
    assert purge_texts() == {"lost": 0, "calls": 1, "quotas": 1, "reports": 1, "wishes": 0}
    assert list(TextCall.objects.all()) == [young]
    assert TextReport.objects.filter(revision=1).exists(), "nobody has decided about it yet"
    assert TextSpending.objects.get().spent == 100
    assert TextTraffic.objects.get().readers == 9


def test_money_of_a_call_that_nobody_ended_is_settled() -> None:
    lost = call(days_ago=0, outcome="")
    for purpose in ("", "location"):
        TextSpending.objects.create(day=lost.day, purpose=purpose, reserved=700)
    assert in_threads(*[purge_texts] * 3) is not None
    lost.refresh_from_db()
    assert (lost.outcome, lost.cost) == ("lost", 700)
    assert set(TextSpending.objects.values_list("reserved", "spent")) == {(0, 700)}


def test_a_reader_counts_once_a_day_in_however_many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traffic, "_counted", Counter())  # what other tests have read
    monkeypatch.setattr(traffic, "_readers", set())
    monkeypatch.setattr(traffic, "_known", set())
    today = clock.now().date()
    TextQuota.objects.create(day=today, player_id=1, texts=3)  # has brought texts about before being counted
    for player_id in (3, 1, 2, 1):
        note(Purpose.LOCATION, Reading.HIT, player_id=player_id)
    traffic_write(today)
    note(Purpose.LOCATION, Reading.MISS, player_id=1)
    note(Purpose.LOCATION, Reading.MISS)
    in_threads(*[partial(traffic_write, today)] * 2)
    tomorrow = today + timedelta(days=1)
    traffic_write(tomorrow)
    note(Purpose.LOCATION, Reading.HIT, player_id=1)
    traffic_write(tomorrow)
    assert dict(TextTraffic.objects.filter(purpose="").values_list("day", "readers")) == {today: 3, tomorrow: 1}
    counted = TextTraffic.objects.get(purpose="location", day=today)
    assert (counted.hits, counted.misses) == (4, 2)
    assert TextQuota.objects.get(day=today, player_id=1).texts == 3
