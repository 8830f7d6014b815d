"""What can be wrong with places, monsters, loot and shops."""

from __future__ import annotations

from collections.abc import Iterator

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, single_rules, warning
from players.rules.catalogue import ItemSpec, ProgressSpec, SkillSpec
from world.rules.catalogue import LocationSpec, LootTableSpec, MonsterSpec, RegionSpec, ShopSpec, WorldRulesSpec
from world.rules.dungeon_themes import DungeonThemeSpec, inhabitants
from world.rules.events import WorldEventSpec
from world.rules.geography import levels_to_reach, places_with_return

# A monster may be this many levels above the lowest level at which its place can be entered; a boss twice that.
LEVELS_ABOVE_GATE = 3


def rules_name_places(catalogue: Catalogue) -> Iterator[Finding]:
    """The rules of the world exist and name places that exist; the defeated wake where they are safe."""
    yield from single_rules(catalogue, "world_rules", WorldRulesSpec)
    rules = catalogue.find(WorldRulesSpec, "default")
    if rules is None:
        return
    locations = catalogue.all(LocationSpec)
    for key in dict.fromkeys((rules.starting_location, rules.defeat_location)):
        if key not in locations:
            yield error("world_rules", "default", "location_missing", location=key)
    waking = locations.get(rules.defeat_location)
    if waking is not None and not waking.safe:
        yield warning("world_rules", "default", "defeat_location_unsafe", location=waking.key)


def exits_lead_somewhere(catalogue: Catalogue) -> Iterator[Finding]:
    """Each exit leads to a place that exists, at a level that exists; there is a way out of each place."""
    locations = catalogue.all(LocationSpec)
    progress = catalogue.find(ProgressSpec, "default")
    for key, location in locations.items():
        for way in location.exits:
            if way.to not in locations:
                yield error("locations", key, "exit_to_nowhere", to=way.to)
            elif progress is not None and way.min_level > progress.max_level:
                yield error("locations", key, "gate_unopenable", to=way.to, level=way.min_level)
        if not location.exits:
            yield error("locations", key, "no_way_out")


def locations_are_reachable(catalogue: Catalogue) -> Iterator[Finding]:
    """Every place can be walked to from where new characters start, and left again."""
    locations, start = _walkable(catalogue)
    if not locations:
        return
    levels, returning = levels_to_reach(locations, start), places_with_return(locations, start)
    for key, location in locations.items():
        if key not in levels:
            yield error("locations", key, "unreachable")
        elif key not in returning and location.exits:
            yield warning("locations", key, "no_way_back", location=start)


def newcomers_can_play(catalogue: Catalogue) -> Iterator[Finding]:
    """Level gates leave a new character somewhere to go and something to fight."""
    locations, start = _walkable(catalogue)
    if not locations or not locations[start].exits:
        return
    if all(way.min_level > 1 for way in locations[start].exits):
        yield error("locations", start, "newcomers_shut_in", level=min(way.min_level for way in locations[start].exits))
        return
    open_to_all = [locations[key] for key, level in levels_to_reach(locations, start).items() if level == 1]
    if not any(location.encounters and not location.safe for location in open_to_all):
        yield error("locations", start, "newcomers_without_fights")


def monsters_suit_their_places(catalogue: Catalogue) -> Iterator[Finding]:
    """Nobody who may enter a place meets what is far above the level that opens it; every monster is met."""
    locations, start = _walkable(catalogue)
    monsters = catalogue.all(MonsterSpec)
    met = {key for theme in catalogue.all(DungeonThemeSpec).values() for key in inhabitants(theme)}
    met |= {event.monster for event in catalogue.all(WorldEventSpec).values() if event.monster}
    levels = levels_to_reach(locations, start)
    for key, location in locations.items():
        for encounter in location.encounters:
            met.add(encounter.monster)
            monster = monsters.get(encounter.monster)
            above = LEVELS_ABOVE_GATE * (2 if monster is not None and monster.boss else 1)
            if monster is not None and key in levels and monster.level > levels[key] + above:
                yield warning(
                    "locations",
                    key,
                    "monster_too_strong",
                    monster=monster.key,
                    level=monster.level,
                    gate=levels[key],
                )
    if locations:
        for key in monsters.keys() - met:
            yield warning("monsters", key, "monster_never_met")


def _walkable(catalogue: Catalogue) -> tuple[dict[str, LocationSpec], str]:
    """All places and the start; none at all when the rules do not name a start that exists."""
    rules = catalogue.find(WorldRulesSpec, "default")
    locations = dict(catalogue.all(LocationSpec))
    if rules is None or rules.starting_location not in locations:
        return {}, ""
    return locations, rules.starting_location


def places_name_real_things(catalogue: Catalogue) -> Iterator[Finding]:
    """Regions and shops that places name exist; dangerous places have monsters that exist, safe ones none."""
    monsters, shops, regions = catalogue.all(MonsterSpec), catalogue.all(ShopSpec), catalogue.all(RegionSpec)
    for key, location in catalogue.all(LocationSpec).items():
        if location.region not in regions:
            yield error("locations", key, "region_missing", region=location.region)
        if location.shop is not None and location.shop not in shops:
            yield error("locations", key, "shop_missing", shop=location.shop)
        if location.safe and location.encounters:
            yield warning("locations", key, "encounters_in_safe_place")
        if not location.safe and not location.encounters:
            yield warning("locations", key, "no_encounters")
        for encounter in location.encounters:
            if encounter.monster not in monsters:
                yield error("locations", key, "monster_missing", monster=encounter.monster)


def monsters_can_fight(catalogue: Catalogue) -> Iterator[Finding]:
    """Each monster has a skill; what it uses and drops exists."""
    skills, tables = catalogue.all(SkillSpec), catalogue.all(LootTableSpec)
    for key, monster in catalogue.all(MonsterSpec).items():
        if not monster.skills:
            yield error("monsters", key, "monster_without_skills")
        for used in monster.skills:
            if used.skill not in skills:
                yield error("monsters", key, "skill_missing", skill=used.skill)
        if monster.loot_table is not None and monster.loot_table not in tables:
            yield error("monsters", key, "loot_table_missing", loot_table=monster.loot_table)
        if monster.loot_table is None and monster.gold_max == 0:
            yield warning("monsters", key, "monster_without_reward")


def loot_tables_have_loot(catalogue: Catalogue) -> Iterator[Finding]:
    """Each loot table can give something, and what it gives exists."""
    items = catalogue.all(ItemSpec)
    for key, table in catalogue.all(LootTableSpec).items():
        if not any(entry.chance > 0 for entry in table.entries):
            yield error("loot_tables", key, "loot_table_empty")
        for entry in table.entries:
            if entry.item not in items:
                yield error("loot_tables", key, "item_missing", item=entry.item)


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
    newcomers_can_play,
    monsters_suit_their_places,
    places_name_real_things,
    monsters_can_fight,
    loot_tables_have_loot,
    shops_mint_no_gold,
)
