"""How many statements the hot doors send."""

from __future__ import annotations

import re
from collections.abc import Callable

import orjson
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from combat.models import Battle
from common.rules.rng import Rng
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from gameproject.tests.api.client import ApiClient, fighting, signed_in, stand
from players.models import Player

pytestmark = pytest.mark.django_db
BRACKETS = re.compile(r"^(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)")


def statements(send: Callable[[], HttpResponse], status: int = 200) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = send()
    assert response.status_code == status, response.content
    return [query["sql"] for query in captured if not BRACKETS.match(query["sql"])]


def set_hp(battle: Battle, **hp: int) -> None:
    """`you` and `monster`: HP of the fighters."""
    for fighter in battle.state["fighters"]:
        fighter["hp"] = hp["monster" if fighter["id"] < 0 else "you"]
        fighter["agility"] = 0
    battle.save(update_fields=["state"])


def strike(client: ApiClient, battle: Battle) -> HttpResponse:
    return client.post(f"/battles/{battle.pk}/attack", {"target_id": -1, "version": battle.version})


def test_a_turn(player: Player) -> None:
    battle = fighting(player, "old_clearing")
    set_hp(battle, you=5000, monster=5000)
    client = signed_in(player)
    assert len(statements(lambda: strike(client, battle))) <= 4 + 1  # a session is asked for every two seconds
    battle.refresh_from_db()
    assert len(statements(lambda: strike(client, battle))) <= 4


def test_a_victory(player: Player) -> None:
    battle = fighting(player, "old_clearing")
    set_hp(battle, you=5000, monster=1)
    client = signed_in(player)
    client.get("/me")
    sent = statements(lambda: strike(client, battle))
    assert Battle.objects.get(pk=battle.pk).outcome == "victory"
    assert orjson.loads(strike(client, battle).content)["code"] == "common.stale"
    assert len(sent) <= 12, sent


def test_a_defeat(player: Player, published_world: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    battle = fighting(player, "old_clearing")
    set_hp(battle, you=1, monster=5000)
    monkeypatch.setattr(Rng, "below", lambda self, stop: stop - 1)  # nobody dodges, and the rat bites
    client = signed_in(player)
    client.get("/me")
    sent = statements(lambda: strike(client, battle))
    assert Battle.objects.get(pk=battle.pk).outcome == "defeat"
    assert len(sent) <= 12, sent


@pytest.mark.parametrize("place", ["market", "old_clearing"])
def test_a_location(player: Player, place: str) -> None:
    stand(player, place)
    for _ in range(3):
        stand(make_player(), place)
    client = signed_in(player)
    assert len(statements(lambda: client.get("/location"))) <= 8


@pytest.mark.parametrize("path", ["/battles", "/me/ledger", "/events", "/inventory", "/character"])
def test_a_list_sends_the_same_however_long_it_is(player: Player, path: str) -> None:
    client = signed_in(player)
    client.get(path)
    few = len(statements(lambda: client.get(path)))
    for _ in range(4):
        battle = fighting(player, "old_clearing")
        set_hp(battle, you=5000, monster=1)
        while not Battle.objects.get(pk=battle.pk).outcome:
            battle.refresh_from_db()
            strike(client, battle)
    assert len(statements(lambda: client.get(path))) == few


def test_a_catalogue_page_is_built_once(nobody: ApiClient) -> None:
    nobody.get("/catalogue/monsters")
    assert len(statements(lambda: nobody.get("/catalogue/monsters"))) <= 1


def test_a_text_in_memory_costs_no_statement(player: Player) -> None:
    stand(player, "market")
    client = signed_in(player)
    client.get("/location")
    assert not [sql for sql in statements(lambda: client.get("/location")) if "content_" in sql]
