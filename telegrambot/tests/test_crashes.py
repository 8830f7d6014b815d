"""`kill -9` of the real `run_bot` at its worst moments: each update takes effect once, and the reply comes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest
from django.conf import settings
from django.db import connection

from combat.models import Battle, BattleTurn
from common.models import InboxMessage, OutboxMessage
from content.rules.catalogue import Catalogue
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.tests.person import Person
from telegrambot.tests.test_faults import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(settings.BASE_DIR)


class BotProcess:
    """`manage.py run_bot` in a process of its own, against this test's database."""

    def __init__(self, telegram: RunningEmulator, **environment: str) -> None:
        database = connection.settings_dict
        url = f"postgresql:///{database['NAME']}?host={database['HOST']}&user={database['USER']}"
        known = {
            "ARTEL_ENV": "test",
            "DATABASE_URL": url + (f"&port={database['PORT']}" if database["PORT"] else ""),
            "TELEGRAM_API_BASE_URL": telegram.url,
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "PGPASSWORD": str(database["PASSWORD"]),
        }
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "run_bot"], cwd=ROOT, env=os.environ | known | environment
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def wait_dead(self) -> None:
        assert self.process.wait(40) == -signal.SIGKILL

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@pytest.fixture
def lena(telegram: RunningEmulator, transactional_db: None, published_world: Catalogue) -> Iterator[Person]:
    """A person in the middle of a battle; no bot runs."""
    with BotProcess(telegram) as bot:
        person = Person(telegram, patience=40).begin().tap("go.2.old_clearing").tap("fight.")
        assert bot.stop() == 0
    yield person
    connection.close()


@pytest.mark.parametrize("point", ["after_store", "before_commit", "after_commit", "after_send", "before_marks"])
def test_killed_at_any_point_nothing_is_lost_or_doubled(telegram: RunningEmulator, lena: Person, point: str) -> None:
    strike = next(data for data in lena.data if data.startswith("attack."))
    telegram.enqueue([{"person_id": lena.id, "data": strike}])
    with BotProcess(telegram, ARTEL_CRASH_AT=point) as bot:
        bot.wait_dead()
    assert Battle.objects.get().version == (0 if point in {"after_store", "before_commit"} else 1)
    # The lease of the dead process would run out by itself; the test does not wait for it.
    OutboxMessage.objects.filter(topic="telegram").update(due_at="2020-01-01T00:00:00Z")
    with BotProcess(telegram) as again:
        eventually(lambda: not InboxMessage.objects.exclude(state=InboxMessage.State.DONE).exists(), 40)
        eventually(lambda: not OutboxMessage.objects.filter(topic="telegram", state="pending").exists(), 40)
        assert again.stop() == 0
    assert Battle.objects.get().version == 1
    assert BattleTurn.objects.filter(number__gt=0).count() == 1
    shown = next(m for m in telegram.messages(lena.id) if m["message_id"] == lena.screen["message_id"])
    assert shown["text"] != lena.text


def test_a_stop_in_the_middle_of_work_loses_nothing(telegram: RunningEmulator, lena: Person) -> None:
    telegram.enqueue([{"person_id": lena.id, "text": "/attack"}] * 10)
    played = InboxMessage.objects.filter(payload__message__text="/attack", state="done")
    with BotProcess(telegram) as bot:
        eventually(played.exists, 40)
        assert bot.stop() == 0
    with BotProcess(telegram) as again:
        eventually(lambda: played.count() == 10, 40)
        assert again.stop() == 0
    battle = Battle.objects.get()
    assert battle.outcome or battle.version == 10


def test_a_stop_while_the_database_is_away_ends_all_the_same(telegram: RunningEmulator, lena: Person) -> None:
    with BotProcess(telegram) as bot:
        lena.say("/look")
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE common_outboxmessage RENAME TO gone")
        try:
            telegram.enqueue([{"person_id": lena.id, "text": "/look"}])
            assert bot.process.poll() is None
            assert bot.stop() == 0
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE gone RENAME TO common_outboxmessage")
