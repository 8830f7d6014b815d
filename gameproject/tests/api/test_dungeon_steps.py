"""Steps in a dungeon over the API: once each, whatever happens to the answer; and HP as it is down there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest
from django.http import HttpResponse

from common import idempotency
from common.models import IdempotencyRecord
from common.tests.sample import in_threads
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from gameproject.tests.api.client import ApiClient, signed_in, stand
from players.models import Player
from players.state.ledger import Move, item_asset, ledger_move
from world.models import DungeonRun
from world.services.runs import run_drink, run_enter
from world.state.hot import LASTING, Hot, hot_store
from world.state.runs import run_standing, state_to_json

pytestmark = pytest.mark.django_db


def down(player: Player) -> int:
    """The player's run, just begun."""
    Player.objects.filter(pk=player.pk).update(level=4, hp=50)
    ledger_move(player_id=player.pk, moves=[Move(item_asset("herb_tonic"), 2)], reason="test")
    stand(player, "old_mill")
    return run_enter(player_id=player.pk, theme="mill_cellar").id


def search(api: ApiClient, run_id: int, version: int, key: str | None = None) -> HttpResponse:
    return api.post(f"/dungeons/{run_id}/act", {"action": "search", "version": version}, key=key)


def body(response: HttpResponse) -> Any:
    return orjson.loads(response.content)


def test_a_step_whose_answer_was_lost_is_answered_and_not_done_again(
    api: ApiClient, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = down(player)

    def dies(*args: object) -> None:
        raise ConnectionError("before the commit")

    with monkeypatch.context() as death:
        death.setattr(idempotency, "_remember", dies)
        api.http.raise_request_exception = False
        assert search(api, run_id, 0, key="one").status_code == 500
    assert not IdempotencyRecord.objects.filter(key="one").exists()
    again = search(api, run_id, 0, key="one")
    assert (again.status_code, body(again)["version"], body(again)["torch"]) == (200, 1, 29)
    assert body(again)["news"] != []
    assert body(search(api, run_id, 0, key="one")) == body(again)
    assert search(api, run_id, 0, key="two").status_code == 409
    assert body(search(api, run_id, 1, key="three"))["torch"] == 28


def test_a_walk_lost_to_a_lasting_change_is_told_by_the_next_step(
    api: ApiClient, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = down(player)

    def too_late(number: int, kept: Hot) -> bool | None:
        run_drink(player_id=player.pk, run_id=number, item="herb_tonic")
        return hot_store(number, kept)

    with monkeypatch.context() as race:
        race.setattr("world.services.runs.hot_store", too_late)
        assert body(search(api, run_id, 0))["version"] == 1
    refused = search(api, run_id, 1)
    assert (refused.status_code, body(refused)["code"]) == (409, "common.stale")
    true = body(api.get(f"/dungeons/{run_id}"))
    assert (true["version"], true["torch"]) == (LASTING, 30)
    assert search(api, run_id, LASTING).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_one_step_sent_four_times_at_once_is_one_step(published_world: Catalogue) -> None:
    player = make_player()
    run_id = down(player)
    api = signed_in(player)
    answers = in_threads(*[lambda: search(ApiClient(api.headers), run_id, 0, key="one")] * 4)
    bodies = [body(answer) for answer in answers if isinstance(answer, HttpResponse)]
    assert [(answer["version"], answer["torch"]) for answer in bodies] == [(1, 29)] * 4


def test_the_character_has_the_hp_and_energy_of_the_run(api: ApiClient, player: Player) -> None:
    standing = run_standing(DungeonRun.objects.get(pk=down(player)))
    hurt = replace(standing.state, members=(replace(standing.state.members[0], hp=31, energy=3),))
    assert hot_store(standing.row.pk, Hot(1, state_to_json(hurt)))
    vitals = body(api.get("/character"))["vitals"]
    assert (vitals["hp"], vitals["energy"]) == (31, 3)
    player.refresh_from_db()
    assert player.hp == 50
    assert api.post(f"/dungeons/{standing.row.pk}/leave", {"version": 1}).status_code == 200
    player.refresh_from_db()
    assert (player.hp, player.energy) == (31, 3)


def test_somebody_elses_run_does_not_exist(api: ApiClient, player: Player) -> None:
    other = make_player()
    run_id = down(other)
    assert api.get(f"/dungeons/{run_id}").status_code == 404
    for deed, wanted in (
        ("act", {"action": "search", "version": 0}),
        ("drink", {"item": "herb_tonic", "version": 0}),
        ("leave", {"version": 0}),
        ("fight", {"version": 0}),
    ):
        refused = api.post(f"/dungeons/{run_id}/{deed}", wanted)
        assert (refused.status_code, body(refused)["code"]) == (404, "common.not_found")
    other.refresh_from_db()
    assert other.engagement == f"run:{run_id}"
