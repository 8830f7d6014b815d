"""Webhook mode, whole: Telegram posts to the site, the site stores, and two bot processes play side by side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from common.models import InboxMessage
from content.rules.catalogue import Catalogue
from players.models import Player
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.tests.conftest import RunningBot
from telegrambot.tests.person import Person


@pytest.fixture
def replicas(
    transactional_db: None,
    published_world: Catalogue,
    live_server: LiveServer,
    telegram: RunningEmulator,
    settings: Settings,
) -> Iterator[list[RunningBot]]:
    settings.TELEGRAM_WEBHOOK_URL = f"{live_server.url}/telegram/webhook"
    settings.TELEGRAM_WEBHOOK_SECRET = "only-telegram-knows"
    running = [RunningBot().start() for _ in range(2)]
    yield running
    for bot in running:
        bot.stop()


def test_two_replicas_play_one_game(replicas: list[RunningBot], telegram: RunningEmulator) -> None:
    """Each update takes effect once and each screen comes once, whichever replica hears of it first."""
    person = Person(telegram, "Нина", "ru")
    person.say("/start")
    assert "Добро пожаловать" in person.text
    person.say("Нина")
    assert Player.objects.get().name == "Нина"
    shown = [message for message in telegram.messages(person.id) if message["from"]["id"] != person.id]
    assert len(shown) == 2
    assert not InboxMessage.objects.exclude(state=InboxMessage.State.DONE).exists()
