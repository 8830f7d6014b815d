"""What can be wrong with places, monsters, loot and shops."""

from __future__ import annotations

from collections.abc import Iterator

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, warning
from players.rules.catalogue import ItemSpec
from world.rules.catalogue import LocationSpec, LootTableSpec, MonsterSpec, ShopSpec, WorldRulesSpec


def rules_name_places(catalogue: Catalogue) -> Iterator[Finding]:
    """The rules of the world exist and name places that exist; the defeated wake where they are safe."""
    rules = catalogue.find(WorldRulesSpec, "default")
    if rules is None:
        yield error("world_rules", "default", "rules_missing")
        return
    locations = catalogue.all(LocationSpec)
    for key in (rules.starting_location, rules.defeat_location):
        if key not in locations:
            yield error("world_rules", "default", "location_missing", location=key)
    waking = locations.get(rules.defeat_location)
    if waking is not None and not waking.safe:
        yield warning("world_rules", "default", "defeat_location_unsafe", location=waking.key)


def exits_lead_somewhere(catalogue: Catalogue) -> Iterator[Finding]:
    """Each exit leads to a place that exists, and there is a way out of each place."""
    locations = catalogue.all(LocationSpec)
    for key, location in locations.items():
        for way in location.exits:
            if way.to not in locations:
                yield error("locations", key, "exit_to_nowhere", to=way.to)
        if not location.exits:
            yield error("locations", key, "no_way_out")


def locations_are_reachable(catalogue: Catalogue) -> Iterator[Finding]:
    """Every place can be walked to from where new characters start."""
    locations = catalogue.all(LocationSpec)
    rules = catalogue.find(WorldRulesSpec, "default")
    if rules is None or rules.starting_location not in locations:
        return
    seen, frontier = {rules.starting_location}, [rules.starting_location]
    while frontier:
        for way in locations[frontier.pop()].exits:
            if way.to in locations and way.to not in seen:
                seen.add(way.to)
                frontier.append(way.to)
    for key in locations.keys() - seen:
        yield error("locations", key, "unreachable")


def encounters_make_sense(catalogue: Catalogue) -> Iterator[Finding]:
    """Dangerous places have monsters that exist; safe ones have none."""
    monsters = catalogue.all(MonsterSpec)
    for key, location in catalogue.all(LocationSpec).items():
        if location.safe and location.encounters:
            yield warning("locations", key, "encounters_in_safe_place")
        if not location.safe and not location.encounters:
            yield warning("locations", key, "no_encounters")
        for encounter in location.encounters:
            if encounter.monster not in monsters:
                yield error("locations", key, "monster_missing", monster=encounter.monster)


def monsters_can_fight(catalogue: Catalogue) -> Iterator[Finding]:
    """Each monster has a skill; what it drops exists."""
    for key, monster in catalogue.all(MonsterSpec).items():
        if not monster.skills:
            yield error("monsters", key, "monster_without_skills")
        if monster.loot_table is None and monster.gold_max == 0:
            yield warning("monsters", key, "monster_without_reward")


def loot_tables_have_loot(catalogue: Catalogue) -> Iterator[Finding]:
    """Each loot table can give something."""
    for key, table in catalogue.all(LootTableSpec).items():
        if not any(entry.chance > 0 for entry in table.entries):
            yield error("loot_tables", key, "loot_table_empty")


def shops_mint_no_gold(catalogue: Catalogue) -> Iterator[Finding]:
    """No shop sells below what any shop pays: else gold could be made by walking between them."""
    shops, items = catalogue.all(ShopSpec), catalogue.all(ItemSpec)
    best = max((shop.buys_at_percent for shop in shops.values()), default=0)
    for key, shop in shops.items():
        if not shop.offers:
            yield warning("shops", key, "shop_empty")
        for offer in shop.offers:
            item = items.get(offer.item)
            if item is None:
                yield error("shops", key, "item_missing", item=offer.item)
                continue
            price, buys_at = offer.price or item.price, item.price * best // 100
            if price <= 0:
                yield error("shops", key, "offer_without_price", item=item.key)
            elif price < buys_at:
                yield error("shops", key, "price_loop", item=item.key, price=price, buys_at=buys_at)


RULES = (
    rules_name_places,
    exits_lead_somewhere,
    locations_are_reachable,
    encounters_make_sense,
    monsters_can_fight,
    loot_tables_have_loot,
    shops_mint_no_gold,
)
