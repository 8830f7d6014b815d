"""The first page answers a game master's questions, in a bounded number of queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from combat.models import Battle
from common import clock
from gameproject.admin.figures import fights_by, fights_by_day, people, waiting
from players.models import Player
from world.models import Monster

pytestmark = pytest.mark.django_db


def ended(player: Player, outcome: str, monster: str, days_ago: int = 0) -> None:
    battle = Battle.objects.get(members__player=player)
    now = clock.now()
    battle.pk, battle.outcome, battle.monster = None, outcome, monster
    battle.started_at = now - timedelta(days=days_ago)
    battle.ended_at = now
    battle.save(force_insert=True)


def test_it_tells_what_waits_and_where_players_die(admin_client: Client, busy_world: Player) -> None:
    rat = Monster.objects.get(pk="reed_rat")
    rat.skills.all().delete()
    rat.save()
    for outcome in ("defeat", "defeat", "victory"):
        ended(busy_world, outcome, "reed_rat")
    page = admin_client.get("/admin/").content.decode()
    for words in ("that players do not see yet", "error", "players today", "dead letter", "updates parked"):
        assert words in page
    assert "Reed Rat" in page
    assert "67 %" in page


def test_numbers(busy_world: Player) -> None:
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    for outcome in ("defeat", "victory", "fled"):
        ended(busy_world, outcome, "reed_rat")
    ended(busy_world, "victory", "lean_wolf")
    ended(busy_world, "defeat", "likho", days_ago=40)
    rat, wolf = fights_by("monster", today - timedelta(days=7))
    assert (rat.key, rat.total, rat.won, rat.lost, rat.other) == ("reed_rat", 3, 1, 1, 1)
    assert (wolf.key, wolf.won_percent, wolf.lost_percent) == ("lean_wolf", 100, 0)
    days = fights_by_day(today)
    assert len(days) == 14
    assert days[-1].total == 4
    assert sum(day.total for day in days) == 4
    counted = people(today)
    assert (counted.total, counted.new, counted.seen, counted.fighting) == (2, 2, 2, 1)
    assert (waiting().parked, waiting().dead, waiting().timers) == (1, 1, 1)


def test_it_is_read_in_few_queries(admin_client: Client, busy_world: Player) -> None:
    admin_client.get("/admin/")
    with CaptureQueriesContext(connection) as queries:
        admin_client.get("/admin/")
    assert len(queries) <= 21, [query["sql"][:120] for query in queries]


def test_before_anything_is_published(admin_client: Client) -> None:
    for url in ("/admin/", "/admin/content/release/", "/admin/content/release/publish/", "/admin/world/location/map/"):
        assert admin_client.get(url).status_code == 200
