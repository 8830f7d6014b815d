"""Every page of the admin opens, in both languages, and no list asks the database once a row."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.models import CatalogueRow
from players.models import Player

# Session, user, the draft's badge in the sidebar, the page, its count; then one for each prefetch.
MOST_QUERIES = 22
ALL = sorted(admin.site._registry, key=lambda model: model._meta.label)
OWN_PAGES = [
    "admin:index",
    "admin:content_release_publish",
    "admin:world_location_map",
    "admin:world_eventrun_calendar",
    "admin:world_eventrun_start",
    "admin:world_eventschedule_add",
    "admin:players_apikey_issue",
    "admin:players_ledgerentry_economy",
    "admin:password_change",
]

pytestmark = pytest.mark.django_db


def page_of(model: type[models.Model], what: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)


def opened(client: Client, url: str, language: str) -> str:
    response = client.get(url, headers={"accept-language": language}, follow=True)
    assert response.status_code == 200, url
    text = response.content.decode()
    assert f'lang="{language}"' in text
    assert "onclick=" not in text  # the policy of the site would not let it run
    return text


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_page_opens(admin_client: Client, busy_world: Player, language: str) -> None:
    """Loading a world takes longer than a page, so one test walks them all; the URL is in the message."""
    for model in ALL:
        for url in pages_of(model):
            opened(admin_client, url, language)
    for page in OWN_PAGES:
        opened(admin_client, reverse(page), language)


def pages_of(model: type[models.Model]) -> list[str]:
    urls = [page_of(model, "changelist")]
    row = model._default_manager.first()
    if row is not None:
        urls += [page_of(model, "change", row.pk), page_of(model, "history", row.pk)]
    if issubclass(model, CatalogueRow) and row is not None and row.pk != "default":
        searches = ("q=a", "change=same", "change=added", "change=changed")
        urls += [page_of(model, "add"), page_of(model, "delete", row.pk)]
        urls += [f"{page_of(model, 'changelist')}?{query}" for query in searches]
    return urls


def test_no_list_asks_once_a_row(admin_client: Client, busy_world: Player) -> None:
    asked = {}
    for model in ALL:
        url = page_of(model, "changelist")
        admin_client.get(url, follow=True)  # warms what is read once a process
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(url, follow=True)
        asked[url] = len(queries)
    assert {url: count for url, count in asked.items() if count > MOST_QUERIES} == {}


def test_a_rule_that_is_not_filled_in_opens_as_an_empty_form(admin_client: Client) -> None:
    for url in ("/admin/world/worldrules/", "/admin/combat/combatrules/", "/admin/players/progress/"):
        response = admin_client.get(url, follow=True)
        assert response.status_code == 200
        assert response.redirect_chain[-1][0].endswith("/add/")


def test_a_row_that_is_not_there_is_not_an_error(admin_client: Client, world: None) -> None:
    for url in (
        "/admin/players/player/999999/change/",
        "/admin/players/player/x/change/",
        "/admin/combat/battle/x/change/",
        "/admin/content/release/x/change/",
        "/admin/content/release/999/activate/",
        "/admin/players/player/999/correct/",
    ):
        assert admin_client.get(url).status_code == 404


def test_names_are_completed_in_the_language_of_the_page(admin_client: Client, world: None) -> None:
    query = "app_label=world&model_name=locationexit&field_name=to&term=marsh"
    answer = admin_client.get(f"/admin/autocomplete/?{query}", headers={"accept-language": "ru"}).json()
    assert [result["text"] for result in answer["results"]] == ["🐸 Гнилая топь"]


def test_the_language_is_switched(admin_client: Client, world: None) -> None:
    response = admin_client.post("/admin/language/", {"language": "ru", "next": "/admin/"})
    assert response.status_code == 302
    assert 'lang="ru"' in admin_client.get("/admin/").content.decode()
