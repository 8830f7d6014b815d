from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from unittest.mock import Mock

import pytest
import redis
from redis.exceptions import ConnectionError as RedisConnectionError

from common import redis as hints
from common.models import OutboxMessage
from common.outbox import publish
from common.tests.sample import Greeted
from common.tx import run_unit


@pytest.fixture
def publishing(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """What reaches Redis, by a publisher that no other test has told anything."""
    publish_ = Mock()
    monkeypatch.setattr(hints, "_publisher", hints.Publisher(lambda: Mock(publish=publish_)))
    return publish_


def until(fact: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + 5
    while not fact():
        assert time.monotonic() < ends_at
        time.sleep(0.002)


def resting() -> bool:
    return hints._publisher.down_until > 0


@pytest.mark.django_db(transaction=True)
def test_an_action_commits_without_redis(publishing: Mock) -> None:
    publishing.side_effect = RedisConnectionError
    run_unit(lambda: publish(Greeted(1)))
    until(resting)
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_command_nudges_once_however_much_it_announces(monkeypatch: pytest.MonkeyPatch) -> None:
    nudge = Mock()
    monkeypatch.setattr("common.outbox.nudge", nudge)

    def announce() -> None:
        publish(Greeted(1))
        publish(Greeted(2), Greeted(3))
        publish()

    run_unit(announce)
    nudge.assert_called_once_with("outbox.event", "event")


def test_an_action_does_not_wait_for_redis(publishing: Mock) -> None:
    publishing.side_effect = lambda *_: time.sleep(0.3)
    started = time.monotonic()
    hints.nudge("outbox", "event")
    assert time.monotonic() - started < 0.2


def test_equal_hints_that_wait_become_one_and_others_keep_their_order(publishing: Mock) -> None:
    busy = threading.Event()
    publishing.side_effect = lambda *_: busy.wait(5)
    hints.nudge("stream", "first")
    until(lambda: publishing.call_count == 1)
    for number in range(50):
        hints.nudge("outbox", "event")
        hints.nudge("stream", f"{number}")
    busy.set()
    until(lambda: publishing.call_count == 52)
    told = [call.args for call in publishing.call_args_list]
    assert told.count((hints.channel_name("outbox"), "event")) == 1
    streamed = [message for channel, message in told if channel == hints.channel_name("stream")]
    assert streamed == ["first", *(f"{number}" for number in range(50))]


def test_a_redis_that_failed_is_left_in_peace_for_a_second(publishing: Mock) -> None:
    publishing.side_effect = RedisConnectionError
    hints.nudge("outbox", "event")
    until(resting)
    hints.nudge("outbox", "event")
    time.sleep(0.05)
    assert publishing.call_count == 1


def test_a_redis_that_hangs_is_left_in_peace_for_longer(publishing: Mock) -> None:
    def hang(*_: object) -> None:
        time.sleep(0.1)
        raise RedisConnectionError

    publishing.side_effect = hang
    hints.nudge("outbox", "event")
    until(resting)
    assert hints._publisher.down_until - time.monotonic() > 1.5


def test_a_forked_process_publishes_with_a_thread_of_its_own(clean_redis: redis.Redis) -> None:
    hints.nudge("outbox", "parent")
    with clean_redis.pubsub() as listener:  # type: ignore[no-untyped-call]
        listener.subscribe(hints.channel_name("outbox"))
        listener.get_message(timeout=5)
        child = os.fork()
        if child == 0:
            hints.nudge("outbox", "child")
            time.sleep(1)
            os._exit(0)
        heard: list[bytes] = []

        def child_is_heard() -> bool:
            message = listener.get_message(ignore_subscribe_messages=True)
            heard.extend([message["data"]] if message else [])
            return b"child" in heard

        until(child_is_heard)
        os.waitpid(child, 0)


def test_installations_on_one_redis_do_not_hear_each_other() -> None:
    assert hints.channel_name("outbox").startswith("artel-test")
