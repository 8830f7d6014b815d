"""The bot process, as production runs it, while PostgreSQL restarts and Redis forgets everything."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gameproject.tests.faults.stack import Stack, wait_for
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.tests.person import Person

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]


@pytest.fixture
def telegram() -> Iterator[RunningEmulator]:
    with RunningEmulator() as running:
        yield running


@pytest.fixture
def bot_stack(telegram: RunningEmulator) -> Iterator[Stack]:
    home = Path(tempfile.mkdtemp(prefix="artel-bot-faults-"))
    home.chmod(0o711)
    settings = {"TELEGRAM_API_BASE_URL": telegram.url, "TELEGRAM_BOT_TOKEN": telegram.token}
    stack = Stack(home, roles=("bot",), settings=settings)
    try:
        stack.servers.ensure()
        stack.manage("compile_catalogs", "--verbosity", "0")
        stack.manage("migrate", "--verbosity", "0")
        stack.manage("load_starter_world", "--verbosity", "0")
        stack.ports["bot"] = 0
        stack.start_role("bot")
        wait_for(lambda: "bot.receiving" in stack.log("bot"), lambda: stack.log("bot"))
        yield stack
    finally:
        stack.stop()
        shutil.rmtree(home, ignore_errors=True)


def test_play_goes_on_when_its_servers_come_back(bot_stack: Stack, telegram: RunningEmulator) -> None:
    """What was tapped while PostgreSQL was away happens once it is back; an emptied Redis is not even noticed."""
    person = Person(telegram, "Лёля", "ru", patience=40)
    person.say("/start")
    person.say("Лёля")
    assert "Ратник" in " ".join(person.labels)

    bot_stack.redis_cli("FLUSHALL")
    bot_stack.servers.postgres.stop()
    telegram.press(person.id, next(label for label in person.labels if "Ратник" in label), timeout=0)
    bot_stack.servers.postgres.start()
    assert "Лесные ворота" in str(person.hear()["text"])

    bot_stack.stop_redis()
    person.say("/character")
    assert "Лёля" in person.text
    bot_stack.servers.ensure()
    person.say("/bag")
    assert person.text
