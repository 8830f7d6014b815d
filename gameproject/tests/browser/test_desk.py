"""The moderation desk without a mouse, in any keyboard layout."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from content.models import BannedName, GameText
from content.services.bundles import bundle_load, bundle_read
from content.services.releases import release_publish
from content.tests.texts import prose
from gameproject.testing import STARTER

PASSWORD = "a long enough pass phrase"


@pytest.fixture
def desk(page: Page, live_server: object, transactional_db: None) -> Page:
    """Six texts wait, and a moderator who uses a Russian keyboard has just opened the queue."""
    User.objects.create_superuser("anna", password=PASSWORD)
    bundle_load(rows=bundle_read(STARTER), actor="test")
    release_publish(by=None, note="first")
    for number in range(1, 7):
        row = GameText.objects.create(
            purpose="monster", language="ru", fingerprint=f"{number:064d}", subject=f"monster:ghoul_{number}",
            facts={"monster": "Упырь", "place": "Топь", "about": "Встаёт из трясины."}, state="waiting",
            explorer_id=7, credit="Лёля",
        )  # fmt: skip
        row.versions.create(number=1, title="Мокрый Тит", body=prose(number), provider="scribe")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server}/admin/login/?next=/admin/content/gametext/desk/")
    page.locator("input[name=username]").fill("anna")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(re.compile("/desk/$"))
    return page


def strike(page: Page, code: str, letter: str) -> None:
    """A key as a browser tells of it when the layout is Russian: its place is that of `code`."""
    event = f"new KeyboardEvent('keydown', {{code: '{code}', key: '{letter}', bubbles: true, cancelable: true}})"
    page.evaluate(f"(document.activeElement || document.body).dispatchEvent({event})")


def opened(page: Page, number: int) -> None:
    expect(page.locator("#content-main header")).to_contain_text(f"monster:ghoul_{number}")


def test_a_queue_is_worked_off_by_keys(desk: Page) -> None:
    strike(desk, "KeyJ", "о")
    strike(desk, "KeyO", "щ")
    opened(desk, 1)
    desk.keyboard.press("j")
    opened(desk, 2)
    desk.keyboard.press("k")
    opened(desk, 1)
    strike(desk, "KeyA", "ф")
    opened(desk, 2)
    strike(desk, "KeyR", "к")
    desk.keyboard.type("Poorly written a")  # letters of a reason are no keys
    desk.keyboard.press("Enter")
    opened(desk, 3)
    desk.keyboard.press("g")
    desk.keyboard.type("darker")
    desk.keyboard.press("Enter")
    opened(desk, 4)
    desk.keyboard.press("e")
    desk.keyboard.press("Control+a")
    desk.keyboard.type(prose(77))
    desk.keyboard.press("Control+Enter")
    opened(desk, 5)
    desk.keyboard.press("b")
    desk.keyboard.type("rude")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Лёля").first).to_be_visible()
    opened(desk, 5)
    desk.keyboard.press("?")
    expect(desk.locator("dialog")).to_be_visible()
    desk.keyboard.press("a")  # while the help is open keys do nothing
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog")).not_to_be_visible()
    desk.keyboard.press("u")
    expect(desk.locator("[data-desk-row]")).to_have_count(2)
    for key in ("j", "x", "j", "x", "a"):
        desk.keyboard.press(key)
    expect(desk.locator("[data-desk-row]")).to_have_count(0)
    states = list(GameText.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["published", "rejected", "wanted", "published", "published", "published"]
    assert BannedName.objects.get().name == "Лёля"


def test_the_desk_fits_a_tablet(desk: Page, live_server: object) -> None:
    desk.set_viewport_size({"width": 768, "height": 1024})
    row = GameText.objects.order_by("pk")[0]
    for path in ("", f"{row.pk}/"):
        desk.goto(f"{live_server}/admin/content/gametext/desk/{path}")
        assert desk.evaluate("document.documentElement.scrollWidth") <= 768, path
