"""Fixtures: an emulator on a loopback port, and the unmodified python-telegram-bot talking to it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot

from telegrambot.emulator.config import EmulatorConfig
from telegrambot.emulator.testing import RunningEmulator


@pytest.fixture
def telegram() -> Iterator[RunningEmulator]:
    with RunningEmulator(EmulatorConfig(webhook_retry_base_s=0.02)) as running:
        yield running


@pytest.fixture
async def bot(telegram: RunningEmulator) -> AsyncIterator[Bot]:
    async with Bot(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url) as bot:
        yield bot


@pytest.fixture
def lena(telegram: RunningEmulator) -> int:
    """A person who has started the bot."""
    return telegram.person("Лена", username="lena_artel", language_code="ru", has_started=True)
