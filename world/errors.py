"""What the world refuses."""

from __future__ import annotations

from common.errors import GameError


class NoSuchExit(GameError):
    """There is no way from here to there. params: to."""

    code = "world.no_such_exit"


class ExitLocked(GameError):
    """The way opens at a level. params: to, needs, has (levels)."""

    code = "world.exit_locked"


class TooTired(GameError):
    """Not enough energy for a step. params: needs, has (energy)."""

    code = "world.too_tired"


class NoRestHere(GameError):
    """One cannot rest here."""

    code = "world.no_rest_here"


class Rested(GameError):
    """HP and energy are full already."""

    code = "world.rested"


class NoShopHere(GameError):
    """Nobody trades here."""

    code = "world.no_shop_here"


class NotOnSale(GameError):
    """This shop does not sell that. params: item."""

    code = "world.not_on_sale"


class NotWanted(GameError):
    """This shop does not buy that. params: item."""

    code = "world.not_wanted"


class TooWeak(GameError):
    """Without HP one does not go looking for a fight."""

    code = "world.too_weak"


class NothingToFight(GameError):
    """Nothing dangerous lives here."""

    code = "world.nothing_to_fight"


class QuestNotHere(GameError):
    """The quest is given elsewhere. params: to (that place)."""

    code = "world.quest_not_here"


class ZoneShut(GameError):
    """An event keeps the way shut. params: to, event (keys)."""

    code = "world.zone_shut"


class EventGoesOn(GameError):
    """The event goes on already. params: event."""

    code = "world.event_goes_on"


class EventOver(GameError):
    """The event is over."""

    code = "world.event_over"


class NoDungeonHere(GameError):
    """That dungeon has no entrance here. params: theme."""

    code = "world.no_dungeon_here"


class NotInDungeon(GameError):
    """The player is in no dungeon."""

    code = "world.not_in_dungeon"


class RunOver(GameError):
    """The run through the dungeon is over."""

    code = "world.run_over"


class NoSuchWay(GameError):
    """No known way leads there from this room. params: to (n, e, s or w)."""

    code = "world.no_such_way"


class DoorLocked(GameError):
    """The door is locked, and its key was not found yet. params: lock (its number)."""

    code = "world.door_locked"


class Guarded(GameError):
    """Something stands in the way: fight it, or go back."""

    code = "world.guarded"


class NothingToTake(GameError):
    """There is no treasure here, or it was taken."""

    code = "world.nothing_to_take"


class NoSuchChoice(GameError):
    """There is nothing like that to decide here. params: number."""

    code = "world.no_such_choice"


class ProfessionTooLow(GameError):
    """The profession is not practised enough. params: profession, needs, has (levels)."""

    code = "world.profession_too_low"


class NoStationHere(GameError):
    """What the recipe is made at does not stand here. params: station."""

    code = "world.no_station_here"


class ToolMissing(GameError):
    """The tool is not in the bag. params: item."""

    code = "world.tool_missing"


class NoNodeHere(GameError):
    """That is gathered elsewhere. params: to (that place)."""

    code = "world.no_node_here"


class NodeEmpty(GameError):
    """Not so much has grown back yet. params: has, minutes (until the next portion)."""

    code = "world.node_empty"


class NoActivityHere(GameError):
    """That is done elsewhere. params: to (that place)."""

    code = "world.no_activity_here"


class AlreadyDoing(GameError):
    """One thing at a time: something goes on already. params: minutes (until it is over)."""

    code = "world.already_doing"


class NotDoing(GameError):
    """Nothing goes on that could be broken off."""

    code = "world.not_doing"


# Between players.


class NotTogether(GameError):
    """The other player is somewhere else. params: name."""

    code = "world.not_together"


class PartnerBusy(GameError):
    """Something holds the other player, or another trade does. params: name."""

    code = "world.partner_busy"


class AlreadyTrading(GameError):
    """One trades with somebody already: that comes first."""

    code = "world.already_trading"


class NotYourself(GameError):
    """Nobody trades with themselves."""

    code = "world.not_yourself"


class TradeOver(GameError):
    """The trade is done, called off or run out."""

    code = "world.trade_over"


class TradeEmpty(GameError):
    """There is nothing on the table."""

    code = "world.trade_empty"


class TradeFull(GameError):
    """No more different things on one side. params: most."""

    code = "world.trade_full"


class TradeShort(GameError):
    """Somebody no longer has what is on the table, or wears it. params: name, asset."""

    code = "world.trade_short"


class PartnerFull(GameError):
    """The other player's bag has no room. params: name."""

    code = "world.partner_full"


class TooManyGifts(GameError):
    """Enough for today for that player. params: name, most (gifts a day), retry_after (seconds)."""

    code = "world.too_many_gifts"


class NothingToRepair(GameError):
    """Nothing that the player has needs a repair, or not this piece."""

    code = "world.nothing_to_repair"
