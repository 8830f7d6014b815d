"""What players are at, as game masters see it."""

from __future__ import annotations

import pytest
from django.test import Client

from common import clock
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.models import Player, QuestEntry
from players.rules.quests import Fact, QuestSpec, Tally
from players.state.tallies import facts_record

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def accepted(world: Catalogue) -> tuple[Player, QuestSpec]:
    player = make_player()
    quest = next(
        spec
        for spec in world.all(QuestSpec).values()
        if any(step.fact is Fact.MONSTER_DEFEATED and step.amount > 1 for step in spec.objectives)
    )
    QuestEntry.objects.create(player=player, quest=quest.key, period="2026-11-21")
    step = next(step for step in quest.objectives if step.fact is Fact.MONSTER_DEFEATED)
    facts_record(player.pk, {Tally(Fact.MONSTER_DEFEATED, step.subject or ""): 1})
    return player, quest


def test_the_list_is_searched_and_filtered(admin_client: Client, published_world: Catalogue) -> None:
    player, quest = accepted(published_world)
    other = make_player()
    QuestEntry.objects.create(player=other, quest="first_steps", state="finished", finished_at=clock.now())
    url = "/admin/players/questentry/"
    assert {player.name, other.name} <= set(names(admin_client, url, player, other))
    for query in ("state__exact=active", f"q={player.pk}", "q=2026-11-21", f"quest={quest.key}"):
        assert names(admin_client, f"{url}?{query}", player, other) == [player.name]


def names(client: Client, url: str, *players: Player) -> list[str]:
    page = client.get(url, headers=ENGLISH)
    assert page.status_code == 200
    rows = [row.player_id for row in page.context["cl"].result_list]
    return [player.name for player in players if player.pk in rows]


def test_a_players_page_tells_how_far_quests_and_achievements_are(
    admin_client: Client, published_world: Catalogue
) -> None:
    player, quest = accepted(published_world)
    shown = admin_client.get(f"/admin/players/player/{player.pk}/change/", headers=ENGLISH).content.decode()
    step = next(step for step in quest.objectives if step.fact is Fact.MONSTER_DEFEATED)
    assert quest.name.en in shown
    assert f"1 / {step.amount}" in shown
    assert "Achievements: 0 of" in shown


def test_an_entrys_page_is_read_only(admin_client: Client, published_world: Catalogue) -> None:
    accepted(published_world)
    entry = QuestEntry.objects.get()
    url = f"/admin/players/questentry/{entry.pk}/change/"
    assert " / " in admin_client.get(url, headers=ENGLISH).content.decode()
    assert admin_client.post(url, {"state": "finished"}).status_code == 403
