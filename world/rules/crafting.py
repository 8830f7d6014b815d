"""One attempt to make something, and what it takes."""

from __future__ import annotations

from collections.abc import Mapping

from common.rules.rng import Rng
from world.rules.activities import Gain
from world.rules.crafts import RecipeSpec
from world.rules.events import Bonus

MASTERY = 2  # points of chance for each level of the profession above the recipe's


def craft_chance(recipe: RecipeSpec, level: int) -> int:
    """The chance of success in percent, at a level of the profession."""
    return max(0, min(100, recipe.chance + MASTERY * (level - recipe.level)))


def ingredients(recipe: RecipeSpec, times: int = 1) -> dict[str, int]:
    """What so many attempts take, by item; an item that is listed twice is taken twice."""
    amounts: dict[str, int] = {}
    for part in recipe.inputs:
        amounts[part.item] = amounts.get(part.item, 0) + part.amount * times
    return amounts


def times_possible(recipe: RecipeSpec, at_hand: Mapping[str, int]) -> int:
    """For how many attempts there is enough of everything."""
    needed = ingredients(recipe)
    return min((at_hand.get(item, 0) // amount for item, amount in needed.items() if amount > 0), default=0)


def craft_attempt(recipe: RecipeSpec, chance: int, rng: Rng, bonus: Bonus | None = None) -> Gain:
    """The products; or, when it fails, what of the ingredients comes back, and half of the practice.

    `bonus` changes nothing: what is made is no find.
    """
    if rng.chance(chance):
        products = tuple((product.item, product.amount) for product in recipe.outputs)
        return Gain(items=products, profession_xp=recipe.xp, made=1)
    returned = tuple((part.item, min(part.returned, part.amount)) for part in recipe.inputs if part.returned > 0)
    return Gain(items=returned, profession_xp=recipe.xp // 2, failed=1)
