"""How a location reads in the chat, in both languages, while it is being written."""

from __future__ import annotations

from dataclasses import dataclass

from common.rules.text import LANGUAGES
from content.rules.catalogue import Catalogue
from world.rules.catalogue import LocationSpec, MonsterSpec, ShopSpec


@dataclass(frozen=True, slots=True)
class Preview:
    """The head, the words and the buttons of the screen in one language."""

    language: str
    icon: str
    name: str
    description: str
    exits: tuple[str, ...]
    shop: str
    monsters: tuple[str, ...]


def previews_of(catalogue: Catalogue, key: str) -> list[Preview]:
    """The location's screen in each language; nothing for a row that is not saved yet."""
    location = catalogue.find(LocationSpec, key)
    return [] if location is None else [_preview(catalogue, location, language) for language in LANGUAGES]


def _preview(catalogue: Catalogue, location: LocationSpec, language: str) -> Preview:
    shop = catalogue.find(ShopSpec, location.shop)
    places = ((catalogue.find(LocationSpec, way.to), way) for way in location.exits)
    ways = ((there.name.in_(language), way) for there, way in places if there is not None)
    met = (catalogue.find(MonsterSpec, encounter.monster) for encounter in location.encounters)
    locked = "ур." if language == "ru" else "lv."  # the chat's own words; the bot lies above this app
    return Preview(
        language=language,
        icon=location.icon,
        name=location.name.in_(language),
        description=location.description.in_(language),
        exits=tuple(f"{name} 🔒{locked}{way.min_level}" if way.min_level > 1 else f"→ {name}" for name, way in ways),
        shop="" if shop is None else shop.name.in_(language),
        monsters=tuple(f"{monster.icon} {monster.name.in_(language)}" for monster in met if monster is not None),
    )
