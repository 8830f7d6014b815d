"""A game master in a browser: log in, change a number, see it waiting, publish it, take it back."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from common.models import OutboxMessage
from content.models import ActiveRelease
from content.release import current, forget
from content.services.bundles import bundle_load, bundle_read
from content.services.releases import release_publish
from gameproject.testing import STARTER
from world.rules.catalogue import MonsterSpec

PASSWORD = "a long enough pass phrase"


@pytest.fixture
def monster(transactional_db: None) -> str:
    """The key of a monster of the published starter world."""
    User.objects.create_superuser("master", password=PASSWORD)
    bundle_load(rows=bundle_read(STARTER), actor="test")
    release_publish(by=None, note="first")
    forget()
    return next(iter(current().all(MonsterSpec)))


@pytest.fixture
def admin(page: Page, live_server: object, monster: str) -> Page:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server}/admin/")
    page.locator("input[name=username]").fill("master")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(re.compile("/admin/$"))
    return page


def test_a_change_is_published_and_rolled_back(admin: Page, live_server: object, monster: str) -> None:
    first = ActiveRelease.objects.get().release_id
    admin.goto(f"{live_server}/admin/world/monster/{monster}/change/")
    admin.locator("input[name=hp]").fill("4321")
    admin.locator("[name=_save]").first.click()
    admin.wait_for_load_state()

    admin.goto(f"{live_server}/admin/content/release/publish/")
    expect(admin.get_by_text("4321").first).to_be_visible()
    admin.locator("#publish_form button[type=submit]").click()
    admin.wait_for_load_state()
    forget()
    assert current().get(MonsterSpec, monster).hp == 4321

    admin.goto(f"{live_server}/admin/content/release/{first}/activate/")
    admin.locator("input[name=note], textarea[name=note]").fill("too tough")
    admin.locator("button.artel-button--bad[type=submit]").click()
    admin.wait_for_load_state()
    forget()
    assert current().release_id == first


def test_the_whole_starter_world_fits_beside_the_sidebar(admin: Page, live_server: object) -> None:
    admin.goto(f"{live_server}/admin/world/location/map/")
    hidden = "e => e.scrollWidth - e.clientWidth"
    assert admin.locator(".artel-scroll").evaluate(hidden) == 0


def test_a_queue_is_lines_and_not_cards_on_a_tablet(admin: Page, live_server: object) -> None:
    rows = [OutboxMessage(topic="telegram", name="screen.update", lane="7000001", payload={}) for _ in range(10)]
    OutboxMessage.objects.bulk_create(rows)
    admin.set_viewport_size({"width": 768, "height": 1024})
    admin.goto(f"{live_server}/admin/common/outboxmessage/")
    heights = admin.locator("#result_list .data-row").evaluate_all("rows => rows.map(row => row.offsetHeight)")
    assert len(heights) >= 10
    assert max(heights) < 90
    assert admin.evaluate("document.documentElement.scrollWidth") <= 768


def test_pages_fit_a_tablet(admin: Page, live_server: object) -> None:
    admin.set_viewport_size({"width": 768, "height": 1024})
    for path in ("", "world/location/", "world/location/map/", "content/release/", "content/release/publish/"):
        admin.goto(f"{live_server}/admin/{path}")
        assert admin.evaluate("document.documentElement.scrollWidth") <= 768, path
