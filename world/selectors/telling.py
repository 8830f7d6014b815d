"""The texts that grow with play, for what a player sees of the world.

Doors ask for them when they show the thing, so nobody waits for a text, or spends on one, that is not on a screen.
"""

from __future__ import annotations

from content.release import current
from content.selectors.texts import Told, text_told
from players.selectors.quests import QuestView
from world.rules.weather import CLEAR
from world.selectors.asks import location_ask, npc_ask, quest_ask, room_ask
from world.selectors.locations import LocationView, ShopView
from world.selectors.quests import QuestBoard
from world.selectors.runs import RunView


def location_told(view: LocationView) -> Told:
    """The place at its hour and in its weather."""
    who = view.character.player
    asked = location_ask(current(), view.location, view.sky, language=who.language)
    return text_told(asked, player_id=who.id)


def trader_told(view: ShopView) -> Told | None:
    """What the trader says at this hour."""
    if view.location is None:
        return None
    who, sky = view.character.player, view.sky or CLEAR
    asked = npc_ask(current(), view.shop, view.location, sky.phase, language=who.language)
    return text_told(asked, player_id=who.id)


def quest_told(board: QuestBoard, view: QuestView, *, language: str, player_id: int) -> Told:
    """Why the quest matters to who gives it."""
    return text_told(quest_ask(board.catalogue, view.spec, language=language), player_id=player_id)


def room_told(view: RunView, *, language: str) -> Told | None:
    """How the room looks; nothing once the run is over."""
    if view.result or view.room is None:
        return None
    return text_told(room_ask(view.theme, view.room, language=language), player_id=view.player_id)
