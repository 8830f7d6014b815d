"""What can be wrong with professions, stations, recipes, gathering places and activities."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, warning
from players.rules.catalogue import ItemKind, ItemSpec, ProgressSpec
from players.rules.character import xp_for_level
from players.rules.lint import HIGHEST_POWER, HIGHEST_XP
from players.rules.skills_lint import HIGHEST_LEVEL
from world.rules.catalogue import LocationSpec, LootTableSpec, ShopSpec, WorldRulesSpec
from world.rules.crafting import ingredients
from world.rules.crafts import ActivitySpec, GatheringNodeSpec, ProfessionSpec, RecipeSpec, StationSpec
from world.rules.geography import levels_to_reach
from world.rules.trade import buying_price

LONGEST_SECONDS = 86_400  # a day
LONGEST_PORTION = 1_440  # minutes: a day
MOST_PORTIONS = 200


def professions_grow(catalogue: Catalogue) -> Iterator[Finding]:
    """Each profession has levels that its column can hold, and something to practise it by."""
    practised = {recipe.profession for recipe in catalogue.all(RecipeSpec).values()}
    practised |= {node.profession for node in catalogue.all(GatheringNodeSpec).values()}
    for key, spec in catalogue.all(ProfessionSpec).items():
        for field in ("max_level", "xp_base"):
            if getattr(spec, field) < 1:
                yield error("professions", key, "must_be_positive", field=field)
        if spec.xp_power > HIGHEST_POWER or spec.max_level > HIGHEST_LEVEL:
            yield error("professions", key, "growth_out_of_bounds", power=HIGHEST_POWER, level=HIGHEST_LEVEL)
        elif xp_for_level(spec, spec.max_level - 1) > HIGHEST_XP:
            yield error("professions", key, "xp_out_of_bounds", most=HIGHEST_XP)
        if key not in practised:
            yield warning("professions", key, "profession_unused")


def stations_can_be_found(catalogue: Catalogue) -> Iterator[Finding]:
    """Each station that recipes need stands somewhere that can be walked to."""
    locations = catalogue.all(LocationSpec)
    walkable = _levels(catalogue)
    for key, station in catalogue.all(StationSpec).items():
        for place in station.places:
            if place.location not in locations:
                yield error("stations", key, "place_missing", location=place.location)
        if not any(place.location in walkable for place in station.places):
            yield error("stations", key, "station_nowhere")


def recipes_can_be_made(catalogue: Catalogue) -> Iterator[Finding]:
    """What a recipe names exists, and every number of it can come true."""
    for key, recipe in catalogue.all(RecipeSpec).items():
        if recipe.station not in catalogue.all(StationSpec):
            yield error("recipes", key, "station_missing", station=recipe.station)
        if not recipe.inputs:
            yield error("recipes", key, "recipe_without_inputs")
        if not recipe.outputs:
            yield error("recipes", key, "recipe_without_outputs")
        if not 1 <= recipe.chance <= 100:
            yield error("recipes", key, "chance_out_of_bounds", chance=recipe.chance)
        if recipe.seconds > LONGEST_SECONDS:
            yield error("recipes", key, "takes_too_long", seconds=recipe.seconds)
        yield from _profession_known(catalogue, "recipes", key, recipe.profession, recipe.level)
        named = [*ingredients(recipe), *(product.item for product in recipe.outputs)]
        yield from _items_known(catalogue, "recipes", key, [*named, *([recipe.tool] if recipe.tool else [])])
        yield from _amounts_make_sense(catalogue, recipe)


def _amounts_make_sense(catalogue: Catalogue, recipe: RecipeSpec) -> Iterator[Finding]:
    items = catalogue.all(ItemSpec)
    for part in recipe.inputs:
        item = items.get(part.item)
        if part.amount < 1:
            yield error("recipes", recipe.key, "amount_not_positive", item=part.item)
        if part.returned > part.amount:
            yield error("recipes", recipe.key, "returns_more_than_taken", item=part.item)
        if item is not None and item.kind is ItemKind.EQUIPMENT:
            yield error("recipes", recipe.key, "equipment_as_ingredient", item=part.item)
        if part.item == recipe.tool:
            yield error("recipes", recipe.key, "tool_is_ingredient", item=part.item)
    yield from _tool_is_counted(catalogue, "recipes", recipe.key, recipe.tool)
    for product in recipe.outputs:
        if product.amount < 1:
            yield error("recipes", recipe.key, "amount_not_positive", item=product.item)


def _tool_is_counted(catalogue: Catalogue, section: str, key: str, tool: str | None) -> Iterator[Finding]:
    item = catalogue.find(ItemSpec, tool)
    if item is not None and item.kind is ItemKind.EQUIPMENT:
        yield error(section, key, "equipment_as_tool", item=item.key)


def recipes_mint_no_gold(catalogue: Catalogue) -> Iterator[Finding]:
    """What is bought for coins is not made into what shops pay more for."""
    shops, items = catalogue.all(ShopSpec), catalogue.all(ItemSpec)
    best = max((shop.buys_at_percent for shop in shops.values()), default=0)
    costs, _falling = _settled(catalogue.all(RecipeSpec).values(), _shelf_prices(catalogue))
    for key, recipe in catalogue.all(RecipeSpec).items():
        cost = _cost(recipe, costs)
        made = [(items[product.item], product.amount) for product in recipe.outputs if product.item in items]
        brings = sum(item.price * best // 100 * amount for item, amount in made)
        if cost is not None and brings > cost:
            yield error("recipes", key, "recipe_mints_gold", cost=math.ceil(cost), brings=brings)


def recipes_make_no_circle(catalogue: Catalogue) -> Iterator[Finding]:
    """No recipes, one after another, make more of a thing out of itself: a thing would cost less in every round."""
    recipes = catalogue.all(RecipeSpec).values()
    named = {part.item for recipe in recipes for part in recipe.inputs}
    _costs, falling = _settled(recipes, {item: Fraction(1) for item in named})
    for key in falling:
        yield error("recipes", key, "recipe_circle")


def _shelf_prices(catalogue: Catalogue) -> dict[str, Fraction]:
    """The lowest price of each thing that shops sell."""
    items, lowest = catalogue.all(ItemSpec), dict[str, Fraction]()
    for shop in catalogue.all(ShopSpec).values():
        for offer in shop.offers:
            price = buying_price(shop, items[offer.item]) if offer.item in items else None
            if price is not None:
                lowest[offer.item] = min(Fraction(price), lowest.get(offer.item, Fraction(price)))
    return lowest


def _settled(recipes: Iterable[RecipeSpec], costs: Mapping[str, Fraction]) -> tuple[dict[str, Fraction], list[str]]:
    """(what each thing costs at least when it may also be made, the recipes that lower a cost for ever).

    A cost that does not go round in a circle is settled after as many rounds as there are recipes.
    """
    recipes, lowest, falling = list(recipes), dict(costs), list[str]()
    for _round in range(len(recipes) + 1):
        falling = [recipe.key for recipe in recipes if _lowered(recipe, lowest)]
        if not falling:
            break
    return lowest, falling


def _lowered(recipe: RecipeSpec, costs: dict[str, Fraction]) -> bool:
    """Whether making it is cheaper than what was known; of several products, the others count for nothing."""
    cost, lowered = _cost(recipe, costs), False
    if cost is None:
        return False
    for product in recipe.outputs:
        each = cost / max(product.amount, 1)
        if product.item not in costs or each < costs[product.item]:
            costs[product.item], lowered = each, True
    return lowered


def _cost(recipe: RecipeSpec, costs: Mapping[str, Fraction]) -> Fraction | None:
    """What its ingredients cost; None when one of them has no cost, or there are none."""
    parts = ingredients(recipe)
    if not parts or any(item not in costs or amount < 1 for item, amount in parts.items()):
        return None
    return sum((costs[item] * amount for item, amount in parts.items()), start=Fraction(0))


def nodes_can_be_gathered(catalogue: Catalogue) -> Iterator[Finding]:
    """What a gathering place names exists, somebody can get there, and it holds something one can pay for."""
    walkable, progress = _levels(catalogue), catalogue.find(ProgressSpec, "default")
    for key, node in catalogue.all(GatheringNodeSpec).items():
        yield from _place_known(catalogue, "gathering_nodes", key, node.location, walkable)
        yield from _profession_known(catalogue, "gathering_nodes", key, node.profession, node.level)
        yield from _items_known(catalogue, "gathering_nodes", key, [node.tool] if node.tool else [])
        yield from _tool_is_counted(catalogue, "gathering_nodes", key, node.tool)
        if node.loot_table not in catalogue.all(LootTableSpec):
            yield error("gathering_nodes", key, "loot_table_missing", loot_table=node.loot_table)
        for field in ("stock", "regrow_minutes"):
            if getattr(node, field) < 1:
                yield error("gathering_nodes", key, "must_be_positive", field=field)
        if node.stock > MOST_PORTIONS:
            yield error("gathering_nodes", key, "too_many_portions", most=MOST_PORTIONS)
        if node.seconds > LONGEST_SECONDS:
            yield error("gathering_nodes", key, "takes_too_long", seconds=node.seconds)
        if progress is not None and node.energy > progress.energy_max:
            yield error("gathering_nodes", key, "energy_unaffordable", cost=node.energy)


def activities_can_be_done(catalogue: Catalogue) -> Iterator[Finding]:
    """What an activity names exists, it ends, it brings something, and a journey opens no gate before its level."""
    walkable, progress = _levels(catalogue), catalogue.find(ProgressSpec, "default")
    for key, spec in catalogue.all(ActivitySpec).items():
        yield from _place_known(catalogue, "activities", key, spec.location, walkable)
        if spec.profession is not None:
            yield from _profession_known(catalogue, "activities", key, spec.profession, 1)
        if spec.loot_table is not None and spec.loot_table not in catalogue.all(LootTableSpec):
            yield error("activities", key, "loot_table_missing", loot_table=spec.loot_table)
        yield from _ends(spec)
        if progress is not None and spec.energy > progress.energy_max:
            yield error("activities", key, "energy_unaffordable", cost=spec.energy)
        yield from _brings_something(spec)
        yield from _journey_respects_gates(spec, catalogue, walkable)


def _ends(spec: ActivitySpec) -> Iterator[Finding]:
    for field in ("portion_minutes", "portions"):
        if getattr(spec, field) < 1:
            yield error("activities", spec.key, "must_be_positive", field=field)
    if spec.portions > MOST_PORTIONS:
        yield error("activities", spec.key, "too_many_portions", most=MOST_PORTIONS)
    if spec.portion_minutes > LONGEST_PORTION:
        yield error("activities", spec.key, "takes_too_long", seconds=spec.portion_minutes * 60)


def _brings_something(spec: ActivitySpec) -> Iterator[Finding]:
    gains = (spec.xp, spec.gold, spec.profession_xp, spec.loot_table, spec.destination)
    if not any(gains):
        yield error("activities", spec.key, "activity_brings_nothing")
    if spec.profession_xp and spec.profession is None:
        yield error("activities", spec.key, "practice_of_nothing")


def _journey_respects_gates(spec: ActivitySpec, catalogue: Catalogue, walkable: dict[str, int]) -> Iterator[Finding]:
    if spec.destination is None:
        return
    if spec.destination not in catalogue.all(LocationSpec):
        yield error("activities", spec.key, "place_missing", location=spec.destination)
    elif spec.portions > 1:
        yield error("activities", spec.key, "journey_in_portions")
    gate = walkable.get(spec.destination, 1)
    if spec.min_level < gate:
        yield error("activities", spec.key, "journey_past_gates", location=spec.destination, gate=gate)


def _levels(catalogue: Catalogue) -> dict[str, int]:
    """The places that can be walked to, and from which level."""
    rules = catalogue.find(WorldRulesSpec, "default")
    return {} if rules is None else levels_to_reach(catalogue.all(LocationSpec), rules.starting_location)


def _place_known(
    catalogue: Catalogue, section: str, key: str, location: str, walkable: dict[str, int]
) -> Iterator[Finding]:
    if location not in catalogue.all(LocationSpec):
        yield error(section, key, "place_missing", location=location)
    elif walkable and location not in walkable:
        yield warning(section, key, "place_unreachable", location=location)


def _profession_known(catalogue: Catalogue, section: str, key: str, profession: str, level: int) -> Iterator[Finding]:
    spec = catalogue.find(ProfessionSpec, profession)
    if spec is None:
        yield error(section, key, "profession_missing", profession=profession)
    elif level > spec.max_level:
        yield error(section, key, "profession_level_too_high", profession=profession, level=level)


def _items_known(catalogue: Catalogue, section: str, key: str, named: Iterable[str]) -> Iterator[Finding]:
    for item in dict.fromkeys(named):
        if item not in catalogue.all(ItemSpec):
            yield error(section, key, "item_missing", item=item)


RULES = (
    professions_grow,
    stations_can_be_found,
    recipes_can_be_made,
    recipes_mint_no_gold,
    recipes_make_no_circle,
    nodes_can_be_gathered,
    activities_can_be_done,
)
