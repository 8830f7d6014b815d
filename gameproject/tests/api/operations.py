"""One good call of every operation: what smoke tests, the authorisation matrix and the recorded examples share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from combat.battles import MONSTER_ID
from combat.models import Battle
from combat.rules.actions import Attack
from combat.services.battles import battle_act
from common import clock
from common.realtime import ToStream, stream_append
from content.release import current
from gameproject.tests.api.client import ApiClient, fighting, session_for, stand
from gameproject.tests.api.signing import signed_init_data
from players.ledger import GOLD, Move, item_asset, ledger_move
from players.models import Player
from players.rules.catalogue import ItemKind, ItemSpec
from players.services.items import item_equip
from players.services.onboarding import player_arrive, player_name_set

Facts = dict[str, Any]
Prepare = Callable[[Player], Facts]

PUBLIC, PLAYER, SERVICE = "public", "player", "service"


@dataclass(frozen=True)
class Call:
    """`prepare` makes the call possible for a player, or for another one that it names as the fact `as`.

    `path` and `body` use what it found out: `{battle}` in the path, a function for the body.
    """

    method: str
    path: str
    body: Callable[[Facts], Any] | None = None
    prepare: Prepare = lambda player: {}
    status: int = 200
    caller: str = PLAYER

    def send(self, client: ApiClient, facts: Facts, **headers: str) -> HttpResponse:
        body = None if self.body is None else self.body(facts)
        return client.send(self.method, self.path.format(**facts), body, **headers)


def _give(player: Player, asset: str, amount: int) -> None:
    ledger_move(player_id=player.pk, moves=[Move(asset, amount)], reason="test")


def _weapon(player: Player) -> Facts:
    item = next(
        item for item in current().all(ItemSpec).values() if item.kind is ItemKind.EQUIPMENT and item.level == 1
    )
    _give(player, item_asset(item.key), 1)
    return {"item": item.key, "slot": str(item.slot)}


def _armed(player: Player) -> Facts:
    facts = _weapon(player)
    item_equip(player_id=player.pk, item=facts["item"])
    return facts


def _potion(player: Player) -> Facts:
    Player.objects.filter(pk=player.pk).update(hp=1, hp_at=clock.now())
    item = next(item for item in current().all(ItemSpec).values() if item.heals)
    _give(player, item_asset(item.key), 1)
    return {"item": item.key}


def _tired(player: Player) -> Facts:
    Player.objects.filter(pk=player.pk).update(hp=1, hp_at=clock.now())
    return {}


def _market(player: Player) -> Facts:
    stand(player, "market")
    _give(player, GOLD, 500)
    _give(player, item_asset("herb_tonic"), 2)
    return {"item": "herb_tonic"}


def _danger(player: Player) -> Facts:
    stand(player, "old_clearing")
    return {}


def _battle(player: Player) -> Facts:
    battle = fighting(player, "old_clearing")
    return {"battle": battle.pk, "target": MONSTER_ID, "version": battle.version}


def _battle_after_a_turn(player: Player) -> Facts:
    facts = _battle(player)
    battle_act(battle_id=facts["battle"], player_id=player.pk, action=Attack(MONSTER_ID))
    return facts


def _change_fighter(battle_id: int, player: Player, **changes: Any) -> Facts:
    row = Battle.objects.get(pk=battle_id)
    for fighter in row.state["fighters"]:
        if fighter["id"] == player.pk:
            fighter.update(changes)
    row.save(update_fields=["state"])
    state: Facts = row.state
    return state


def _battle_with_skill(player: Player) -> Facts:
    facts = _battle(player)
    state = _change_fighter(facts["battle"], player, energy=20)
    mine = next(fighter for fighter in state["fighters"] if fighter["id"] == player.pk)
    return facts | {"skill": mine["skills"][0]}


def _battle_with_potion(player: Player) -> Facts:
    facts = _battle(player)
    _change_fighter(
        facts["battle"], player, hp=5, max_hp=50, potions=[{"item": "herb_tonic", "amount": 2, "heals": 15}]
    )
    return facts | {"item": "herb_tonic"}


def _heard(player: Player) -> Facts:
    stream_append([ToStream(player.pk, "world.PlayerRested", {"player_id": player.pk, "location": "tavern"})])
    return {}


def _newcomer(player: Player) -> Facts:
    arrived = player_arrive(guest_key=f"newcomer-{player.pk}")
    return {"as": Player.objects.get(pk=arrived.id)}


def _named(player: Player) -> Facts:
    facts = _newcomer(player)
    player_name_set(player_id=facts["as"].pk, name="Miroslava")
    return facts


def _session(player: Player) -> Facts:
    return {"refresh_token": session_for(player).refresh_token}


def _launch(player: Player) -> Facts:
    return {"init_data": signed_init_data(settings.TELEGRAM_BOT_TOKEN, 8_000_000 + player.pk)}


def _itself(player: Player) -> Facts:
    return {"player": player.pk}


def _pick(*names: str) -> Callable[[Facts], Facts]:
    return lambda facts: {name: facts[name] for name in names}


def _nothing(facts: Facts) -> Facts:
    return {}


BATTLE = "/battles/{battle}"
CALLS: dict[str, Call] = {
    "sign_in_telegram": Call("POST", "/auth/telegram", _pick("init_data"), _launch, caller=PUBLIC),
    "sign_in_guest": Call(
        "POST", "/auth/guest", lambda facts: {"guest_key": "my-own-secret-42", "language": "en"}, caller=PUBLIC
    ),
    "token_refresh": Call("POST", "/auth/refresh", _pick("refresh_token"), _session, caller=PUBLIC),
    "sign_out": Call("POST", "/auth/logout", _pick("refresh_token"), _session, 204, PUBLIC),
    "sign_out_everywhere": Call("POST", "/auth/logout-everywhere", status=204),
    "ws_ticket": Call("POST", "/auth/ws-ticket"),
    "me": Call("GET", "/me"),
    "me_name": Call("PUT", "/me/name", lambda facts: {"name": "Miroslava"}, _newcomer),
    "me_class": Call("PUT", "/me/class", lambda facts: {"character_class": _first_class()}, _named),
    "me_settings": Call("PATCH", "/me/settings", lambda facts: {"text_only": True}),
    "character": Call("GET", "/character", prepare=_armed),
    "me_ledger": Call("GET", "/me/ledger?limit=2"),
    "events": Call("GET", "/events?after=0", prepare=_heard),
    "inventory": Call("GET", "/inventory"),
    "inventory_equip": Call("POST", "/inventory/equip", _pick("item"), _weapon),
    "inventory_unequip": Call("POST", "/inventory/unequip", _pick("slot"), _armed),
    "inventory_use": Call("POST", "/inventory/use", _pick("item"), _potion),
    "location": Call("GET", "/location", prepare=_market),
    "location_walk": Call("POST", "/location/travel", lambda facts: {"to": "old_clearing"}),
    "location_take_rest": Call("POST", "/location/rest", _nothing, _tired),
    "shop": Call("GET", "/shop", prepare=_market),
    "shop_buying": Call("POST", "/shop/buy", lambda facts: {"item": facts["item"], "amount": 2}, _market),
    "shop_selling": Call("POST", "/shop/sell", _pick("item"), _market),
    "encounter": Call("POST", "/encounters", _nothing, _danger, 201),
    "battles": Call("GET", "/battles", prepare=_battle),
    "battle": Call("GET", BATTLE, prepare=_battle),
    "battle_turns": Call("GET", BATTLE + "/turns", prepare=_battle_after_a_turn),
    "battle_attack": Call(
        "POST",
        BATTLE + "/attack",
        lambda facts: {"target_id": facts["target"], "version": facts["version"]},
        _battle,
    ),
    "battle_skill": Call(
        "POST",
        BATTLE + "/skill",
        lambda facts: {"skill": facts["skill"], "target_id": facts["target"]},
        _battle_with_skill,
    ),
    "battle_potion": Call("POST", BATTLE + "/potion", _pick("item"), _battle_with_potion),
    "battle_flee": Call("POST", BATTLE + "/flee", _nothing, _battle),
    "release": Call("GET", "/release", caller=PUBLIC),
    "items": Call("GET", "/catalogue/items", caller=PUBLIC),
    "skills": Call("GET", "/catalogue/skills", caller=PUBLIC),
    "classes": Call("GET", "/catalogue/classes", caller=PUBLIC),
    "monsters": Call("GET", "/catalogue/monsters", caller=PUBLIC),
    "locations": Call("GET", "/catalogue/locations", caller=PUBLIC),
    "service_player": Call("GET", "/service/players/{player}", prepare=_itself, caller=SERVICE),
}


def _first_class() -> str:
    from players.rules.catalogue import ClassSpec

    return next(iter(current().all(ClassSpec)))
