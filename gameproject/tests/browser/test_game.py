"""A person with a phone plays the real game by the real bot in the browser chat."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from combat.models import Battle
from players.models import Player
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.tests.conftest import RunningBot, bot, telegram

__all__ = ["bot", "telegram"]

CUT_OFF = """() => [...document.querySelectorAll('button, .text, .bubble')]
  .filter((node) => node.offsetParent && node.scrollWidth > node.clientWidth + 1)
  .map((node) => node.className + ': ' + node.textContent.slice(0, 40))"""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).last.click()


def test_from_start_to_the_first_blow(page: Page, telegram: RunningEmulator, bot: RunningBot) -> None:
    """The first fight is four taps from /start, and nothing on the way is cut off."""
    page.goto(f"{telegram.chat_url}?start=&name=Лёля&lang=ru")
    expect(page.get_by_text("Добро пожаловать")).to_be_visible()
    for label, seen in (
        ("зовут Лёля", "Ратник"),
        ("Ратник", "Лесные ворота"),
        ("Старая просека", "Искать бой"),
        ("Искать бой", "Бежать"),
    ):
        press(page, label)
        expect(page.get_by_text(re.compile(seen)).last).to_be_visible()
        assert page.evaluate(CUT_OFF) == []
    press(page, "Удар")
    expect(page.get_by_text(re.compile("ход 2|Победа|Поражение")).last).to_be_visible()
    player = Player.objects.get()
    assert (player.name, player.language, player.character_class != "") == ("Лёля", "ru", True)
    assert Battle.objects.get().version == 1


def test_the_same_in_english(page: Page, telegram: RunningEmulator, bot: RunningBot) -> None:
    page.goto(f"{telegram.chat_url}?start=&name=Mia&lang=en")
    expect(page.get_by_text("Welcome")).to_be_visible()
    press(page, "I am Mia")
    expect(page.get_by_role("button", name=re.compile("Warrior"))).to_be_visible()
    press(page, "Warrior")
    expect(page.get_by_role("button", name=re.compile("Menu"))).to_be_visible()
    said = page.locator(".bubble .text").last.inner_text().replace("изм.", "")  # the page itself speaks Russian here
    assert not re.search("[а-яё]", said, re.IGNORECASE)
