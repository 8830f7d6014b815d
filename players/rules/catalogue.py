"""What a release says of characters: classes, skills, items and how a character grows.

Frozen values, compiled from the draft rows of the same shape (`players/models/catalogue.py`).
Percentages are whole numbers, 100 = the whole; money is whole coins; energy and HP are whole points.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from common.rules.text import Text


class DamageType(StrEnum):
    PHYSICAL = "physical"
    FIRE = "fire"
    FROST = "frost"
    POISON = "poison"
    HOLY = "holy"


class StatusKind(StrEnum):
    POISON = "poison"  # loses `power` HP at the start of each own turn
    STUN = "stun"  # loses own turns


class EffectKind(StrEnum):
    DAMAGE = "damage"  # power: percent of the actor's attack
    HEAL = "heal"  # power: percent of the actor's max HP
    SHIELD = "shield"  # power: percent of the actor's max HP, absorbed before HP
    STATUS = "status"  # power: for poison, percent of the actor's attack a turn


class Target(StrEnum):
    ENEMY = "enemy"
    SELF = "self"


class ItemKind(StrEnum):
    EQUIPMENT = "equipment"
    POTION = "potion"
    MATERIAL = "material"


class Slot(StrEnum):
    WEAPON = "weapon"
    ARMOR = "armor"
    TRINKET = "trinket"


@dataclass(frozen=True, slots=True)
class EffectSpec:
    """One effect of a skill. `chance` in percent; `turns` and `status` only for a status."""

    kind: EffectKind
    target: Target
    power: int
    chance: int = 100
    damage_type: DamageType = DamageType.PHYSICAL
    status: StatusKind | None = None
    turns: int = 0


@dataclass(frozen=True, slots=True)
class SkillSpec:
    """A skill of characters or monsters. `energy_cost` in points; `cooldown` in own turns."""

    key: str
    name: Text
    description: Text
    icon: str
    energy_cost: int
    cooldown: int
    effects: tuple[EffectSpec, ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """The four stats of a character or monster."""

    strength: int = 0
    agility: int = 0
    intellect: int = 0
    vitality: int = 0

    def __add__(self, other: Stats) -> Stats:
        return Stats(
            self.strength + other.strength,
            self.agility + other.agility,
            self.intellect + other.intellect,
            self.vitality + other.vitality,
        )

    def times(self, n: int) -> Stats:
        return Stats(self.strength * n, self.agility * n, self.intellect * n, self.vitality * n)


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """An item template. `price` is what a shop asks (0: never sold by shops); a potion restores
    `heals` HP and `energizes` energy; equipment adds its stats, `armor` (flat, against physical) and `attack`."""

    key: str
    name: Text
    description: Text
    icon: str
    kind: ItemKind
    price: int
    level: int = 1
    slot: Slot | None = None
    strength: int = 0
    agility: int = 0
    intellect: int = 0
    vitality: int = 0
    attack: int = 0
    armor: int = 0
    heals: int = 0
    energizes: int = 0

    @property
    def stats(self) -> Stats:
        return Stats(self.strength, self.agility, self.intellect, self.vitality)


@dataclass(frozen=True, slots=True)
class ClassSkill:
    """A skill that a class learns at `level`."""

    skill: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class ClassSpec:
    """A character class: stats at level 1 and what each level adds. `feel` is the one line a new player reads.
    `main_stat` names the stat that attack is made of."""

    key: str
    name: Text
    description: Text
    feel: Text
    icon: str
    main_stat: str
    strength: int
    agility: int
    intellect: int
    vitality: int
    strength_growth: int
    agility_growth: int
    intellect_growth: int
    vitality_growth: int
    skills: tuple[ClassSkill, ...]
    position: int = 0


@dataclass(frozen=True, slots=True)
class StartingItem:
    item: str
    amount: int = 1


@dataclass(frozen=True, slots=True)
class ProgressSpec:
    """How every character grows and recovers; a release has exactly one, with key `default`.

    XP from level n to n + 1 is `xp_base * n ** (xp_power / 100)`, rounded down.
    """

    key: str
    max_level: int
    xp_base: int
    xp_power: int
    hp_base: int
    hp_per_vitality: int
    energy_max: int
    hp_regen_percent_per_minute: int
    energy_regen_per_minute: int
    starting_gold: int
    starting_items: tuple[StartingItem, ...]
