"""Writes happen once: retries, races, stale versions."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest
from django.db import connection
from django.http import HttpResponse

from combat.models import Battle, BattleTurn
from common.models import IdempotencyRecord
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from gameproject.tests.api.client import ApiClient, fighting, signed_in, stand, strong_player
from players.models import LedgerEntry, Player
from players.state.ledger import GOLD, Move, balance, item_asset, ledger_move

pytestmark = pytest.mark.django_db
BUY = {"item": "rye_bread", "amount": 1}


@pytest.fixture
def buyer(player: Player) -> Player:
    stand(player, "market")
    return player


def gold(player: Player) -> int:
    return balance(player_id=player.pk, asset=GOLD)


def answer(response: HttpResponse) -> tuple[int, object, str | None]:
    return response.status_code, orjson.loads(response.content), response.headers.get("Idempotent-Replayed")


@pytest.mark.parametrize("key", ["", " ", "ключ", "a b", "x" * 256, "a\tb"])
def test_a_write_needs_a_key(api: ApiClient, buyer: Player, key: str) -> None:
    headers = {**api.headers, "Idempotency-Key": key} if key else api.headers
    response = ApiClient(headers).post("/shop/buy", BUY, key="")
    status, body, _ = answer(response)
    assert (status, body["code"]) == (400, "common.idempotency_key_required")  # type: ignore[index]
    assert gold(buyer) == 40


def test_the_longest_key_will_do(api: ApiClient, buyer: Player) -> None:
    assert api.post("/shop/buy", BUY, key="~" * 255).status_code == 200


def test_a_retry_gets_the_same_answer_and_buys_nothing(api: ApiClient, buyer: Player) -> None:
    first = answer(api.post("/shop/buy", BUY, key="once"))
    left = gold(buyer)
    again = answer(api.post("/shop/buy", BUY, key="once"))
    assert first == (200, first[1], None)
    assert again == (200, first[1], "true")
    assert gold(buyer) == left < 40


def test_a_refusal_is_an_answer_too(api: ApiClient, buyer: Player) -> None:
    dear = {"item": "rye_bread", "amount": 900}
    first = answer(api.post("/shop/buy", dear, key="once"))
    assert (first[0], first[1]["code"]) == (409, "players.not_enough")  # type: ignore[index]
    ledger_move(player_id=buyer.pk, moves=[Move(GOLD, 100_000)], reason="test")
    response = api.post("/shop/buy", dear, key="once")
    assert answer(response) == (409, first[1], "true")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert api.post("/shop/buy", dear, key="another").status_code == 200


def test_a_key_belongs_to_one_request(api: ApiClient, buyer: Player) -> None:
    api.post("/shop/buy", BUY, key="once")
    left = gold(buyer)
    for path, body in (("/shop/buy", BUY | {"amount": 2}), ("/shop/sell", BUY), ("/location/rest", {})):
        status, problem, _ = answer(api.post(path, body, key="once"))
        assert (status, problem["code"]) == (422, "common.idempotency_key_reused")  # type: ignore[index]
    assert gold(buyer) == left


def test_a_key_belongs_to_one_player(api: ApiClient, buyer: Player) -> None:
    other = make_player()
    stand(other, "market")
    assert api.post("/shop/buy", BUY, key="once").status_code == 200
    assert answer(signed_in(other).post("/shop/buy", BUY, key="once"))[2] is None
    assert gold(other) < 40


def test_reads_take_no_key_and_leave_no_record(api: ApiClient, buyer: Player) -> None:
    assert api.get("/shop").status_code == 200
    assert not IdempotencyRecord.objects.exists()


def test_a_stale_version_changes_nothing(api: ApiClient, buyer: Player) -> None:
    version = orjson.loads(api.get("/shop").content)["version"]
    assert api.post("/shop/buy", BUY | {"version": version}).status_code == 200
    left = gold(buyer)
    status, problem, _ = answer(api.post("/shop/buy", BUY | {"version": version}))
    assert (status, problem["code"]) == (409, "common.stale")  # type: ignore[index]
    assert problem["params"] == {"expected": version, "actual": version + 1}  # type: ignore[index]
    assert gold(buyer) == left


def test_settings_change_together_or_not_at_all(api: ApiClient, player: Player) -> None:
    body = orjson.loads(api.send("PATCH", "/me/settings", {"language": "ru", "notifications": False}).content)
    assert (body["language"], body["notifications"], body["text_only"]) == ("ru", False, False)
    assert api.send("PATCH", "/me/settings", {"language": "de", "text_only": True}).status_code == 422
    player.refresh_from_db()
    assert player.text_only is False


def test_notifications_are_muted_by_kind(api: ApiClient, player: Player) -> None:
    body = orjson.loads(api.send("PATCH", "/me/settings", {"muted": ["find"]}).content)
    assert (body["notifications"], body["muted"]) == (True, ["find"])
    body = orjson.loads(api.send("PATCH", "/me/settings", {"muted": ["level"], "notifications": False}).content)
    assert (body["notifications"], body["muted"]) == (False, ["level"])
    assert api.send("PATCH", "/me/settings", {"muted": ["dragons"]}).status_code == 422
    assert orjson.loads(api.get("/me").content)["muted"] == ["level"]


def at_once(count: int, send: Callable[[int], HttpResponse]) -> list[HttpResponse]:
    def run(number: int) -> HttpResponse:
        try:
            return send(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_one_key_at_once_is_one_effect(self, published_world: Catalogue) -> None:
        buyer = make_player()
        stand(buyer, "market")
        headers = signed_in(buyer).headers
        responses = at_once(4, lambda _: ApiClient(headers).post("/shop/buy", BUY, key="once"))
        assert {response.status_code for response in responses} == {200}
        assert len({response.content for response in map(_sorted, responses)}) == 1
        assert sum("Idempotent-Replayed" in response.headers for response in responses) == 3
        assert LedgerEntry.objects.filter(player=buyer, reason="shop_buy", asset=GOLD).count() == 1

    def test_one_attack_sent_four_times_at_once_is_one_turn(self, published_world: Catalogue) -> None:
        hero = strong_player()
        battle = fighting(hero, "old_clearing")
        headers = signed_in(hero).headers
        path = f"/battles/{battle.pk}/attack"
        responses = at_once(4, lambda _: ApiClient(headers).post(path, {"target_id": -1}, key="once"))
        assert {response.status_code for response in responses} == {200}
        assert Battle.objects.get(pk=battle.pk).version == battle.version + 1
        assert BattleTurn.objects.filter(battle=battle, player_id=hero.pk).count() == 1

    def test_a_double_tap_with_a_version_acts_once(self, published_world: Catalogue) -> None:
        hero = strong_player()
        battle = fighting(hero, "old_clearing")
        headers = signed_in(hero).headers
        body = {"target_id": -1, "version": battle.version}
        responses = at_once(3, lambda _: ApiClient(headers).post(f"/battles/{battle.pk}/attack", body))
        assert sorted(response.status_code for response in responses) == [200, 409, 409]

    def test_gold_for_one_buys_one(self, published_world: Catalogue) -> None:
        buyer = make_player()
        stand(buyer, "market")
        headers = signed_in(buyer).headers
        price = _price(ApiClient(headers))
        ledger_move(player_id=buyer.pk, moves=[Move(GOLD, price - gold(buyer))], reason="test")
        had = balance(player_id=buyer.pk, asset=item_asset("rye_bread"))
        responses = at_once(2, lambda _: ApiClient(headers).post("/shop/buy", BUY))
        assert sorted(response.status_code for response in responses) == [200, 409]
        assert gold(buyer) == 0
        assert balance(player_id=buyer.pk, asset=item_asset("rye_bread")) == had + 1

    def test_two_looks_for_a_fight_find_one(self, published_world: Catalogue) -> None:
        hero = strong_player()
        stand(hero, "old_clearing")
        headers = signed_in(hero).headers
        responses = at_once(3, lambda _: ApiClient(headers).post("/encounters", {}))
        assert sorted(response.status_code for response in responses) == [201, 409, 409]
        assert Battle.objects.count() == 1


def _sorted(response: HttpResponse) -> HttpResponse:
    """A replayed body comes from jsonb, which keeps the fields in an order of its own."""
    response.content = orjson.dumps(orjson.loads(response.content), option=orjson.OPT_SORT_KEYS)
    return response


def _price(client: ApiClient) -> int:
    offers = orjson.loads(client.get("/shop").content)["offers"]
    return int(next(offer["price"] for offer in offers if offer["item"]["key"] == "rye_bread"))
