"""One good call of every operation: what smoke tests, the authorisation matrix and the recorded examples share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from combat.models import Battle
from combat.rules.actions import Attack
from combat.services.battles import battle_act
from combat.state.battles import MONSTER_ID
from common import clock
from common.realtime import ToStream, stream_append
from content.models import GameText
from content.release import current
from gameproject.testing import make_player
from gameproject.tests.api.client import ApiClient, fighting, session_for, stand
from gameproject.tests.api.signing import signed_init_data
from gameproject.tests.api.written import text_written
from players.models import Gear, Parcel, Player, UnlockedAchievement
from players.rules.catalogue import ItemKind, ItemSpec
from players.rules.names import name_key
from players.rules.ranking import Board, BoardKey
from players.selectors.skills import skill_tree_view
from players.services.items import item_equip
from players.services.leaderboards import leaderboards_rebuild
from players.services.onboarding import player_arrive, player_name_set
from players.services.skills import skill_learn
from players.state.gear import gear_give
from players.state.ledger import GOLD, Move, gear_asset, item_asset, ledger_move
from players.state.scores import score_add
from world.models import DungeonRun
from world.services.activities import activity_start
from world.services.events import event_start
from world.services.exchange import trade_open, trade_put
from world.services.quests import quest_accept
from world.services.runs import run_enter

Facts = dict[str, Any]
Prepare = Callable[[Player], Facts]

PUBLIC, PLAYER, SERVICE, MODERATOR = "public", "player", "service", "moderator"


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


def _piece(player: Player) -> Facts:
    """A sword that was rolled, at the market."""
    _market(player)
    affixes = [{"key": "thunder", "stat": "attack", "amount": 2}]
    piece = Gear.objects.create(item="steel_sword", rarity="uncommon", affixes=affixes, reason="battle")
    gear_give(player.pk, [piece.pk], reason="battle")
    Player.objects.filter(pk=player.pk).update(level=8)
    return {"gear_id": piece.pk, "asset": gear_asset(piece.pk)}


def _eager(player: Player) -> Facts:
    """Somebody with points to spend, and what they can be spent on."""
    Player.objects.filter(pk=player.pk).update(level=5)
    view = skill_tree_view(player_id=player.pk, now=clock.now())
    nodes = (node for _branch, nodes in view.branches for node in nodes)
    return {"skill": next(node.skill.key for node in nodes if node.step.is_open)}


def _taught(player: Player) -> Facts:
    facts = _eager(player)
    _give(player, GOLD, 5000)
    skill_learn(player_id=player.pk, skill=facts["skill"])
    return facts


def _stocked(player: Player) -> Facts:
    _give(player, item_asset("rye_bread"), 5)
    return {}


def _parcel(player: Player) -> Facts:
    Parcel.objects.create(player=player, item="wolf_pelt", amount=2, reason="battle", reference="battle:1")
    return {}


def _company(player: Player) -> Facts:
    """Somebody else at the same place."""
    _stocked(player)
    other = make_player(name="Miroslava", name_key=name_key("Miroslava"))
    for each in (player, other):
        stand(each, "market")
    return {"name": other.name, "other": other.pk}


def _trading(player: Player) -> Facts:
    facts = _company(player)
    trade = trade_open(player_id=player.pk, partner_id=facts["other"])
    trade_put(player_id=player.pk, trade_id=trade.id, asset="item:rye_bread", amount=3)
    return facts | {"trade": trade.id}


def _tired(player: Player) -> Facts:
    Player.objects.filter(pk=player.pk).update(hp=1, hp_at=clock.now())
    return {}


def _market(player: Player) -> Facts:
    stand(player, "market")
    _give(player, GOLD, 500)
    _give(player, item_asset("herb_tonic"), 2)
    return {"item": "herb_tonic"}


def _on_a_quest(player: Player) -> Facts:
    stand(player, "market")
    quest_accept(player_id=player.pk, quest="tails_by_count")
    return {"quest": "tails_by_count"}


def _quest_done(player: Player) -> Facts:
    _give(player, item_asset("rat_tail"), 5)
    return _on_a_quest(player)


def _unlocked(player: Player) -> Facts:
    UnlockedAchievement.objects.create(player=player, achievement="first_win")
    return {}


def _danger(player: Player) -> Facts:
    stand(player, "old_clearing")
    return {}


def _in_a_dungeon(player: Player) -> Facts:
    Player.objects.filter(pk=player.pk).update(level=4)
    stand(player, "old_mill")
    view = run_enter(player_id=player.pk, theme="mill_cellar")
    return {"run": view.id, "version": view.version}


def _at_the_entrance(player: Player) -> Facts:
    Player.objects.filter(pk=player.pk).update(level=4)
    stand(player, "old_mill")
    return {"dungeon": "mill_cellar"}


def _thirsty_in_a_dungeon(player: Player) -> Facts:
    return _potion(player) | _in_a_dungeon(player)


def _before_the_boss(player: Player) -> Facts:
    facts = _in_a_dungeon(player)
    row = DungeonRun.objects.get(pk=facts["run"])
    boss = next(room["id"] for room in row.dungeon["rooms"] if room["kind"] == "boss")
    row.state["room"] = boss
    row.save(update_fields=["state"])
    return facts


def _at_the_cauldron(player: Player) -> Facts:
    stand(player, "market")
    _give(player, item_asset("marsh_mint"), 6)
    return {}


def _at_a_boss(player: Player) -> Facts:
    stand(player, "old_clearing")
    return {"run_id": event_start(event="zmey_raid", reason="a test", actor="tests")}


def _in_the_meadow(player: Player) -> Facts:
    stand(player, "old_clearing")
    return {}


def _at_work(player: Player) -> Facts:
    stand(player, "market")
    activity_start(player_id=player.pk, activity="guard_stall")
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


def _waiting_text(player: Player) -> Facts:
    """Written by a provider for this player, under review first."""
    row = text_written(player.pk, GameText.State.WAITING)
    return {"text": row.pk, "revision": row.revision}


def _published_text(player: Player) -> Facts:
    return {"text": text_written(player.pk, GameText.State.PUBLISHED, credit=player.name).pk}


def _edited_text(player: Player) -> Facts:
    """Its first version can be returned to."""
    row = text_written(player.pk, GameText.State.PUBLISHED, versions=2)
    return {"text": row.pk, "revision": row.revision, "version_id": row.versions.get(number=1).pk}


def _itself(player: Player) -> Facts:
    return {"player": player.pk}


def _pick(*names: str) -> Callable[[Facts], Facts]:
    return lambda facts: {name: facts[name] for name in names}


def _nothing(facts: Facts) -> Facts:
    return {}


BATTLE = "/battles/{battle}"
TRADE = "/trades/{trade}"
MODERATED = "/moderation/texts/{text}"
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
    "skill_tree": Call("GET", "/skills", prepare=_eager),
    "skill_learning": Call("POST", "/skills/learn", _pick("skill"), _eager),
    "skill_forgetting": Call("POST", "/skills/forget", _nothing, _taught),
    "dungeons": Call("GET", "/catalogue/dungeons", caller=PUBLIC),
    "dungeon_enter": Call("POST", "/dungeons", _pick("dungeon"), _at_the_entrance, 201),
    "dungeon_runs": Call("GET", "/dungeons", prepare=_in_a_dungeon),
    "dungeon_run": Call("GET", "/dungeons/{run}", prepare=_in_a_dungeon),
    "dungeon_act": Call(
        "POST", "/dungeons/{run}/act", lambda facts: {"action": "search", "version": facts["version"]}, _in_a_dungeon
    ),
    "dungeon_drink": Call("POST", "/dungeons/{run}/drink", _pick("item", "version"), _thirsty_in_a_dungeon),
    "dungeon_leave": Call("POST", "/dungeons/{run}/leave", _pick("version"), _in_a_dungeon),
    "dungeon_fight": Call("POST", "/dungeons/{run}/fight", _pick("version"), _before_the_boss, 201),
    "world_events": Call("GET", "/world/events", prepare=_at_a_boss),
    "boss": Call("GET", "/world/boss", prepare=_at_a_boss),
    "boss_striking": Call("POST", "/world/boss/strike", _pick("run_id"), _at_a_boss),
    "inventory": Call("GET", "/inventory"),
    "inventory_item": Call("GET", "/inventory/items/{item}", prepare=_potion),
    "inventory_equip": Call("POST", "/inventory/equip", _pick("item"), _weapon),
    "inventory_unequip": Call("POST", "/inventory/unequip", _pick("slot"), _armed),
    "inventory_use": Call("POST", "/inventory/use", _pick("item"), _potion),
    "inventory_gear_equip": Call("POST", "/inventory/gear/equip", _pick("gear_id"), _piece),
    "inventory_drop": Call("POST", "/inventory/drop", lambda facts: {"asset": "item:rye_bread", "amount": 2}, _stocked),
    "inventory_parcels_take": Call("POST", "/inventory/parcels/take", _nothing, _parcel),
    "location": Call("GET", "/location", prepare=_market),
    "location_walk": Call("POST", "/location/travel", lambda facts: {"to": "old_clearing"}),
    "location_take_rest": Call("POST", "/location/rest", _nothing, _tired),
    "shop": Call("GET", "/shop", prepare=_market),
    "shop_buying": Call("POST", "/shop/buy", lambda facts: {"item": facts["item"], "amount": 2}, _market),
    "shop_selling": Call("POST", "/shop/sell", _pick("item"), _market),
    "shop_gear_selling": Call("POST", "/shop/sell-gear", _pick("gear_id"), _piece),
    "gift": Call(
        "POST", "/gifts", lambda facts: {"to": facts["name"], "asset": "item:rye_bread", "amount": 2}, _company
    ),
    "trade": Call("GET", "/trades/open", prepare=_trading),
    "trade_opening": Call("POST", "/trades", lambda facts: {"partner": facts["name"]}, _company, 201),
    "trade_putting": Call("POST", TRADE + "/goods", lambda facts: {"asset": "gold", "amount": 5}, _trading),
    "trade_agreeing": Call("POST", TRADE + "/agree", lambda facts: {"version": 1}, _trading),
    "trade_cancelling": Call("POST", TRADE + "/cancel", prepare=_trading),
    "professions": Call("GET", "/professions"),
    "workshop": Call("GET", "/workshop", prepare=_at_the_cauldron),
    "workshop_crafting": Call(
        "POST", "/workshop/craft", lambda facts: {"recipe": "brew_mint_tea", "times": 2}, _at_the_cauldron
    ),
    "gathering": Call("GET", "/gathering", prepare=_in_the_meadow),
    "gathering_portions": Call("POST", "/gathering", lambda facts: {"node": "meadow", "portions": 2}, _in_the_meadow),
    "activity": Call("GET", "/activity", prepare=_at_work),
    "activity_starting": Call("POST", "/activity/start", lambda facts: {"activity": "guard_stall"}, _market),
    "activity_stopping": Call("POST", "/activity/stop", _nothing, _at_work),
    "quests": Call("GET", "/quests", prepare=_on_a_quest),
    "quest_card": Call("GET", "/quests/{quest}", prepare=_on_a_quest),
    "quest_accepting": Call("POST", "/quests/accept", lambda facts: {"quest": "first_steps"}),
    "quest_giving_up": Call("POST", "/quests/abandon", _pick("quest"), _on_a_quest),
    "quest_reward": Call("POST", "/quests/claim", _pick("quest"), _quest_done),
    "achievements": Call("GET", "/achievements", prepare=_unlocked),
    "achievement_reward": Call("POST", "/achievements/claim", lambda facts: {"achievement": "first_win"}, _unlocked),
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
    "leaderboards": Call("GET", "/leaderboards", prepare=_ranked),
    "leaderboard": Call("GET", "/leaderboards/wins", prepare=_ranked),
    "release": Call("GET", "/release", caller=PUBLIC),
    "items": Call("GET", "/catalogue/items", caller=PUBLIC),
    "item_sets": Call("GET", "/catalogue/item-sets", caller=PUBLIC),
    "skills": Call("GET", "/catalogue/skills", caller=PUBLIC),
    "classes": Call("GET", "/catalogue/classes", caller=PUBLIC),
    "monsters": Call("GET", "/catalogue/monsters", caller=PUBLIC),
    "locations": Call("GET", "/catalogue/locations", caller=PUBLIC),
    "recipes": Call("GET", "/catalogue/recipes", caller=PUBLIC),
    "text": Call("GET", "/texts/{text}", prepare=_published_text),
    "text_reporting": Call(
        "POST", "/texts/{text}/report", lambda facts: {"reason": "An owl cannot ask"}, _published_text
    ),
    "moderation_texts": Call("GET", "/moderation/texts", prepare=_waiting_text, caller=MODERATOR),
    "moderation_text": Call("GET", MODERATED, prepare=_waiting_text, caller=MODERATOR),
    "moderation_claim": Call("POST", MODERATED + "/claim", _nothing, _waiting_text, caller=MODERATOR),
    "moderation_approve": Call("POST", MODERATED + "/approve", _pick("revision"), _waiting_text, caller=MODERATOR),
    "moderation_reject": Call(
        "POST",
        MODERATED + "/reject",
        lambda facts: {"revision": facts["revision"], "reason": "It promises a reward"},
        _waiting_text,
        caller=MODERATOR,
    ),
    "moderation_edit": Call(
        "POST",
        MODERATED + "/edit",
        lambda facts: {
            "revision": facts["revision"],
            "text": "The fog lies on the water, and somewhere behind it an oar strikes wood, once, and is still.",
        },
        _waiting_text,
        caller=MODERATOR,
    ),
    "moderation_regenerate": Call(
        "POST",
        MODERATED + "/regenerate",
        lambda facts: {"revision": facts["revision"], "hint": "Less fog, more sound"},
        _waiting_text,
        caller=MODERATOR,
    ),
    "moderation_rollback": Call(
        "POST", MODERATED + "/rollback", _pick("revision", "version_id"), _edited_text, caller=MODERATOR
    ),
    "moderation_name_ban": Call(
        "POST",
        "/moderation/banned-names",
        lambda facts: {"player_id": facts["player"], "name": "Yarilo", "reason": "A name that insults"},
        _itself,
        caller=MODERATOR,
    ),
    "service_player": Call("GET", "/service/players/{player}", prepare=_itself, caller=SERVICE),
}


def _first_class() -> str:
    from players.rules.catalogue import ClassSpec

    return next(iter(current().all(ClassSpec)))
