"""What the parts and the products of a recipe are worth, by their own prices."""

from __future__ import annotations

from collections.abc import Iterable

from content.rules.catalogue import Catalogue
from players.rules.catalogue import ItemSpec
from world.rules.crafts import RecipeSpec


def recipe_worth(catalogue: Catalogue, key: str) -> tuple[int, int] | None:
    """Coins that go in and coins that come out; nothing for a row that is not saved yet."""
    recipe = catalogue.find(RecipeSpec, key)
    if recipe is None:
        return None
    parts = ((each.item, each.amount) for each in recipe.inputs)
    made = ((each.item, each.amount) for each in recipe.outputs)
    return _worth(catalogue, parts), _worth(catalogue, made)


def _worth(catalogue: Catalogue, stacks: Iterable[tuple[str, int]]) -> int:
    items = catalogue.all(ItemSpec)
    return sum(items[key].price * amount for key, amount in stacks if key in items)
