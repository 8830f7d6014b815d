"""What texts cost, as the admin shows it: empty, busy, out of money, and with a provider that is closed off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common import clock
from common.models import AuditEntry
from content.models import GameText, ProviderHealth, TextCall, TextQuota, TextSpending, TextTraffic
from content.rules.catalogue import Catalogue
from content.selectors.costs import costs_of, purses, troubles
from content.tests.texts import ford

pytestmark = pytest.mark.django_db

PAGE = "/admin/content/textspending/"


@pytest.fixture
def month(published_world: Catalogue) -> None:
    today = clock.now().date()
    for number in range(20):
        day = today - timedelta(days=number)
        TextTraffic.objects.create(day=day, purpose="location", hits=900, misses=100, refused=3)
        TextTraffic.objects.create(day=day, purpose="", readers=50)
        TextSpending.objects.create(day=day, purpose="location", spent=50_000)
        TextSpending.objects.create(day=day, purpose="", spent=50_000)
        for outcome, milliseconds in (("ok", 400), ("ok", 800), ("transport", 9_000), ("lost", 0)):
            TextCall.objects.create(
                purpose="location", provider="gemini", model="m", outcome=outcome, milliseconds=milliseconds,
                reserved=30_000, cost=12_500, day=day,
            )  # fmt: skip


def test_figures(month: None) -> None:
    today = clock.now().date()
    costs = costs_of(today - timedelta(days=9), today)
    assert (costs.hits, costs.reads, costs.refused, costs.total) == (9_000, 10_000, 30, 500_000)
    assert (costs.texts, costs.failed, costs.a_text) == (20, 20, 25_000)
    assert costs.a_thousand_readers == 1_000_000, "a dollar a day"
    assert costs.saved == 9_000 * 25_000
    assert (costs.p50, costs.p95) == (800, 9_000), "a call that was lost has no length"
    assert costs.calls[today].outcomes == {"ok": 2, "transport": 1, "lost": 1}


def test_the_page_in_both_languages_and_few_queries(month: None, admin_client: Client) -> None:
    admin_client.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        page = admin_client.get(PAGE).content.decode()
    assert len(queries) <= 24, [query["sql"][:100] for query in queries]
    assert "90.0 %" in page
    russian = admin_client.get(PAGE, headers={"accept-language": "ru"})
    assert russian.status_code == 200
    assert admin_client.get("/admin/content/textcall/").status_code == 200


def test_before_anything_was_read_or_published(admin_client: Client) -> None:
    page = admin_client.get(PAGE).content.decode()
    assert "GEMINI_API_KEY" in page
    assert "Publish a world first" in page
    assert admin_client.get("/admin/").status_code == 200


def test_a_budget_that_is_used_up_is_said_on_the_first_page(month: None, admin_client: Client) -> None:
    assert troubles(now=clock.now()) == ([], [])
    TextSpending.objects.filter(day=clock.now().date(), purpose="").update(spent=990_000)
    (purse,) = purses(today=clock.now().date())
    assert (purse.is_empty, purse.left) == (True, 10_000)
    for address in (PAGE, "/admin/"):
        assert "composed texts until 00:00 UTC" in admin_client.get(address).content.decode()


def test_a_provider_is_tried_at_once(published_world: Catalogue, admin_client: Client) -> None:
    now = clock.now()
    later = now + timedelta(minutes=5)
    ProviderHealth.objects.create(provider="gemini", failures=7, open_until=later, changed_at=now)
    asked = ford()
    GameText.objects.create(
        purpose="location", language="ru", fingerprint=asked.fingerprint, subject=asked.subject, facts={}, due_at=later
    )
    assert "gemini" in admin_client.get("/admin/").content.decode()
    assert "closed off" in admin_client.get(PAGE).content.decode()
    assert admin_client.get("/admin/content/textspending/try/gemini/").status_code == 403
    admin_client.post("/admin/content/textspending/try/gemini/")
    health = ProviderHealth.objects.get()
    assert health.failures == 7, "closed off all the same, until the probe gets through"
    assert health.open_until is not None
    assert health.open_until <= clock.now()
    assert GameText.objects.get().due_at <= clock.now()
    assert AuditEntry.objects.get(action="content.provider_try_now").subject == "provider:gemini"


def test_players_at_their_measure(month: None, admin_client: Client) -> None:
    TextQuota.objects.create(day=clock.now().date(), player_id=7, texts=30)
    assert "players at their measure today" in admin_client.get(PAGE).content.decode()
