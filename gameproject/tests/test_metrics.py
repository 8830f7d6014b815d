from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock
from urllib.request import urlopen

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from common import gauges, metrics
from common.models import InboxMessage, OutboxMessage, Timer
from common.relay import relay_events
from common.tests.sample import Greeted, Whispered, announce
from gameproject.embedded.redis_server import free_port
from gameproject.embedded.servers import PROJECT_ROOT

Sample = tuple[str, frozenset[tuple[str, str]]]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    gauges._waiting._read_at = -gauges._KEEP_SECONDS


def parsed(text: str) -> dict[Sample, float]:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def scraped() -> dict[Sample, float]:
    answer = Client().get("/metrics")
    assert answer.status_code == 200
    return parsed(answer.content.decode())


def sample(metric: str, /, **labels: str) -> Sample:
    return metric, frozenset(labels.items())


@pytest.mark.django_db(transaction=True)
def test_relayed_events_are_counted_with_the_time_they_took() -> None:
    before = scraped()
    announce(Greeted(1), Greeted(2), Whispered())
    relay_events()
    after = scraped()
    greeted = sample("artel_events_total", name="common.Greeted", outcome="")
    assert after[greeted] - before.get(greeted, 0) == 2
    count = sample("artel_relay_seconds_count")
    assert after[count] - before[count] == 3
    quick = sample("artel_relay_seconds_bucket", le="5.0")
    assert after[quick] - before[quick] == 3


@pytest.mark.django_db
def test_what_waits_and_what_gave_up_is_told_with_its_age() -> None:
    old = timezone.now() - timedelta(seconds=90)
    OutboxMessage.objects.create(topic="event", name="x", payload={}, created_at=old)
    OutboxMessage.objects.create(topic="telegram", name="x", payload={}, state="dead")
    OutboxMessage.objects.create(topic="event", name="x", payload={}, state="done")
    InboxMessage.objects.create(source="bot", external_id=1, lane=1, payload={}, received_at=old)
    InboxMessage.objects.create(source="bot", external_id=2, lane=1, payload={}, state="parked")
    Timer.objects.create(kind="bell", key="1", due_at=old)
    Timer.objects.create(kind="bell", key="2", due_at=timezone.now() + timedelta(hours=1))
    now = scraped()
    waiting = {key: value for key, value in now.items() if key[0] == "artel_waiting"}
    assert waiting == {
        sample("artel_waiting", queue="outbox_pending", kind="event"): 1,
        sample("artel_waiting", queue="outbox_dead", kind="telegram"): 1,
        sample("artel_waiting", queue="inbox_pending", kind="bot"): 1,
        sample("artel_waiting", queue="inbox_parked", kind="bot"): 1,
        sample("artel_waiting", queue="timer_overdue", kind="bell"): 1,
    }
    assert 90 <= now[sample("artel_waiting_seconds", queue="inbox_pending", kind="bot")] < 100


@pytest.mark.django_db
def test_without_the_database_the_rest_is_still_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gauges, "connection", Mock(cursor=Mock(side_effect=OperationalError)))
    now = scraped()
    assert sample("artel_relay_seconds_count") in now
    assert not any(name == "artel_waiting" for name, _ in now)


def test_roles_without_http_answer_on_a_port_of_their_own(settings: Settings) -> None:
    settings.METRICS_PORT = free_port()
    metrics.serve_metrics()
    with urlopen(f"http://127.0.0.1:{settings.METRICS_PORT}/metrics", timeout=5) as answer:
        assert sample("artel_sockets") in parsed(answer.read().decode())


def test_a_port_that_is_taken_does_not_stop_a_role(settings: Settings) -> None:
    settings.METRICS_PORT = free_port()
    metrics.serve_metrics()
    metrics.serve_metrics()


def test_processes_that_share_a_directory_answer_for_each_other(tmp_path: Path) -> None:
    program = (
        "import os; from django import setup; setup()\n"
        "from common import metrics\n"
        "metrics.COMMANDS.labels('common.shared').inc()\n"
        "if os.fork() == 0:\n"
        "    metrics.COMMANDS.labels('common.shared').inc(); os._exit(0)\n"
        "os.wait()\n"
        "from prometheus_client import generate_latest\n"
        "print(generate_latest(metrics.process_registry()).decode())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT_ROOT,
        env=environment(PROMETHEUS_MULTIPROC_DIR=str(tmp_path)),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert parsed(done.stdout)[sample("artel_commands_total", command="common.shared")] == 2


def environment(**more: str) -> dict[str, str]:
    return os.environ | {"DJANGO_SETTINGS_MODULE": "gameproject.settings"} | more
