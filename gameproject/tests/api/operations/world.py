"""Places, trade, crafts, quests, events and dungeons: the calls of world/api; and the release they all read."""

from __future__ import annotations

from common import clock
from gameproject.testing import make_player
from gameproject.tests.api.client import stand
from gameproject.tests.api.operations.call import PUBLIC, Call, Facts, nothing, pick
from gameproject.tests.api.operations.situations import (
    at_a_boss,
    at_the_market,
    give,
    in_a_dungeon,
    stocked,
    thirsty,
    with_a_piece,
    with_a_worn_piece,
)
from players.models import Player
from players.rules.names import name_key
from players.state.ledger import item_asset
from world.services.activities import activity_start
from world.services.exchange import trade_open, trade_put
from world.services.quests import quest_accept


def _company(player: Player) -> Facts:
    """Somebody else at the same place."""
    stocked(player)
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


def _on_a_quest(player: Player) -> Facts:
    stand(player, "market")
    quest_accept(player_id=player.pk, quest="tails_by_count")
    return {"quest": "tails_by_count"}


def _quest_done(player: Player) -> Facts:
    give(player, item_asset("rat_tail"), 5)
    return _on_a_quest(player)


def _at_the_entrance(player: Player) -> Facts:
    Player.objects.filter(pk=player.pk).update(level=4)
    stand(player, "old_mill")
    return {"dungeon": "mill_cellar"}


def _thirsty_in_a_dungeon(player: Player) -> Facts:
    return thirsty(player) | in_a_dungeon(player)


def _at_the_cauldron(player: Player) -> Facts:
    stand(player, "market")
    give(player, item_asset("marsh_mint"), 6)
    return {}


def _in_the_meadow(player: Player) -> Facts:
    stand(player, "old_clearing")
    return {}


def _at_work(player: Player) -> Facts:
    stand(player, "market")
    activity_start(player_id=player.pk, activity="guard_stall")
    return {}


TRADE = "/trades/{trade}"
CALLS: dict[str, Call] = {
    "location": Call("GET", "/location", prepare=at_the_market),
    "location_walk": Call("POST", "/location/travel", lambda facts: {"to": "old_clearing"}),
    "location_take_rest": Call("POST", "/location/rest", nothing, _tired),
    "shop": Call("GET", "/shop", prepare=at_the_market),
    "shop_buying": Call("POST", "/shop/buy", lambda facts: {"item": facts["item"], "amount": 2}, at_the_market),
    "shop_selling": Call("POST", "/shop/sell", pick("item"), at_the_market),
    "shop_gear_selling": Call("POST", "/shop/sell-gear", pick("gear_id"), with_a_piece),
    "shop_repairing": Call("POST", "/shop/repair", pick("gear_id"), with_a_worn_piece),
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
    "activity_starting": Call("POST", "/activity/start", lambda facts: {"activity": "guard_stall"}, at_the_market),
    "activity_stopping": Call("POST", "/activity/stop", nothing, _at_work),
    "quests": Call("GET", "/quests", prepare=_on_a_quest),
    "quest_card": Call("GET", "/quests/{quest}", prepare=_on_a_quest),
    "quest_accepting": Call("POST", "/quests/accept", lambda facts: {"quest": "first_steps"}),
    "quest_giving_up": Call("POST", "/quests/abandon", pick("quest"), _on_a_quest),
    "quest_reward": Call("POST", "/quests/claim", pick("quest"), _quest_done),
    "world_events": Call("GET", "/world/events", prepare=at_a_boss),
    "dungeons": Call("GET", "/catalogue/dungeons", caller=PUBLIC),
    "dungeon_enter": Call("POST", "/dungeons", pick("dungeon"), _at_the_entrance, 201),
    "dungeon_runs": Call("GET", "/dungeons", prepare=in_a_dungeon),
    "dungeon_run": Call("GET", "/dungeons/{run}", prepare=in_a_dungeon),
    "dungeon_act": Call(
        "POST", "/dungeons/{run}/act", lambda facts: {"action": "search", "version": facts["version"]}, in_a_dungeon
    ),
    "dungeon_drink": Call("POST", "/dungeons/{run}/drink", pick("item", "version"), _thirsty_in_a_dungeon),
    "dungeon_leave": Call("POST", "/dungeons/{run}/leave", pick("version"), in_a_dungeon),
    "release": Call("GET", "/release", caller=PUBLIC),
    "monsters": Call("GET", "/catalogue/monsters", caller=PUBLIC),
    "locations": Call("GET", "/catalogue/locations", caller=PUBLIC),
    "recipes": Call("GET", "/catalogue/recipes", caller=PUBLIC),
}
