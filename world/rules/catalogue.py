"""What a release says of the world: regions, locations and their exits, monsters, loot, shops.

Frozen values, compiled from the draft rows of the same shape (`world/models/catalogue.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from common.rules.text import Text
from players.rules.catalogue import DamageType, Stats


@dataclass(frozen=True, slots=True)
class RegionWeather:
    """A weather that the region has, likely in proportion to `weight`."""

    weather: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class RegionSpec:
    """A region. Its weather is drawn anew every `weather_minutes`; without weathers there is none."""

    key: str
    name: Text
    description: Text
    icon: str
    weather_minutes: int = 60
    weathers: tuple[RegionWeather, ...] = ()


@dataclass(frozen=True, slots=True)
class ExitSpec:
    """A one-way passage; the way back is the other location's own exit."""

    to: str
    min_level: int = 1
    position: int = 0


@dataclass(frozen=True, slots=True)
class EncounterSpec:
    """A monster that may be met here, likely in proportion to `weight`."""

    monster: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class LocationSpec:
    """A place. `safe` places have no encounters; in places with `has_rest` a character can rest;
    `map_x`, `map_y` place it on the game master's map (grid units)."""

    key: str
    region: str
    name: Text
    description: Text
    icon: str
    safe: bool
    has_rest: bool
    shop: str | None
    exits: tuple[ExitSpec, ...]
    encounters: tuple[EncounterSpec, ...]
    map_x: int = 0
    map_y: int = 0


@dataclass(frozen=True, slots=True)
class Resistance:
    """Damage of `damage_type` is changed by `percent`: 50 halves it, 100 takes none, -50 adds half."""

    damage_type: DamageType
    percent: int


@dataclass(frozen=True, slots=True)
class MonsterSkill:
    """A skill the monster uses, likely in proportion to `weight` among those ready; a monster without
    a ready skill attacks plainly."""

    skill: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class MonsterSpec:
    """A monster. `hp`, `attack`, `armor` are final numbers, not derived from stats; agility gives
    initiative, dodge and crit by the same formula as a character's."""

    key: str
    name: Text
    description: Text
    icon: str
    level: int
    hp: int
    attack: int
    armor: int
    agility: int
    damage_type: DamageType
    xp: int
    gold_min: int
    gold_max: int
    loot_table: str | None
    skills: tuple[MonsterSkill, ...]
    resistances: tuple[Resistance, ...]
    boss: bool = False

    @property
    def stats(self) -> Stats:
        return Stats(agility=self.agility)


@dataclass(frozen=True, slots=True)
class LootEntry:
    """`item` drops in `chance` percent of the rolls, min_amount … max_amount at once. Entries roll independently."""

    item: str
    chance: int
    min_amount: int = 1
    max_amount: int = 1


@dataclass(frozen=True, slots=True)
class LootTableSpec:
    key: str
    entries: tuple[LootEntry, ...]


@dataclass(frozen=True, slots=True)
class OfferSpec:
    """An item on the shelf. `price` 0 means the item's own price."""

    item: str
    price: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class ShopSpec:
    """A shop sells its offers and buys anything with a price at `buys_at_percent` of it."""

    key: str
    name: Text
    greeting: Text
    icon: str
    buys_at_percent: int
    offers: tuple[OfferSpec, ...]


@dataclass(frozen=True, slots=True)
class WorldRulesSpec:
    """One per release, key `default`. `defeat_gold_percent`: the part of one's gold lost by a defeat.
    `gifts_per_day`: how often a day one player may give something to another (0: any number of times)."""

    key: str
    starting_location: str
    defeat_location: str
    defeat_gold_percent: int
    defeat_hp_percent: int
    travel_energy: int = 0
    gifts_per_day: int = 20
