"""Who one is, what one has and can: the calls of players/api."""

from __future__ import annotations

from django.conf import settings

from common import clock
from common.realtime import ToStream, stream_append
from content.release import current
from gameproject.tests.api.client import session_for
from gameproject.tests.api.operations.call import PUBLIC, SERVICE, Call, Facts, nothing, pick
from gameproject.tests.api.operations.situations import give, itself, stocked, thirsty, with_a_piece
from gameproject.tests.api.signing import signed_init_data
from players.models import Parcel, Player, UnlockedAchievement
from players.rules.catalogue import ItemKind, ItemSpec
from players.rules.ranking import Board, BoardKey
from players.selectors.skills import skill_tree_view
from players.services.items import item_equip
from players.services.leaderboards import leaderboards_rebuild
from players.services.onboarding import player_arrive, player_name_set
from players.services.skills import skill_learn
from players.state.ledger import GOLD, item_asset
from players.state.scores import score_add


def _weapon(player: Player) -> Facts:
    item = next(
        item for item in current().all(ItemSpec).values() if item.kind is ItemKind.EQUIPMENT and item.level == 1
    )
    give(player, item_asset(item.key), 1)
    return {"item": item.key, "slot": str(item.slot)}


def _armed(player: Player) -> Facts:
    facts = _weapon(player)
    item_equip(player_id=player.pk, item=facts["item"])
    return facts


def _eager(player: Player) -> Facts:
    """Somebody with points to spend, and what they can be spent on."""
    Player.objects.filter(pk=player.pk).update(level=5)
    view = skill_tree_view(player_id=player.pk, now=clock.now())
    nodes = (node for _branch, nodes in view.branches for node in nodes)
    return {"skill": next(node.skill.key for node in nodes if node.step.is_open)}


def _taught(player: Player) -> Facts:
    facts = _eager(player)
    give(player, GOLD, 5000)
    skill_learn(player_id=player.pk, skill=facts["skill"])
    return facts


def _parcel(player: Player) -> Facts:
    Parcel.objects.create(player=player, item="wolf_pelt", amount=2, reason="battle", reference="battle:1")
    return {}


def _unlocked(player: Player) -> Facts:
    UnlockedAchievement.objects.create(player=player, achievement="first_win")
    return {}


def _heard(player: Player) -> Facts:
    stream_append([ToStream(player.pk, "world.PlayerRested", {"player_id": player.pk, "location": "tavern"})])
    return {}


def _ranked(player: Player) -> Facts:
    score_add(player_id=player.pk, amounts={BoardKey(Board.WINS): 12}, at=clock.now())
    leaderboards_rebuild(now=clock.now())
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


def _first_class() -> str:
    from players.rules.catalogue import ClassSpec

    return next(iter(current().all(ClassSpec)))


CALLS: dict[str, Call] = {
    "sign_in_telegram": Call("POST", "/auth/telegram", pick("init_data"), _launch, caller=PUBLIC),
    "sign_in_guest": Call(
        "POST", "/auth/guest", lambda facts: {"guest_key": "my-own-secret-42", "language": "en"}, caller=PUBLIC
    ),
    "token_refresh": Call("POST", "/auth/refresh", pick("refresh_token"), _session, caller=PUBLIC),
    "sign_out": Call("POST", "/auth/logout", pick("refresh_token"), _session, 204, PUBLIC),
    "sign_out_everywhere": Call("POST", "/auth/logout-everywhere", status=204),
    "ws_ticket": Call("POST", "/auth/ws-ticket"),
    "me": Call("GET", "/me"),
    "me_name": Call("PUT", "/me/name", lambda facts: {"name": "Miroslava"}, _newcomer),
    "me_class": Call("PUT", "/me/class", lambda facts: {"character_class": _first_class()}, _named),
    "me_settings": Call("PATCH", "/me/settings", lambda facts: {"text_only": True}),
    "character": Call("GET", "/character", prepare=_armed),
    "me_ledger": Call("GET", "/me/ledger?limit=2"),
    "events": Call("GET", "/events?after=0", prepare=_heard),
    "skill_tree": Call("GET", "/skills", prepare=_eager),
    "skill_learning": Call("POST", "/skills/learn", pick("skill"), _eager),
    "skill_forgetting": Call("POST", "/skills/forget", nothing, _taught),
    "inventory": Call("GET", "/inventory"),
    "inventory_item": Call("GET", "/inventory/items/{item}", prepare=thirsty),
    "inventory_equip": Call("POST", "/inventory/equip", pick("item"), _weapon),
    "inventory_unequip": Call("POST", "/inventory/unequip", pick("slot"), _armed),
    "inventory_use": Call("POST", "/inventory/use", pick("item"), thirsty),
    "inventory_gear_equip": Call("POST", "/inventory/gear/equip", pick("gear_id"), with_a_piece),
    "inventory_drop": Call("POST", "/inventory/drop", lambda facts: {"asset": "item:rye_bread", "amount": 2}, stocked),
    "inventory_parcels_take": Call("POST", "/inventory/parcels/take", nothing, _parcel),
    "achievements": Call("GET", "/achievements", prepare=_unlocked),
    "achievement_reward": Call("POST", "/achievements/claim", lambda facts: {"achievement": "first_win"}, _unlocked),
    "leaderboards": Call("GET", "/leaderboards", prepare=_ranked),
    "leaderboard": Call("GET", "/leaderboards/wins", prepare=_ranked),
    "service_player": Call("GET", "/service/players/{player}", prepare=itself, caller=SERVICE),
    "items": Call("GET", "/catalogue/items", caller=PUBLIC),
    "item_sets": Call("GET", "/catalogue/item-sets", caller=PUBLIC),
    "skills": Call("GET", "/catalogue/skills", caller=PUBLIC),
    "classes": Call("GET", "/catalogue/classes", caller=PUBLIC),
}
