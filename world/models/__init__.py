from world.models.catalogue import (
    Encounter,
    Location,
    LocationExit,
    LootTable,
    LootTableEntry,
    Monster,
    MonsterResistance,
    MonsterSkillUse,
    Region,
    Shop,
    ShopOffer,
    WorldRules,
)
from world.models.whereabouts import Whereabouts

__all__ = [
    "Encounter",
    "Location",
    "LocationExit",
    "LootTable",
    "LootTableEntry",
    "Monster",
    "MonsterResistance",
    "MonsterSkillUse",
    "Region",
    "Shop",
    "ShopOffer",
    "Whereabouts",
    "WorldRules",
]
