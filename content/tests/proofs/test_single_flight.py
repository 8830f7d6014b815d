"""However many ask for a text at once, and whatever dies meanwhile: it is paid for once. Shown by real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

from content.models import GameText, TextCall, TextQuota, TextSpending, TextTraffic, TextWish
from content.rules.catalogue import Catalogue
from content.rules.texts import TextRulesSpec
from content.selectors import texts
from content.selectors.texts import text_told
from content.tests.provider_stub import Stub, answering, gemini, hanging, running_stub
from content.tests.texts import WRITTEN, ford
from gameproject.testing import publish_catalogue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clean_redis", "published_world")]

READERS, THREADS, WRITERS = 4, 50, 4
LOOKED_AGAIN = 1.2  # seconds after which every writer has looked for more
ANSWER = answering(gemini(json.dumps({"text": WRITTEN}, ensure_ascii=False)))

# Forks its processes once the libraries are loaded, says their numbers, and hands on what they say.
CREW = """
import multiprocessing, sys, threading, time, django
django.setup()
from django.db import connection
from common import clock
from content.providers.chosen import provider_chosen
from content.providers.gemini import GeminiProvider
from content.selectors.texts import text_told
from content.state.traffic import traffic_write
from content.tests.texts import ford
from content.writer import WriterThread

def write():
    WriterThread(provider_chosen()).start()
    time.sleep(60)

def read(number, threads, gate):
    told, together = [], threading.Barrier(threads)
    def player(player_id):
        if together.wait() == 0:
            gate.wait()
        together.wait()
        told.append(text_told(ford(), player_id=player_id))
        connection.close()
    players = [threading.Thread(target=player, args=(1000 * number + it,)) for it in range(threads)]
    for it in players: it.start()
    for it in players: it.join()
    traffic_write(clock.now().date())
    print("read", sum(bool(it.body) for it in told), flush=True)

writers, readers, threads = map(int, sys.argv[1:])
fork = multiprocessing.get_context("fork")
gate = fork.Barrier(max(readers, 1))
crew = [fork.Process(target=write) for _ in range(writers)]
crew += [fork.Process(target=read, args=(number, threads, gate)) for number in range(1, readers + 1)]
for it in crew:
    it.start()
print(*(it.pid for it in crew), flush=True)
for it in crew:
    it.join()
"""

Crew = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(autouse=True)
def no_memory() -> Iterator[None]:
    texts.forget_all()
    yield
    texts.forget_all()


@pytest.fixture
def stub() -> Iterator[Stub]:
    with running_stub() as server:
        yield server


@pytest.fixture
def crew(stub: Stub) -> Iterator[Crew]:
    """Start processes on this test's database whose provider is the stub."""
    address = urlsplit(os.environ["DATABASE_URL"])
    environment = os.environ | {
        "DATABASE_URL": urlunsplit(address._replace(path="/" + connection.settings_dict["NAME"])),
        "DATABASE_POOL": "1",  # fifty threads of a process share eight connections
        "DJANGO_SETTINGS_MODULE": "gameproject.settings",
        "REDIS_URL": settings.REDIS_URL,
        "REDIS_PREFIX": settings.REDIS_PREFIX,
        "TEXT_PROVIDER": "gemini",
        "GEMINI_API_KEY": "k",
        "GEMINI_BASE_URL": stub.url,
    }
    started: list[subprocess.Popen[str]] = []

    def start(*, writers: int = 0, readers: int = 0) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", CREW, str(writers), str(readers), str(THREADS)],
            env=environment,
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def until(fact: Callable[[], bool], most: float = 10) -> None:
    ends = time.monotonic() + most
    while not fact():
        assert time.monotonic() < ends
        time.sleep(0.02)


def is_published() -> bool:
    return GameText.objects.filter(state=GameText.State.PUBLISHED).exists()


def test_two_hundred_at_once_in_four_processes_cost_one_call(stub: Stub, crew: Crew) -> None:
    stub.script = [ANSWER]
    processes = crew(writers=WRITERS, readers=READERS)
    assert len(line(processes).split()) == WRITERS + READERS
    assert [line(processes) for _ in range(READERS)] == [f"read {THREADS}"] * READERS
    until(is_published)
    texts.forget_all()
    assert text_told(ford()).body == WRITTEN
    time.sleep(LOOKED_AGAIN)
    assert len(stub.requests) == 1
    assert [call.outcome for call in TextCall.objects.all()] == ["ok"]
    assert GameText.objects.count() == 1
    money = TextSpending.objects.get(purpose="")
    assert money.reserved == 0
    assert money.spent == TextCall.objects.get().cost > 0
    assert TextWish.objects.count() == 0
    assert sum(TextQuota.objects.values_list("texts", flat=True)) == 1, "only who was first has brought it about"
    assert TextTraffic.objects.get(purpose="").readers == READERS * THREADS


def test_a_writer_killed_in_its_call_is_followed_by_exactly_one_more(
    stub: Stub, crew: Crew, published_world: Catalogue
) -> None:
    rules = replace(published_world.get(TextRulesSpec, "default"), lease_seconds=3)
    publish_catalogue(Catalogue(0, dict(published_world.sections) | {TextRulesSpec: {"default": rules}}))
    stub.script = [hanging(8), ANSWER]
    text_told(ford(), player_id=7)
    processes = crew(writers=1)
    (first,) = map(int, line(processes).split())
    until(lambda: len(stub.requests) == 1)
    os.kill(first, signal.SIGKILL)
    killed_at = time.monotonic()
    line(crew(writers=3))
    until(is_published)
    assert time.monotonic() - killed_at > 2, "not before the lease was over"
    time.sleep(LOOKED_AGAIN)
    assert len(stub.requests) == 2
    calls = list(TextCall.objects.order_by("pk"))
    assert [call.outcome for call in calls] == ["lost", "ok"]
    assert calls[0].cost == calls[0].reserved > 0, "what was taken for it counts as spent"
    money = TextSpending.objects.get(purpose="")
    assert (money.reserved, money.spent) == (0, calls[0].cost + calls[1].cost)
