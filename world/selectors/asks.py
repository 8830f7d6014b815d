"""What texts about the world are asked by. Screens and what is written ahead ask alike, or it is written twice.

Facts are words in the language of the text, except for those that name a kind of thing.
"""

from __future__ import annotations

from typing import Protocol

from common.rules.text import Text
from content.rules.catalogue import Catalogue
from content.rules.texts import Ask, Purpose, ask
from players.rules.catalogue import ItemSpec
from players.rules.quests import QuestSpec
from world.rules.catalogue import LocationSpec, MonsterSpec, RegionSpec, ShopSpec
from world.rules.dungeon_maker import Room
from world.rules.dungeon_themes import DungeonThemeSpec
from world.rules.weather import DayPhaseSpec, Sky

_VARIANTS = "abcd"  # so many looks has a kind of room in all dungeons of a theme; letters, for digits are refused
_GOODS_TOLD = 4


def location_ask(catalogue: Catalogue, location: LocationSpec, sky: Sky, *, language: str) -> Ask:
    """A place at its hour and in its weather."""
    region = catalogue.find(RegionSpec, location.region)
    return ask(
        Purpose.LOCATION,
        language,
        f"location:{location.key}",
        place=location.name.in_(language),
        region=_words(region, language),
        about=location.description.in_(language),
        time=_words(sky.phase, language),
        weather=_words(sky.weather, language),
    )


def npc_ask(
    catalogue: Catalogue, shop: ShopSpec, location: LocationSpec, phase: DayPhaseSpec | None, *, language: str
) -> Ask:
    """What a trader says at an hour. `trade`: the first of the goods."""
    items = (catalogue.find(ItemSpec, offer.item) for offer in shop.offers)
    goods = [item.name.in_(language) for item in items if item is not None]
    return ask(
        Purpose.NPC,
        language,
        f"shop:{shop.key}",
        who=shop.name.in_(language),
        place=location.name.in_(language),
        trade=", ".join(goods[:_GOODS_TOLD]),
        time=_words(phase, language),
    )


def quest_ask(catalogue: Catalogue, quest: QuestSpec, *, language: str) -> Ask:
    """Why a quest matters to who gives it: somebody at a place, or everywhere."""
    place = _words(catalogue.find(LocationSpec, quest.giver), language)
    return ask(
        Purpose.QUEST,
        language,
        f"quest:{quest.key}",
        quest=quest.name.in_(language),
        giver="",
        place=place,
        about=quest.description.in_(language),
    )


def monster_ask(monster: MonsterSpec, place: Text, *, language: str) -> Ask:
    """The legend of a creature of a place: the name of a location, or of a dungeon."""
    return ask(
        Purpose.MONSTER,
        language,
        f"monster:{monster.key}",
        monster=monster.name.in_(language),
        place=place.in_(language),
        about=monster.description.in_(language),
    )


def room_ask(theme: DungeonThemeSpec, room: Room, *, language: str) -> Ask:
    """A room of a dungeon. Dungeons of a theme share a few looks for each kind of room, whatever their seeds."""
    return ask(
        Purpose.ROOM,
        language,
        f"dungeon:{theme.key}",
        dungeon=theme.name.in_(language),
        about=theme.description.in_(language),
        room=room.kind.value,
        variant=_VARIANTS[room.id % len(_VARIANTS)],
    )


class _Named(Protocol):
    @property
    def name(self) -> Text: ...


def _words(row: _Named | None, language: str) -> str:
    return row.name.in_(language) if row is not None else ""
