"""The real bot in this process, in a thread with its own event loop, against the emulator over HTTP."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from content.rules.catalogue import Catalogue
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.runtime import BotRuntime


@pytest.fixture(scope="session", autouse=True)
def _catalogs_compiled() -> None:
    call_command("compile_catalogs", verbosity=0)


@pytest.fixture
def telegram(settings: Settings) -> Iterator[RunningEmulator]:
    """An empty Telegram, which the settings point to."""
    with RunningEmulator() as running:
        settings.TELEGRAM_API_BASE_URL = running.url
        settings.TELEGRAM_BOT_TOKEN = running.token
        yield running


class RunningBot:
    """The bot between `start` and `stop`; `runtime` is its inside."""

    def __init__(self) -> None:
        self.runtime: BotRuntime
        self._loop: asyncio.AbstractEventLoop
        self._stop: asyncio.Event
        self._up = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="bot")

    def start(self) -> RunningBot:
        self._thread.start()
        assert self._up.wait(5)
        return self

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(30)
        assert not self._thread.is_alive()

    async def _run(self) -> None:
        self.runtime, self._loop, self._stop = BotRuntime(), asyncio.get_running_loop(), asyncio.Event()
        self._up.set()
        await self.runtime.run(self._stop)


@pytest.fixture
def bot(transactional_db: None, published_world: Catalogue, telegram: RunningEmulator) -> Iterator[RunningBot]:
    """The bot, playing the starter world."""
    running = RunningBot().start()
    yield running
    running.stop()
    connection.close()
