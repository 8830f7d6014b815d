"""Who may call what: every operation against every kind of caller. A new operation belongs into the table."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User

from content.models import GameText
from gameproject.testing import make_player
from gameproject.tests.api.client import ApiClient, session_for, signed_in
from gameproject.tests.api.operations import CALLS, MODERATOR, PLAYER, PUBLIC, SERVICE
from gameproject.tests.api.test_operations import operations
from gameproject.tests.api.written import moderating
from players.access import access_forget_player
from players.models import Player
from players.services.api_keys import api_key_issue
from players.services.corrections import player_ban

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Row:
    """Expected statuses. `other`: a player who asks for what belongs to `player`; None: their own is meant."""

    anonymous: int
    player: int
    banned: int
    key: int
    other: int | None = None


def _own(status: int = 200, other: int | None = None) -> Row:
    return Row(anonymous=401, player=status, banned=403, key=401, other=other)


# A key for something else is known, and not enough.
DESK = Row(anonymous=401, player=401, banned=401, key=403)
OPEN = Row(anonymous=200, player=200, banned=200, key=200)
MATRIX = {
    # A secret in the body says who is asking; whom the headers name does not matter.
    "sign_in_telegram": OPEN,
    "sign_in_guest": OPEN,
    "token_refresh": Row(anonymous=200, player=200, banned=403, key=200),
    "sign_out": Row(anonymous=204, player=204, banned=204, key=204),
    "sign_out_everywhere": _own(204),
    "ws_ticket": _own(),
    "me": _own(),
    "me_name": _own(),
    "me_class": _own(),
    "me_settings": _own(),
    "character": _own(),
    "me_ledger": _own(),
    "events": _own(),
    "skill_tree": _own(),
    "skill_learning": _own(),
    "skill_forgetting": _own(),
    "world_events": _own(),
    "boss": _own(),
    "boss_striking": _own(),
    "inventory": _own(),
    "inventory_item": _own(),
    "inventory_equip": _own(),
    "inventory_unequip": _own(),
    "inventory_use": _own(),
    "inventory_gear_equip": _own(),
    "inventory_drop": _own(),
    "inventory_parcels_take": _own(),
    "location": _own(),
    "location_walk": _own(),
    "location_take_rest": _own(),
    "shop": _own(),
    "shop_buying": _own(),
    "shop_selling": _own(),
    "shop_gear_selling": _own(),
    "shop_repairing": _own(),
    "gift": _own(),
    "trade": _own(),
    "trade_opening": _own(201),
    "trade_putting": _own(other=404),
    "trade_agreeing": _own(other=404),
    "trade_cancelling": _own(other=404),
    "professions": _own(),
    "workshop": _own(),
    "workshop_crafting": _own(),
    "gathering": _own(),
    "gathering_portions": _own(),
    "activity": _own(),
    "activity_starting": _own(),
    "activity_stopping": _own(),
    "quests": _own(),
    "quest_card": _own(),
    "quest_accepting": _own(),
    "quest_giving_up": _own(),
    "quest_reward": _own(),
    "achievements": _own(),
    "achievement_reward": _own(),
    "dungeons": OPEN,
    "dungeon_enter": _own(201),
    "dungeon_runs": _own(),
    "dungeon_run": _own(other=404),
    "dungeon_act": _own(other=404),
    "dungeon_drink": _own(other=404),
    "dungeon_leave": _own(other=404),
    "dungeon_fight": _own(201, other=404),
    "leaderboards": _own(),
    "leaderboard": _own(),
    "encounter": _own(201),
    "battles": _own(),
    "battle": _own(other=404),
    "battle_turns": _own(other=404),
    "battle_aiming": _own(other=404),
    "battle_attack": _own(other=404),
    "battle_skill": _own(other=404),
    "battle_potion": _own(other=404),
    "battle_flee": _own(other=404),
    "release": OPEN,
    "items": OPEN,
    "item_sets": OPEN,
    "skills": OPEN,
    "classes": OPEN,
    "monsters": OPEN,
    "locations": OPEN,
    "recipes": OPEN,
    "text": _own(),
    "text_reporting": _own(),
    **dict.fromkeys((name for name, call in CALLS.items() if call.caller == MODERATOR), DESK),
    "service_player": Row(anonymous=401, player=401, banned=401, key=200),
}


def test_every_operation_is_in_the_table() -> None:
    assert set(MATRIX) == set(operations())


def with_key(*scopes: str) -> ApiClient:
    _, secret = api_key_issue(name="tests", scopes=scopes, actor="tests")
    return ApiClient({"X-API-Key": secret})


def status_of(name: str, player: Player, client: ApiClient | None) -> int:
    call = CALLS[name]
    facts = call.prepare(player)
    return call.send(client or signed_in(facts.get("as", player)), facts).status_code


@pytest.mark.parametrize("name", MATRIX)
def test_somebody_unknown(name: str, player: Player) -> None:
    assert status_of(name, player, ApiClient()) == MATRIX[name].anonymous


@pytest.mark.parametrize("name", MATRIX)
def test_a_player(name: str, player: Player) -> None:
    assert status_of(name, player, None) == MATRIX[name].player


@pytest.mark.parametrize("name", MATRIX)
def test_a_program_with_a_key(name: str, player: Player) -> None:
    assert status_of(name, player, with_key("players:read")) == MATRIX[name].key


@pytest.mark.parametrize("name", MATRIX)
def test_a_banned_player(name: str, player: Player) -> None:
    call = CALLS[name]
    facts = call.prepare(player)
    acting = facts.get("as", player)
    client = ApiClient({"Authorization": f"Bearer {session_for(acting).access_token}"})
    player_ban(player_id=acting.pk, reason="cheating", actor="tests")
    access_forget_player(acting.pk)
    assert call.send(client, facts).status_code == MATRIX[name].banned


@pytest.mark.parametrize("name", [name for name, row in MATRIX.items() if row.other is not None])
def test_another_player(name: str, player: Player) -> None:
    assert status_of(name, player, signed_in(make_player())) == MATRIX[name].other


@pytest.mark.parametrize("name", [name for name, call in CALLS.items() if call.caller == PLAYER])
def test_tokens_that_are_none(name: str, player: Player) -> None:
    token = session_for(player).access_token
    forged = [token[:-2] + ("AA" if token[-2:] != "AA" else "BB"), "x", token.replace(".", ""), "é" * 10]
    facts = CALLS[name].prepare(player)
    for bad in forged:
        client = ApiClient({"Authorization": f"Bearer {bad}"})
        assert CALLS[name].send(client, facts).status_code == 401


def test_a_key_without_the_scope(player: Player) -> None:
    from players.models import ApiKey

    client = with_key("players:read")
    ApiKey.objects.update(scopes=[])
    assert client.get(f"/service/players/{player.pk}").status_code == 403


@pytest.mark.parametrize("name", [name for name, call in CALLS.items() if call.caller == MODERATOR])
def test_a_moderator_s_program(name: str, player: Player) -> None:
    assert status_of(name, player, moderating()) == 200


@pytest.mark.parametrize("lost", [{"is_staff": False}, {"is_active": False}, "permission", "account"])
def test_a_key_opens_no_more_than_its_owner_s_account(lost: object, player: Player) -> None:
    client, owner = moderating(), User.objects.get(username="zlata")
    if isinstance(lost, dict):
        User.objects.filter(pk=owner.pk).update(**lost)
    elif lost == "permission":
        owner.user_permissions.clear()
    else:
        owner.delete()
    for name in (name for name, row in MATRIX.items() if row is DESK):
        GameText.objects.all().delete()
        assert status_of(name, player, client) == 403, name


def test_the_table_says_who_is_asked() -> None:
    for name, call in CALLS.items():
        row = MATRIX[name]
        assert (row.anonymous == 401) == (call.caller in {PLAYER, SERVICE, MODERATOR}), name
        assert call.caller in {PUBLIC, PLAYER, SERVICE, MODERATOR}
