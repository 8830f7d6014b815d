"""The browser chat in a real browser, on a phone and on a desk."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from telegrambot.emulator.testing import RunningEmulator
from telegrambot.emulator.tests.playing import LONG_LABEL, BotThread

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]

PHONE = {"width": 390, "height": 844}
CUT_OFF = """() => [...document.querySelectorAll('button, .text, .bubble, dialog')]
  .filter((node) => node.offsetParent && node.scrollWidth > node.clientWidth + 1)
  .map((node) => node.className + ': ' + node.textContent.slice(0, 40))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield started
        started.close()


@pytest.fixture
def problems() -> list[str]:
    """What the browser's console complained of."""
    return []


@pytest.fixture
def page(browser: Browser, problems: list[str]) -> Iterator[Page]:
    yield from opened(browser, problems, viewport=PHONE, locale="ru-RU")
    assert problems == []


def opened(browser: Browser, problems: list[str], **settings: Any) -> Iterator[Page]:
    context = browser.new_context(**settings)
    page = context.new_page()
    page.set_default_timeout(5000)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    yield page
    context.close()


def test_a_person_plays_on_a_phone(telegram: RunningEmulator, page: Page) -> None:
    with BotThread(telegram):
        page.goto(f"{telegram.chat_url}?start=ref_9&name=Катя&lang=ru")
        expect(page.get_by_text("Привет ref_9")).to_be_visible()
        expect(page.get_by_text("<script>")).to_be_visible()
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        page.get_by_role("button", name="Дальше").click()
        expect(page.get_by_text("Шаг 1")).to_be_visible()
        expect(page.get_by_text("Идём")).to_be_visible()
        page.get_by_role("button", name="Громко").click()
        expect(page.get_by_role("dialog")).to_contain_text("Ответ alert")
        page.get_by_role("button", name="Понятно").click()
        page.get_by_role("button", name="Молча").click()
        expect(page.get_by_role("button", name="Молча")).to_have_attribute("aria-busy", "true")
        page.get_by_role("button", name=LONG_LABEL).click()
        expect(page.get_by_text("Ответ toast2")).to_be_visible()
        page.get_by_role("button", name="Картина").click()
        expect(page.get_by_role("img", name="Фото: Подпись")).to_be_visible()


def test_commands_reply_buttons_and_payment(telegram: RunningEmulator, page: Page) -> None:
    with BotThread(telegram):
        page.goto(telegram.chat_url)
        page.get_by_label("Имя").fill("Лена")
        page.get_by_role("button", name="Открыть чат").click()
        page.get_by_role("button", name="Начать").click()
        page.get_by_role("button", name="Карта").click()
        expect(page.locator(".is-mine", has_text="Карта")).to_be_visible()
        page.get_by_role("button", name="Команды бота").click()
        page.get_by_role("option", name="/buy Купить").click()
        page.get_by_role("button", name="Оплатить 50 ⭐").click()
        page.get_by_role("dialog").get_by_role("button", name="Оплатить 50 ⭐").click()
        expect(page.locator(".service", has_text="Оплачено: 50 ⭐")).to_be_visible()
        (lena,) = telegram.emulator.people.chats
        telegram.block(lena)
        expect(page.get_by_role("button", name="Вернуться к боту")).to_be_visible()


def test_three_people_side_by_side_and_a_server_that_comes_back(
    telegram: RunningEmulator, browser: Browser, problems: list[str]
) -> None:
    for page in opened(browser, problems, viewport={"width": 1440, "height": 900}, locale="en-US", color_scheme="dark"):
        page.goto(telegram.chat_url)
        page.get_by_role("button", name="Three side by side").click()
        expect(page.locator(".chat")).to_have_count(3)
        lena, boris, mia = telegram.emulator.people.chats
        telegram.say(boris, "я здесь")
        expect(page.locator(f'[data-person="{boris}"]').get_by_text("я здесь")).to_be_visible()
        expect(page.locator(f'[data-person="{mia}"]').get_by_text("я здесь")).to_have_count(0)
        page.reload()
        expect(page.locator(".chat")).to_have_count(3)
        telegram._await(telegram.emulator.watchers.close())
        telegram.say(lena, "после обрыва")
        expect(page.get_by_text("после обрыва")).to_be_visible()
        assert page.evaluate(CUT_OFF) == []
    assert problems == []
