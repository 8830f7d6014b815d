"""A battle is read turn by turn, and the HP of every turn are those it was played with."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from combat.admin.telling import battle_told, names_of
from combat.models import Battle
from combat.rules.actions import Attack, Flee
from combat.selectors.battles import BattleView
from combat.services.battles import battle_act
from combat.services.encounters import encounter_seek
from combat.state.battles import MONSTER_ID
from common import clock
from content.release import release_catalogue
from gameproject.testing import make_player
from players.models import Player
from world.state.place import player_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_world")]


@pytest.fixture
def hero(published_world: object) -> Player:
    player = make_player()
    player_place(player.pk, "reed_banks", now=clock.now())
    return player


def fought(hero: Player) -> list[BattleView]:
    """A battle to its end; how it stood after each turn."""
    views = [encounter_seek(player_id=hero.pk)]
    while not views[-1].outcome:
        action = Flee() if len(views) == 2 else Attack(MONSTER_ID)
        views.append(battle_act(battle_id=views[-1].id, player_id=hero.pk, action=action))
    return views


def test_hp_of_every_turn_are_counted_back_exactly(hero: Player) -> None:
    views = fought(hero)
    row = Battle.objects.get()
    names = names_of(row, release_catalogue(row.release_id), {hero.pk: str(hero)})
    told = battle_told(row, list(row.turns.all()), names)
    assert [[fighter.hp for fighter in turn.standing] for turn in told] == [
        [fighter.hp for fighter in view.state.fighters] for view in views
    ]
    assert [turn.number for turn in told] == list(range(len(views)))


def test_the_page_tells_it_in_the_reader_s_language(admin_client: Client, hero: Player) -> None:
    fought(hero)
    row = Battle.objects.get()
    url = f"/admin/combat/battle/{row.pk}/change/"
    english = admin_client.get(url).content.decode()
    assert "The battle begins" in english
    assert str(hero) in english
    assert row.seed in english
    with translation.override("ru"):
        russian = admin_client.get(url, headers={"accept-language": "ru"}).content.decode()
    assert "Бой начинается" in russian
    assert "hits" not in russian


def test_a_player_s_page_shows_where_they_are_and_what_they_fought(admin_client: Client, hero: Player) -> None:
    encounter_seek(player_id=hero.pk)
    page = admin_client.get(f"/admin/players/player/{hero.pk}/change/").content.decode()
    assert "Reed Banks" in page
    assert "Last battles" in page
    assert "in a battle" in page


def test_the_list_asks_the_same_for_ten_battles_as_for_one(admin_client: Client, hero: Player) -> None:
    fought(hero)
    admin_client.get("/admin/combat/battle/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            admin_client.get("/admin/combat/battle/")
        counts.append(len(queries))
        for _again in range(4):
            player_place(hero.pk, "reed_banks", now=clock.now())
            Player.objects.filter(pk=hero.pk).update(hp=50)
            fought(hero)
    assert counts[1] <= counts[0] + 1  # which release is active is looked up twice a second


def test_running_battles_are_counted_on_their_release(admin_client: Client, hero: Player) -> None:
    encounter_seek(player_id=hero.pk)
    page = admin_client.get("/admin/content/release/").content.decode()
    assert "battles still running on it" in page.lower()
    release = Battle.objects.get().release_id
    row = next(
        row for row in admin_client.get("/admin/content/release/").context["cl"].result_list if row.pk == release
    )
    assert row.uses_battles == 1
