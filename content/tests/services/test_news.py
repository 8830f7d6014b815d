"""A swap is heard at once, by real processes, and found by looking when Redis is away."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

from content import news
from content import release as releases
from content.models import ActiveRelease, Release
from content.news import NewsListener, keep_listening
from content.release import NEWS, swap_tell
from content.services.releases import release_activate
from gameproject.testing import publish_catalogue, starter_catalogue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clean_redis")]

# Plays by the active release and says which; it looks by itself once a minute only.
OTHER_PROCESS = """
import time, django
django.setup()
from django.conf import settings
from content import release
settings.NEWS_HEARD = True
release._LOOK_EVERY = 60
known = None
while True:
    now = release.current().release_id
    if now != known:
        print(now, release.release_catalogue.cache_info().currsize, flush=True)
        known = now
    time.sleep(0.002)
"""


def seconds_until(fact: Callable[[], bool], most: float = 5) -> float:
    started = time.monotonic()
    while not fact():
        assert time.monotonic() - started < most
        time.sleep(0.002)
    return time.monotonic() - started


def two_releases() -> tuple[Release, Release]:
    """The second is active."""
    return publish_catalogue(starter_catalogue()), publish_catalogue(starter_catalogue())


def subscribers(redis: object) -> int:
    ((_, count),) = redis.pubsub_numsub(news.channel_name(NEWS))  # type: ignore[attr-defined]
    return int(count)


@pytest.fixture
def other_process() -> Iterator[subprocess.Popen[str]]:
    address = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(address._replace(path="/" + connection.settings_dict["NAME"]))
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROCESS],
        env=os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "gameproject.settings"},
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


@pytest.fixture
def listener() -> Iterator[NewsListener]:
    thread = NewsListener()
    yield thread
    thread.stop()


@pytest.fixture
def rare_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releases, "_LOOK_EVERY", 60)


def test_another_process_hears_a_swap(other_process: subprocess.Popen[str], clean_redis: object) -> None:
    older, newer = two_releases()
    assert other_process.stdout is not None
    assert other_process.stdout.readline().split() == [str(newer.pk), "1"]
    seconds_until(lambda: subscribers(clean_redis) == 1)

    started = time.monotonic()
    release_activate(release_id=older.pk, by=None)

    assert other_process.stdout.readline().split() == [str(older.pk), "2"]
    assert time.monotonic() - started < 0.4


@pytest.mark.usefixtures("rare_looks")
def test_a_release_is_built_before_it_takes_over(listener: NewsListener, clean_redis: object) -> None:
    older, newer = two_releases()
    assert releases.current().release_id == newer.pk
    listener.start()
    seconds_until(lambda: subscribers(clean_redis) == 1)
    ActiveRelease.objects.update(release=older)
    releases.release_catalogue.cache_clear()
    swap_tell(older.pk)

    seconds_until(lambda: releases.release_catalogue.cache_info().currsize == 1)
    seconds_until(lambda: releases.current().release_id == older.pk)
    assert releases.release_catalogue.cache_info().misses == 1


def test_without_redis_a_swap_is_found_by_looking(listener: NewsListener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
    older, newer = two_releases()
    listener.start()
    assert releases.current().release_id == newer.pk
    ActiveRelease.objects.update(release=older)
    assert seconds_until(lambda: releases.current().release_id == older.pk) < 2
    assert listener.is_alive()


@pytest.mark.usefixtures("rare_looks")
def test_what_cannot_be_built_does_not_end_the_listening(listener: NewsListener, clean_redis: object) -> None:
    older, newer = two_releases()
    assert releases.current().release_id == newer.pk
    listener.start()
    seconds_until(lambda: subscribers(clean_redis) == 1)
    swap_tell(newer.pk + 1000)
    ActiveRelease.objects.update(release=older)
    swap_tell(older.pk)
    seconds_until(lambda: releases.current().release_id == older.pk)


def listener_of_this_process() -> NewsListener | None:
    keep_listening()
    return news._listener


def test_a_process_has_one_listener(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "_listener", None)
    assert listener_of_this_process() is None, "tests start their own"
    monkeypatch.setattr(settings, "NEWS_HEARD", True)
    first = listener_of_this_process()
    assert first is not None
    assert listener_of_this_process() is first
    first.stop()
    second = listener_of_this_process()
    assert second is not None
    assert second is not first, "as in a forked process, where no thread of the parent lives"
    second.stop()


def test_a_process_that_may_start_no_thread_plays_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(settings, "NEWS_HEARD", True)
    monkeypatch.setattr(news, "_listener", None)
    monkeypatch.setattr(threading.Thread, "start", no_room)
    _, newer = two_releases()
    assert releases.current().release_id == newer.pk


def test_a_fork_waits_for_the_swap_in_hand() -> None:
    with news._hearing:
        forked = threading.Thread(target=lambda: os.waitpid(_fork(), 0))
        forked.start()
        time.sleep(0.1)
        assert forked.is_alive()
    forked.join(5)
    assert not forked.is_alive()


def _fork() -> int:
    child = os.fork()
    if child == 0:
        os._exit(0)
    return child
