from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from common import clock, timers
from common.audit import audit
from common.models import AuditEntry, Timer
from common.operations import timer_retry
from common.tests.sample import in_threads
from common.timers import timer, timer_cancel, timer_set, timers_sweep

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        return self.time

    def pass_(self, **span: float) -> None:
        self.time += timedelta(**span)


@pytest.fixture
def time_(monkeypatch: pytest.MonkeyPatch) -> Clock:
    hands = Clock()
    monkeypatch.setattr(clock, "now", hands.now)
    return hands


@pytest.fixture(autouse=True)
def _own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timers, "_HANDLERS", {})


@pytest.fixture
def fired() -> list[tuple[str, dict[str, Any], datetime]]:
    calls: list[tuple[str, dict[str, Any], datetime]] = []
    timer("bell")(lambda key, payload, now: calls.append((key, payload, now)))
    return calls


def test_a_timer_fires_once_when_its_time_has_come(time_: Clock, fired: list[Any]) -> None:
    timer_set(kind="bell", key="1", due_at=NOON + timedelta(minutes=5), payload={"a": 1})
    assert timers_sweep() == 0
    time_.pass_(minutes=5)
    assert timers_sweep() == 1
    assert timers_sweep() == 0
    assert fired == [("1", {"a": 1}, NOON + timedelta(minutes=5))]
    assert not Timer.objects.exists()


def test_setting_it_anew_moves_it(time_: Clock, fired: list[Any]) -> None:
    timer_set(kind="bell", key="1", due_at=NOON + timedelta(minutes=5))
    timer_set(kind="bell", key="1", due_at=NOON + timedelta(minutes=9), payload={"b": 2})
    time_.pass_(minutes=6)
    assert timers_sweep() == 0
    time_.pass_(minutes=3)
    timers_sweep()
    assert [payload for _, payload, _ in fired] == [{"b": 2}]


def test_a_cancelled_timer_is_silent(time_: Clock, fired: list[Any]) -> None:
    timer_set(kind="bell", key="1", due_at=NOON)
    timer_cancel(kind="bell", key="1")
    assert timers_sweep() == 0


def test_a_handler_may_set_its_own_timer_anew(time_: Clock) -> None:
    @timer("tick")
    def tick(key: str, payload: dict[str, Any], now: datetime) -> None:
        timer_set(kind="tick", key=key, due_at=now + timedelta(minutes=1), payload={"n": payload["n"] + 1})

    timer_set(kind="tick", key="1", due_at=NOON, payload={"n": 0})
    for _ in range(3):
        assert timers_sweep() == 1
        time_.pass_(minutes=1)
    assert Timer.objects.get().payload == {"n": 3}


def test_a_handler_that_fails_waits_longer_each_time_then_is_dead(time_: Clock) -> None:
    @timer("broken")
    def broken(key: str, payload: dict[str, Any], now: datetime) -> None:
        audit(actor="timer", action="did", subject=key)
        raise ZeroDivisionError("bad")

    timer_set(kind="broken", key="1", due_at=NOON)
    for attempt in range(1, 9):
        assert timers_sweep() == 1
        assert timers_sweep() == 0, "it waits first"
        assert Timer.objects.get().attempts == attempt
        time_.pass_(seconds=2**attempt)
    row = Timer.objects.get()
    assert (row.state, row.error) == (Timer.State.DEAD, "ZeroDivisionError('bad')")
    assert timers_sweep() == 0
    assert not AuditEntry.objects.exists(), "what it wrote is undone"


def test_a_dead_timer_can_be_retried(time_: Clock, fired: list[Any]) -> None:
    timer_set(kind="bell", key="1", due_at=NOON)
    Timer.objects.update(state=Timer.State.DEAD, attempts=8)
    assert timer_retry(timer_ids=[Timer.objects.get().pk], actor="test") == 1
    assert timers_sweep() == 1
    assert len(fired) == 1


def test_a_failing_timer_does_not_stop_the_others(time_: Clock, fired: list[Any]) -> None:
    @timer("broken")
    def broken(key: str, payload: dict[str, Any], now: datetime) -> None:
        raise ZeroDivisionError

    timer_set(kind="broken", key="1", due_at=NOON - timedelta(minutes=1))
    timer_set(kind="bell", key="2", due_at=NOON)
    assert timers_sweep() == 2
    assert [key for key, _, _ in fired] == ["2"]


def test_a_timer_that_was_set_anew_while_it_failed_is_left_as_it_was_set(time_: Clock) -> None:
    later = NOON + timedelta(hours=1)

    @timer("moved")
    def moved(key: str, payload: dict[str, Any], now: datetime) -> None:
        raise ZeroDivisionError

    timer_set(kind="moved", key="1", due_at=NOON)
    row = Timer.objects.get()
    claim = timers._Claim(row.pk, "moved", "1", row.due_at, 0)
    timer_set(kind="moved", key="1", due_at=later)
    timers._postpone(claim, NOON, ZeroDivisionError())
    row.refresh_from_db()
    assert (row.due_at, row.attempts) == (later, 0)


def test_a_kind_that_this_code_does_not_know_is_left_for_one_that_does(time_: Clock) -> None:
    Timer.objects.create(kind="future", key="1", due_at=NOON)
    assert timers_sweep() == 0
    assert Timer.objects.count() == 1


def test_two_handlers_of_one_kind_are_a_mistake(fired: list[Any]) -> None:
    with pytest.raises(TypeError, match="bell"):
        timer("bell")(lambda key, payload, now: None)


def test_sweeps_side_by_side_fire_each_timer_once() -> None:
    @timer("count")
    def count(key: str, payload: dict[str, Any], now: datetime) -> None:
        time.sleep(0.001)
        audit(actor="timer", action="fired", subject=key)

    for number in range(60):
        timer_set(kind="count", key=str(number), due_at=NOON)
    results = in_threads(*[timers_sweep] * 4)
    assert sum(result for result in results if isinstance(result, int)) == 60, results
    fired = AuditEntry.objects.values_list("subject", flat=True)
    assert sorted(map(int, fired)) == list(range(60))
