"""The page that rolls a loot table."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from content.services.bundles import bundle_load, bundle_read
from gameproject.testing import STARTER
from world.models import LootTable

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(published_world: object) -> LootTable:
    bundle_load(rows=bundle_read(STARTER), actor="test")
    table = LootTable.objects.filter(entries__isnull=False).first()
    assert table is not None
    return table


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_table_is_rolled_ten_thousand_times(admin_client: Client, draft: LootTable, language: str) -> None:
    url = reverse("admin:world_loottable_roll", args=[draft.pk])
    headers = {"accept-language": language}
    page = admin_client.get(f"{url}?seed=7&rolls=10000", headers=headers)
    assert page.status_code == 200
    entry = draft.entries.select_related("item").first()
    assert entry is not None
    text = page.content.decode()
    assert getattr(entry.item, f"name_{language}") in text
    again = admin_client.get(f"{url}?seed=7&rolls=10000", headers=headers)
    assert page.context["items"] == again.context["items"]
    bar = page.context["items"][0]
    assert bar.expected is not None
    assert abs(bar.share - bar.expected) < 3
    assert 'href="' + url in admin_client.get(reverse("admin:world_loottable_change", args=[draft.pk])).content.decode()


@pytest.mark.parametrize("query", ["?seed=-1&rolls=10", "?seed=1&rolls=999999", "?seed=x&rolls="])
def test_senseless_numbers_are_told_so(admin_client: Client, draft: LootTable, query: str) -> None:
    page = admin_client.get(reverse("admin:world_loottable_roll", args=[draft.pk]) + query)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert "items" not in page.context


def test_only_those_who_may_see_tables_roll_them(client: Client, admin_client: Client, draft: LootTable) -> None:
    assert client.get(reverse("admin:world_loottable_roll", args=[draft.pk])).status_code == 302
    assert admin_client.get(reverse("admin:world_loottable_roll", args=["nothing_like_it"])).status_code == 404
