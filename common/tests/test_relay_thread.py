from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.db import OperationalError

from common import relay_thread
from common.models import OutboxMessage
from common.outbox import owed_channel
from common.redis import nudge
from common.relay_thread import RelayThread
from common.tests.sample import Greeted, announce

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clean_redis")]


def seconds_until(fact: Callable[[], bool], most: float = 5) -> float:
    started = time.monotonic()
    while not fact():
        assert time.monotonic() - started < most
        time.sleep(0.002)
    return time.monotonic() - started


def all_done() -> bool:
    return not OutboxMessage.objects.exclude(state=OutboxMessage.State.DONE).exists()


@pytest.fixture
def relay() -> Iterator[RelayThread]:
    thread = RelayThread()
    yield thread
    thread.stop()
    assert not thread.is_alive()


def test_it_finds_what_waited_before_it_started(relay: RelayThread) -> None:
    announce(Greeted(1))
    relay.start()
    seconds_until(all_done)


def test_a_nudge_wakes_it_at_once(relay: RelayThread) -> None:
    relay.start()
    time.sleep(0.2)
    lags = []
    for number in range(10):
        announce(Greeted(1, number))
        lags.append(seconds_until(all_done))
    assert sorted(lags)[5] < 0.1, lags


def test_a_lost_nudge_costs_a_second(relay: RelayThread, monkeypatch: pytest.MonkeyPatch) -> None:
    relay.start()
    time.sleep(0.2)
    monkeypatch.setattr("common.outbox.nudge", Mock())
    announce(Greeted(1))
    assert seconds_until(all_done) < 1.5


def test_without_redis_it_looks_by_itself(relay: RelayThread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
    relay.start()
    announce(Greeted(1))
    announce(Greeted(1))
    assert seconds_until(all_done) < 2


def test_nudges_of_other_topics_do_not_wake_it(relay: RelayThread, monkeypatch: pytest.MonkeyPatch) -> None:
    relay_events = Mock(return_value=0)
    monkeypatch.setattr(relay_thread, "relay_events", relay_events)
    relay.start()
    time.sleep(0.2)
    calls = relay_events.call_count
    for _ in range(20):
        nudge(owed_channel("telegram"), "telegram")
    time.sleep(0.2)
    assert relay_events.call_count == calls


def test_a_storm_of_nudges_becomes_few_batches(relay: RelayThread, monkeypatch: pytest.MonkeyPatch) -> None:
    relay_events = Mock(return_value=0)
    monkeypatch.setattr(relay_thread, "relay_events", relay_events)
    relay.start()
    time.sleep(0.2)
    calls = relay_events.call_count
    for _ in range(500):
        nudge(owed_channel("event"), "event")
    time.sleep(0.1)
    assert 1 <= relay_events.call_count - calls < 40


def test_a_database_that_fails_does_not_end_it(relay: RelayThread, monkeypatch: pytest.MonkeyPatch) -> None:
    relay_events = Mock(side_effect=[OperationalError, OperationalError, 0, 0, 0, 0, 0])
    monkeypatch.setattr(relay_thread, "relay_events", relay_events)
    monkeypatch.setattr(relay_thread, "POLL_SECONDS", 0.05)
    relay.start()
    seconds_until(lambda: relay_events.call_count > 2)
    assert relay.is_alive()


def test_a_full_batch_is_followed_by_the_next_without_a_pause(
    relay: RelayThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce(*(Greeted(player_id) for player_id in range(500)))
    started = time.monotonic()
    relay.start()
    seconds_until(all_done)
    assert time.monotonic() - started < 1


def test_it_stops_within_a_second_while_nothing_happens() -> None:
    thread = RelayThread()
    thread.start()
    time.sleep(0.2)
    started = time.monotonic()
    thread.stop()
    assert not thread.is_alive()
    assert time.monotonic() - started < 1.5
