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
    """A lasting state. `power` of a status in a battle: HP a turn for those that work at the start of each own turn
    of their bearer, percent for the others; stun and taunt have none."""

    POISON = "poison"  # loses HP
    STUN = "stun"  # loses own turns
    BURN = "burn"  # loses HP
    BLEED = "bleed"  # loses HP
    REGENERATION = "regeneration"  # gains HP
    TAUNT = "taunt"  # enemies can aim at nobody else
    REFLECT = "reflect"  # gives back a part of each blow
    MIGHT = "might"  # attack up
    WEAKNESS = "weakness"  # attack down
    FORTITUDE = "fortitude"  # armor up
    SUNDER = "sunder"  # armor down
    HASTE = "haste"  # agility up
    SLOW = "slow"  # agility down
    WARD = "ward"  # resistance to a damage type up
    EXPOSURE = "exposure"  # resistance to a damage type down


WOUNDING = {  # statuses that take HP, and the damage that resists them; armor never does
    StatusKind.POISON: DamageType.POISON,
    StatusKind.BURN: DamageType.FIRE,
    StatusKind.BLEED: DamageType.PHYSICAL,
}
TYPED = frozenset({StatusKind.WARD, StatusKind.EXPOSURE})  # one of each damage type can be borne
POWERLESS = frozenset({StatusKind.STUN, StatusKind.TAUNT})
HARMFUL = frozenset(
    {
        *WOUNDING,
        *(StatusKind.STUN, StatusKind.WEAKNESS, StatusKind.SUNDER, StatusKind.SLOW, StatusKind.EXPOSURE),
    }
)


class EffectKind(StrEnum):
    DAMAGE = "damage"  # power: percent of the actor's attack; `leech` percent of the HP taken come to the actor
    HEAL = "heal"  # power: percent of the actor's max HP
    SHIELD = "shield"  # power: percent of the actor's max HP, absorbed before HP
    STATUS = "status"  # power: percent of the actor's attack or (regeneration) max HP a turn; else percent
    CLEANSE = "cleanse"  # takes harmful statuses off friends, helpful ones off enemies; no power
    SUMMON = "summon"  # `monster` joins the actor; power: percent of its HP and attack


class Target(StrEnum):
    ENEMY = "enemy"  # the one aimed at
    SELF = "self"
    ENEMIES = "enemies"  # every standing enemy; each may dodge
    ALLIES = "allies"  # everyone standing on the actor's side, the actor too


class Bonus(StrEnum):
    """What a passive skill changes for good: the first ones by points, the others by percent."""

    STRENGTH = "strength"
    AGILITY = "agility"
    INTELLECT = "intellect"
    VITALITY = "vitality"
    ATTACK = "attack"
    ARMOR = "armor"
    MAX_ENERGY = "max_energy"
    MAX_HP = "max_hp"
    ATTACK_PERCENT = "attack_pct"
    ARMOR_PERCENT = "armor_pct"
    HP_PERCENT = "hp_pct"
    RESISTANCE = "resistance"  # to a damage type


class ItemKind(StrEnum):
    EQUIPMENT = "equipment"
    POTION = "potion"
    MATERIAL = "material"


class Slot(StrEnum):
    WEAPON = "weapon"
    ARMOR = "armor"
    TRINKET = "trinket"
    HEAD = "head"
    HANDS = "hands"
    FEET = "feet"
    RING = "ring"


class Rarity(StrEnum):
    """From the most common to the rarest: their order is their rank."""

    COMMON = "common"
    UNCOMMON = "uncommon"
    RARE = "rare"
    EPIC = "epic"
    LEGENDARY = "legendary"

    @property
    def rank(self) -> int:
        return _RANKS[self]


_RANKS = {rarity: rank for rank, rarity in enumerate(Rarity)}


class Bind(StrEnum):
    """When a thing becomes its owner's own: from then on it cannot be given or traded."""

    NONE = "none"
    ON_PICKUP = "on_pickup"
    ON_EQUIP = "on_equip"


class AffixStat(StrEnum):
    """What an affix may add to: fields of an item."""

    STRENGTH = "strength"
    AGILITY = "agility"
    INTELLECT = "intellect"
    VITALITY = "vitality"
    ATTACK = "attack"
    ARMOR = "armor"


@dataclass(frozen=True, slots=True)
class EffectSpec:
    """One effect of a skill. `chance` in percent; `turns` and `status` only for a status; `damage_type` for damage,
    ward and exposure; `leech` only for damage, `monster` only for a summon. `formula` gives the power that is
    used, of `power`, `rank` and `level` (the actor's); empty: `power` itself."""

    kind: EffectKind
    target: Target
    power: int
    chance: int = 100
    damage_type: DamageType = DamageType.PHYSICAL
    status: StatusKind | None = None
    turns: int = 0
    leech: int = 0
    monster: str | None = None
    formula: str = ""


@dataclass(frozen=True, slots=True)
class ModifierSpec:
    """What a passive skill gives whoever has learned it. `formula` as in `EffectSpec`, of `amount`, `rank`, `level`."""

    bonus: Bonus
    amount: int
    damage_type: DamageType = DamageType.PHYSICAL
    formula: str = ""


