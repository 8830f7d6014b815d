"""The catalogue sections of this app, what is pointed at before what points at it."""

from __future__ import annotations

from content.sections import Section
from world.models import Location, LootTable, Monster, Region, Shop, WorldRules
from world.rules.catalogue import (
    LocationSpec,
    LootTableSpec,
    MonsterSpec,
    RegionSpec,
    ShopSpec,
    WorldRulesSpec,
)

SECTIONS = (
    Section("regions", RegionSpec, Region),
    Section("loot_tables", LootTableSpec, LootTable),
    Section("monsters", MonsterSpec, Monster),
    Section("shops", ShopSpec, Shop),
    Section("locations", LocationSpec, Location),
    Section("world_rules", WorldRulesSpec, WorldRules),
)
