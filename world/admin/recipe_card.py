"""How a recipe reads in the chat, in both languages, and what its parts are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from common.rules.text import LANGUAGES
from content.rules.catalogue import Catalogue
from players.rules.catalogue import ItemSpec
from world.rules.crafts import ProfessionSpec, RecipeSpec, StationSpec


@dataclass(frozen=True, slots=True)
class RecipeCard:
    """A recipe as its card in the chat tells it, in one language, with what its parts are worth."""

    language: str
    title: str
    description: str
    parts: tuple[str, ...]
    facts: tuple[str, ...]


def recipe_cards(catalogue: Catalogue, key: str) -> list[RecipeCard]:
    """The card in each language; nothing for a row that is not saved yet."""
    recipe = catalogue.find(RecipeSpec, key)
    return [] if recipe is None else [_card(catalogue, recipe, language) for language in LANGUAGES]


def _card(catalogue: Catalogue, recipe: RecipeSpec, language: str) -> RecipeCard:
    items = catalogue.all(ItemSpec)
    made = [(items[each.item], each.amount) for each in recipe.outputs if each.item in items]
    parts = [(items[each.item], each.amount) for each in recipe.inputs if each.item in items]
    station, profession = catalogue.find(StationSpec, recipe.station), catalogue.find(ProfessionSpec, recipe.profession)
    tool = catalogue.find(ItemSpec, recipe.tool)
    level = "ур." if language == "ru" else "lv."  # the chat's own words; the bot lies above this app
    facts = [
        f"{profession.name.in_(language)} {level} {recipe.level}" if profession else "",
        f"{station.icon} {station.name.in_(language)}" if station else "",
        f"{tool.icon} {tool.name.in_(language)}" if tool else "",
        f"{recipe.chance} %",
        str(timedelta(seconds=recipe.seconds)) if recipe.seconds else "",
        f"🪙 {_worth(parts)} → {_worth(made)}",
    ]
    return RecipeCard(
        language=language,
        title=", ".join(f"{item.icon} {item.name.in_(language)} ×{amount}" for item, amount in made),
        description=" ".join(item.description.in_(language) for item, _amount in made),
        parts=tuple(f"{item.icon} {item.name.in_(language)} ×{amount}" for item, amount in parts),
        facts=tuple(fact for fact in facts if fact),
    )


def _worth(stacks: Sequence[tuple[ItemSpec, int]]) -> int:
    return sum(item.price * amount for item, amount in stacks)
