"""Every operation answers as its documentation says, in both languages."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from ninja.operation import Operation

from combat.models import BattleTurn
from gameproject.api import api as artel
from gameproject.openapi import examples
from gameproject.testing import make_player, publish_starter
from gameproject.tests.api.client import ApiClient, signed_in
from gameproject.tests.api.operations import CALLS, MODERATOR, PUBLIC, SERVICE
from gameproject.tests.api.recording import IS_RECORDING, leave_nothing_to_chance, record
from gameproject.tests.api.written import moderating
from players.models import Player
from players.rules.names import name_key
from players.services.api_keys import api_key_issue
from players.services.preferences import player_language_set

pytestmark = pytest.mark.django_db


@pytest.fixture
def hero(db: None, monkeypatch: pytest.MonkeyPatch) -> Player:
    """Whom the examples show: a new player in a new installation, who bears a name that a person would choose."""
    leave_nothing_to_chance(monkeypatch)
    publish_starter()
    return make_player(language="en", name="Yarilo", name_key=name_key("Yarilo"))


def operations() -> dict[str, Operation]:
    return {
        operation.view_func.__name__: operation
        for router in artel._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
    }


def caller(kind: str, player: Player, language: str) -> ApiClient:
    if kind == PUBLIC:
        return ApiClient({"Accept-Language": language})
    if kind == SERVICE:
        _, secret = api_key_issue(name="tests", scopes=["players:read"], actor="tests")
        return ApiClient({"X-API-Key": secret})
    if kind == MODERATOR:
        return moderating()
    return signed_in(player)


def shape(value: Any) -> Any:
    """Which fields there are, without what is in them."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else None


def test_every_operation_is_called() -> None:
    assert set(operations()) == set(CALLS)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", CALLS)
def test_an_operation_answers_as_documented(name: str, language: str, hero: Player) -> None:
    call, operation = CALLS[name], operations()[name]
    facts = call.prepare(hero)
    acting = facts.get("as", hero)
    player_language_set(player_id=acting.pk, language=language)
    client = caller(call.caller, acting, language)

    response = call.send(client, facts)

    assert response.status_code == call.status, response.content
    assert response.headers["Content-Language"] == language or call.caller in {SERVICE, MODERATOR}
    model = operation.response_models[call.status]
    answered = orjson.loads(response.content or b"null")
    if IS_RECORDING and language == "en":
        record(name, call.body(facts) if call.body else None, call.status, answered)
    if model is None:
        assert response.content == b""
        return
    documented = model.model_validate({"response": answered}).model_dump(mode="json", exclude_unset=True)
    assert shape(documented["response"]) == shape(answered)


def test_examples_show_names_that_people_would_choose() -> None:
    """`Hero bcd` is what a test calls a player of whom it makes many."""
    assert set(examples()) == set(CALLS)
    assert "Hero " not in orjson.dumps(examples()).decode()


def test_texts_are_in_the_language_of_the_player(player: Player) -> None:
    client = signed_in(player)
    english = orjson.loads(client.get("/location").content)["location"]["name"]
    client.send("PATCH", "/me/settings", {"language": "ru"})
    russian = orjson.loads(client.get("/location").content)["location"]["name"]
    assert (english, russian) == ("Forest Gate", russian)
    assert any("а" <= letter.lower() <= "я" for letter in russian)
    refused = client.get("/shop")
    assert orjson.loads(refused.content)["title"] == "Здесь никто не торгует"


def test_open_pages_are_in_the_language_of_the_client(nobody: ApiClient) -> None:
    russian = nobody.get("/catalogue/items", Accept_Language="ru-RU,ru;q=0.9")
    english = nobody.get("/catalogue/items", Accept_Language="de")
    assert (russian.headers["Content-Language"], english.headers["Content-Language"]) == ("ru", "en")
    assert russian.content != english.content


def test_an_unchanged_catalogue_page_is_not_sent_twice(nobody: ApiClient) -> None:
    first = nobody.get("/catalogue/monsters")
    again = nobody.get("/catalogue/monsters", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    other_language = nobody.get("/catalogue/monsters", If_None_Match=first.headers["ETag"], Accept_Language="ru")
    assert other_language.status_code == 200


def test_pages_follow_one_another(api: ApiClient, player: Player) -> None:
    whole = orjson.loads(api.get("/me/ledger?limit=100").content)["items"]
    assert len(whole) > 2
    paged, cursor = [], ""
    while True:
        page = orjson.loads(api.get(f"/me/ledger?limit=1{cursor}").content)
        paged += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert paged == whole


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_a_battle_is_read_turn_by_turn(limit: int, player: Player) -> None:
    """The first turn has the number 0, and is a cursor like any other."""
    facts = CALLS["battle_turns"].prepare(player)
    played = list(BattleTurn.objects.order_by("number").values_list("number", flat=True))
    assert played[0] == 0
    assert len(played) > 1
    client, numbers, cursor = signed_in(player), [], ""
    while True:
        page = orjson.loads(client.get(f"/battles/{facts['battle']}/turns?limit={limit}{cursor}").content)
        numbers += [turn["number"] for turn in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert numbers == played


def test_nobody_sees_the_ledger_of_another(api: ApiClient, player: Player) -> None:
    other = make_player()
    mine = {line["id"] for line in orjson.loads(api.get("/me/ledger").content)["items"]}
    theirs = {line["id"] for line in orjson.loads(signed_in(other).get("/me/ledger").content)["items"]}
    assert mine
    assert theirs
    assert not mine & theirs
