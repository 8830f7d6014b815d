"""The catalogue sections of this app, what is pointed at before what points at it."""

from __future__ import annotations

from content.sections import Section
from world.models import (
    Activity,
    DayPhase,
    DungeonEvent,
    DungeonTheme,
    GatheringNode,
    Location,
    LootTable,
    Monster,
    Profession,
    Recipe,
    Region,
    Shop,
    Station,
    Weather,
    WorldEvent,
    WorldRules,
)
from world.rules.catalogue import (
    LocationSpec,
    LootTableSpec,
    MonsterSpec,
    RegionSpec,
    ShopSpec,
    WorldRulesSpec,
)
from world.rules.crafts import ActivitySpec, GatheringNodeSpec, ProfessionSpec, RecipeSpec, StationSpec
from world.rules.dungeon_themes import DungeonEventSpec, DungeonThemeSpec
from world.rules.events import WorldEventSpec
from world.rules.weather import DayPhaseSpec, WeatherSpec

SECTIONS = (
    Section("loot_tables", LootTableSpec, LootTable),
    Section("monsters", MonsterSpec, Monster),
    Section("weathers", WeatherSpec, Weather),
    Section("day_phases", DayPhaseSpec, DayPhase),
    Section("regions", RegionSpec, Region),
    Section("shops", ShopSpec, Shop),
    Section("locations", LocationSpec, Location),
    Section("dungeon_events", DungeonEventSpec, DungeonEvent),
    Section("dungeon_themes", DungeonThemeSpec, DungeonTheme),
    Section("professions", ProfessionSpec, Profession),
    Section("stations", StationSpec, Station),
    Section("recipes", RecipeSpec, Recipe),
    Section("gathering_nodes", GatheringNodeSpec, GatheringNode),
    Section("activities", ActivitySpec, Activity),
    Section("world_rules", WorldRulesSpec, WorldRules),
    Section("world_events", WorldEventSpec, WorldEvent),
)
