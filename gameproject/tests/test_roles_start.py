"""Each role's real command, started for real on the test database, does its first thing and stops when asked."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.db import connection

from gameproject.embedded.redis_server import free_port
from gameproject.roles import ROLES
from gameproject.supervisor import Child

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def environment() -> dict[str, str]:
    """As in development, but on this worker's database and under its own Redis prefix."""
    name = str(connection.settings_dict["NAME"])
    return os.environ | {
        "ARTEL_ENV": "development",
        "DATABASE_URL": re.sub(r"@([^/]*)/[^?]*", rf"@\1/{name}", os.environ["DATABASE_URL"]),
        "GRANIAN_PORT": str(free_port()),
        "WORKER_CONCURRENCY": "1",
    }


def answers_200(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, TimeoutError, ConnectionError):
        return False


def assert_starts_and_stops(name: str, environment: dict[str, str], log: Path, fact: Callable[[], bool]) -> None:
    child = Child(ROLES[name], environment, log)
    child.start()
    process = child.process
    assert process is not None
    try:
        deadline = time.monotonic() + 30
        while not fact():
            assert process.poll() is None, child.log_tail()
            assert time.monotonic() < deadline, child.log_tail()
            time.sleep(0.1)
        process.terminate()
        assert process.wait(20) in {0, -signal.SIGTERM}, child.log_tail()
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.mark.parametrize("name", ["web", "realtime"])
def test_a_server_answers(name: str, environment: dict[str, str], tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{environment['GRANIAN_PORT']}/healthz"
    assert_starts_and_stops(name, environment, tmp_path / "log", lambda: answers_200(url))


@pytest.mark.parametrize(
    ("name", "first_words"), [("worker", "ready."), ("beat", "Scheduler: Sending due task relay-outbox")]
)
def test_background_work_begins(name: str, first_words: str, environment: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert_starts_and_stops(name, environment, log, lambda: first_words in log.read_text(errors="replace"))


def test_a_second_beat_stands_by_until_the_first_is_gone() -> None:
    from gameproject.beat import BeatLock

    first, second = BeatLock(), BeatLock()
    try:
        assert first.is_held()
        assert first.is_held()
        assert not second.is_held()
        first.release()
        assert second.is_held()
    finally:
        first.release()
        second.release()


def test_a_beat_whose_connection_broke_takes_its_lock_again() -> None:
    from gameproject.beat import BeatLock

    lock = BeatLock()
    try:
        assert lock.is_held()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory'"
                " AND pid <> pg_backend_pid()"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        assert lock.is_held()
    finally:
        lock.release()