@dataclass(frozen=True, slots=True)
class SkillSpec:
    """A skill of characters or monsters. `energy_cost` in points; `cooldown` in own turns. A passive one has
    modifiers and no effects: it is never used, it changes the sheet."""

    key: str
    name: Text
    description: Text
    icon: str
    energy_cost: int
    cooldown: int
    effects: tuple[EffectSpec, ...]
    passive: bool = False
    modifiers: tuple[ModifierSpec, ...] = ()


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
    `heals` HP and `energizes` energy; equipment adds its stats, `armor` (flat, against physical) and `attack`.

    `stack`: how many take one place in the bag (0: any number). Equipment with an `affix_table` is rolled when it
    drops or is made: each such piece is one of a kind. `item_set`: the set whose bonuses it counts for.
    `durability`: how much wear a piece of it bears (0: it never wears); what is counted in stacks never wears.
    """

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
    rarity: Rarity = Rarity.COMMON
    stack: int = 0
    bind: Bind = Bind.NONE
    affix_table: str | None = None
    item_set: str | None = None
    durability: int = 0

    @property
    def stats(self) -> Stats:
        return Stats(self.strength, self.agility, self.intellect, self.vitality)


@dataclass(frozen=True, slots=True)
class AffixSpec:
    """What a rolled piece may have more than its kind: `low` … `high` of `stat` on an item of level 1, and
    `growth` hundredths of a point more at either end for each level above. Only on items from `min_level` on."""

    key: str
    name: Text
    stat: AffixStat
    low: int
    high: int
    growth: int = 0
    weight: int = 1
    min_level: int = 1


@dataclass(frozen=True, slots=True)
class GradeSpec:
    """How often a piece comes out of this rarity, with how many affixes, and what they make of its price."""

    rarity: Rarity
    weight: int
    affixes: int
    price_percent: int = 100


@dataclass(frozen=True, slots=True)
class AffixTableSpec:
    key: str
    grades: tuple[GradeSpec, ...]
    affixes: tuple[AffixSpec, ...]


@dataclass(frozen=True, slots=True)
class SetBonusSpec:
    """What wearing `pieces` different items of a set adds; the bonuses of fewer pieces count as well."""

    pieces: int
    strength: int = 0
    agility: int = 0
    intellect: int = 0
    vitality: int = 0
    attack: int = 0
    armor: int = 0

    @property
    def stats(self) -> Stats:
        return Stats(self.strength, self.agility, self.intellect, self.vitality)


@dataclass(frozen=True, slots=True)
class ItemSetSpec:
    """A set: its pieces are the items that name it."""

    key: str
    name: Text
    bonuses: tuple[SetBonusSpec, ...]


@dataclass(frozen=True, slots=True)
class ClassSkill:
    """A node of a class's tree: a skill that can be learned from `level` on. With `points` 0 it comes by itself,
    else its first rank costs so many; each rank above the first costs `rank_points`, up to `max_rank`.
    `branch`: which of the class's branches shows it."""

    skill: str
    level: int = 1
    points: int = 0
    max_rank: int = 1
    rank_points: int = 1
    branch: str = ""


@dataclass(frozen=True, slots=True)
class SkillBranch:
    """A part of a class's tree, shown on its own pages, in the order given."""

    branch: str
    name: Text
    icon: str = ""


@dataclass(frozen=True, slots=True)
class SkillNeed:
    """`skill` can be learned only by who knows `needs` at `rank`. Several for one skill: all of them."""

    skill: str
    needs: str
    rank: int = 1


@dataclass(frozen=True, slots=True)
class ClassSpec:
    """A character class: stats at level 1 and what each level adds. `feel` is the one line a new player reads.
    `main_stat` names the stat that attack is made of. A stat with a `…_formula` (of `start`, `growth` and `level`)
    grows by that instead."""

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
    branches: tuple[SkillBranch, ...] = ()
    needs: tuple[SkillNeed, ...] = ()
    strength_formula: str = ""
    agility_formula: str = ""
    intellect_formula: str = ""
    vitality_formula: str = ""


@dataclass(frozen=True, slots=True)
class StartingItem:
    item: str
    amount: int = 1


@dataclass(frozen=True, slots=True)
class ProgressSpec:
    """How every character grows and recovers; a release has exactly one, with key `default`.

    XP from level n to n + 1 is `xp_base * n ** (xp_power / 100)`, rounded down. Daily and weekly quests begin anew
    at `quest_reset_hour` by UTC.

    An `xp_formula` (of `level`) takes the place of that power. Each level above the first brings
    `skill_points_per_level`; forgetting what was learned for points costs `reset_price` coins a level.
    `bag_slots`: how many different things a bag holds (0: any number).

    Every battle takes `wear_per_battle` of the durability of each piece worn in it (0: nothing ever wears). To make a
    piece whole again that has lost all of it costs `repair_percent` of its price.
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
    quest_reset_hour: int = 0
    bag_slots: int = 0
    skill_points_per_level: int = 0
    reset_price: int = 0
    xp_formula: str = ""
    wear_per_battle: int = 0
    repair_percent: int = 25
