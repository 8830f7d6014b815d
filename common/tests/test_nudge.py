from __future__ import annotations

import time
from unittest.mock import Mock

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from common import redis as hints
from common.models import OutboxMessage
from common.outbox import publish
from common.tests.sample import Greeted
from common.tx import run_unit


@pytest.fixture
def publishing(monkeypatch: pytest.MonkeyPatch) -> Mock:
    publish_ = Mock()
    monkeypatch.setattr(hints, "redis_client", lambda: Mock(publish=publish_))
    monkeypatch.setattr(hints, "_down_until", 0.0)
    return publish_


@pytest.mark.django_db(transaction=True)
def test_an_action_commits_without_redis(publishing: Mock) -> None:
    publishing.side_effect = RedisConnectionError
    run_unit(lambda: publish(Greeted(1)))
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_command_nudges_once_however_much_it_announces(publishing: Mock) -> None:
    def announce() -> None:
        publish(Greeted(1))
        publish(Greeted(2), Greeted(3))
        publish()

    run_unit(announce)
    publishing.assert_called_once()


def test_a_redis_that_failed_is_left_in_peace_for_a_second(publishing: Mock) -> None:
    publishing.side_effect = RedisConnectionError
    hints.nudge("outbox", "event")
    hints.nudge("outbox", "event")
    assert publishing.call_count == 1


def test_a_redis_that_hangs_is_left_in_peace_for_longer(publishing: Mock) -> None:
    def hang(*_: object) -> None:
        time.sleep(0.1)
        raise RedisConnectionError

    publishing.side_effect = hang
    hints.nudge("outbox", "event")
    assert hints._down_until - time.monotonic() > 1.5


def test_installations_on_one_redis_do_not_hear_each_other() -> None:
    assert hints.channel_name("outbox").startswith("artel-test")
