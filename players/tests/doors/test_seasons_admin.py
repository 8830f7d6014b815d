"""Game masters make seasons, look at how they ended, and end one early."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from common import clock
from common.models import AuditEntry
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.models import Season

pytestmark = pytest.mark.django_db


def season(state: str, *, days: int = 0) -> Season:
    now = clock.now() + timedelta(days=days)
    times = {"starts_at": now - timedelta(days=1), "ends_at": now + timedelta(days=27)}
    return Season.objects.create(name_ru="Сезон 1", name_en="Season 1", state=state, counted=["wins"], **times)


def form(starts_at: datetime, ends_at: datetime, **changes: object) -> dict[str, object]:
    return {
        "name_ru": "Сезон 2", "name_en": "Season 2", "repeats": "on",
        "starts_at_0": starts_at.date(), "starts_at_1": "12:00", "ends_at_0": ends_at.date(), "ends_at_1": "12:00",
        "prizes-TOTAL_FORMS": "1", "prizes-INITIAL_FORMS": "0",
        "prizes-0-board": "wins", "prizes-0-first": "1", "prizes-0-last": "3", "prizes-0-gold": "100",
        "prizes-0-item": "herb_tonic", "prizes-0-amount": "2", **changes,
    }  # fmt: skip


def test_a_season_is_planned_with_its_prizes(admin_client: Client, published_world: Catalogue) -> None:
    now = clock.now()
    sent = form(now + timedelta(days=1), now + timedelta(days=29))
    response = admin_client.post("/admin/players/season/add/", sent)
    assert response.status_code == 302, response.content.decode()
    made = Season.objects.get()
    prize = made.prizes.get()
    assert (made.state, prize.first, prize.last, prize.gold, prize.item, prize.amount) == (
        "planned", 1, 3, 100, "herb_tonic", 2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"prizes-0-gold": "0", "prizes-0-item": ""}, "A prize needs gold"),
        ({"prizes-0-last": "0"}, "The last place cannot stand before the first"),
        ({"prizes-0-item": "no_such_thing"}, "no_such_thing"),
        ({"ends_at_0": "2020-01-01"}, "This is over already"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    admin_client: Client, published_world: Catalogue, changes: dict[str, object], words: str
) -> None:
    now = clock.now()
    sent = form(now + timedelta(days=1), now + timedelta(days=29), **changes)
    page = admin_client.post("/admin/players/season/add/", sent, headers={"accept-language": "en"})
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not Season.objects.exists()


def test_seasons_that_overlap_are_refused(admin_client: Client, published_world: Catalogue) -> None:
    season("running")
    now = clock.now()
    sent = form(now + timedelta(days=5), now + timedelta(days=40))
    page = admin_client.post("/admin/players/season/add/", sent, headers={"accept-language": "en"})
    assert "Another season covers a part of this time" in page.content.decode()
    assert Season.objects.count() == 1


def test_a_running_season_is_ended_with_a_reason(admin_client: Client, published_world: Catalogue) -> None:
    running = season("running")
    running.prizes.create(board="wins", gold=500)
    url = f"/admin/players/season/{running.pk}/close/"
    assert "500" in admin_client.get(url).content.decode()
    assert admin_client.post(url, {"reason": ""}).status_code == 200
    running.refresh_from_db()
    assert running.state == "running"
    assert admin_client.post(url, {"reason": "too easy"}).status_code == 302
    running.refresh_from_db()
    assert running.state == "counting"
    assert AuditEntry.objects.get().reason == "too easy"
    again = admin_client.post(url, {"reason": "again"}, headers={"accept-language": "en"}).content.decode()
    assert "only one that is can be ended" in again


def test_a_closed_season_shows_its_best_and_changes_no_more(admin_client: Client, published_world: Catalogue) -> None:
    closed, hero = season("closed"), make_player()
    closed.standings.create(board="wins", player=hero, rank=1, score=77)
    url = f"/admin/players/season/{closed.pk}/change/"
    text = admin_client.get(url).content.decode()
    assert hero.name in text
    assert "77" in text
    assert 'name="_save"' not in text
    assert admin_client.post(url, form(clock.now(), clock.now())).status_code == 403
    assert admin_client.post(f"/admin/players/season/{closed.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "victories" in admin_client.get(f"/admin/players/player/{hero.pk}/change/").content.decode()


def test_who_may_only_look_cannot_end_it(published_world: Catalogue) -> None:
    running = season("running")
    user = User.objects.create_user("reader", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_season"))
    client = Client()
    client.force_login(user)
    assert "/close/" not in client.get(f"/admin/players/season/{running.pk}/change/").content.decode()
    assert client.post(f"/admin/players/season/{running.pk}/close/", {"reason": "why"}).status_code == 403
