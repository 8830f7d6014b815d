"""The arithmetic of a character: levels, stats, the sheet that combat and screens read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from players.rules.catalogue import (
    Bonus,
    ClassSpec,
    DamageType,
    ItemSetSpec,
    ItemSpec,
    ProgressSpec,
    SetBonusSpec,
    Stats,
)
from players.rules.items import sets_worn
from players.rules.skills import NO_BONUSES, STAT_NAMES, XP_NAMES, Bonuses, scaled


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a character is worth with what it wears: points, ready to show and to fight with.

    `stats` are those of class, level and equipment together.
    """

    level: int
    stats: Stats
    max_hp: int
    max_energy: int
    attack: int
    armor: int
    initiative: int
    resistances: tuple[tuple[DamageType, int], ...] = ()


class XpCurve(Protocol):
    """How the XP from level to level grow: of characters (ProgressSpec), or of whatever else has levels."""

    @property
    def max_level(self) -> int: ...
    @property
    def xp_base(self) -> int: ...
    @property
    def xp_power(self) -> int: ...
    @property
    def xp_formula(self) -> str: ...


def xp_for_level(progress: XpCurve, level: int) -> int:
    """XP from `level` to the next, by the formula of the release if it has one, else
    `xp_base * level ** (xp_power / 100)`, rounded down exactly; 0 at the top."""
    if level >= progress.max_level:
        return 0
    if progress.xp_formula:
        return max(1, scaled(progress.xp_formula, XP_NAMES, progress.xp_base, level=level))
    return _scaled_power(progress.xp_base, level, progress.xp_power)


@lru_cache(maxsize=1024)
def _scaled_power(base: int, n: int, percent: int) -> int:
    """floor(base * n ** (percent / 100)) in whole numbers: floats differ between machines in the last place."""
    exact = base**100 * n**percent
    low, high = 0, 1 << (exact.bit_length() // 100 + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**100 <= exact else (low, middle)
    return low


def gain_xp(progress: XpCurve, level: int, xp: int, amount: int) -> tuple[int, int, int]:
    """(level, xp within it, levels gained) after `amount` XP (0 or more). At the top level XP is no longer kept."""
    reached, left = level, xp + amount
    while reached < progress.max_level and left >= (needed := xp_for_level(progress, reached)):
        left -= needed
        reached += 1
    if reached >= progress.max_level:
        left = 0
    return reached, left, reached - level


def class_stats(cls: ClassSpec, level: int) -> Stats:
    """Bare stats of a class at `level` (from 1)."""
    start = Stats(cls.strength, cls.agility, cls.intellect, cls.vitality)
    growth = Stats(cls.strength_growth, cls.agility_growth, cls.intellect_growth, cls.vitality_growth)
    grown = start + growth.times(level - 1)
    return Stats(
        _stat(cls.strength_formula, start.strength, growth.strength, level, grown.strength),
        _stat(cls.agility_formula, start.agility, growth.agility, level, grown.agility),
        _stat(cls.intellect_formula, start.intellect, growth.intellect, level, grown.intellect),
        _stat(cls.vitality_formula, start.vitality, growth.vitality, level, grown.vitality),
    )


def _stat(formula: str, start: int, growth: int, level: int, otherwise: int) -> int:
    return scaled(formula, STAT_NAMES, otherwise, start=start, growth=growth, level=level)


def learned_skills(cls: ClassSpec, level: int) -> tuple[str, ...]:
    """Skills that came by themselves up to `level`, in the order of their levels."""
    own = sorted((node for node in cls.skills if node.level <= level and not node.points), key=lambda node: node.level)
    return tuple(node.skill for node in own)


def sheet(
    cls: ClassSpec,
    progress: ProgressSpec,
    level: int,
    equipment: Iterable[ItemSpec],
    sets: Mapping[str, ItemSetSpec] | None = None,
    bonuses: Bonuses = NO_BONUSES,
) -> Sheet:
    """Attack: the class's main stat + the equipment's attack. Max HP: `hp_base` + `hp_per_vitality` a point of
    vitality. Armor: the equipment's. Initiative: agility. Cursed equipment never takes them below 1, 1, 0, 0.

    The bonuses of `sets` that enough is worn of count as equipment; those of passive skills (`bonuses`) come on
    top, percent after points."""
    items = tuple(equipment)
    added = (bonus for worn_set in sets_worn(items, sets or {}) for bonus in worn_set.bonuses)
    worn: tuple[ItemSpec | SetBonusSpec, ...] = (*items, *added)
    stats = sum((item.stats for item in worn), start=class_stats(cls, level)) + _passive_stats(bonuses)
    main_stat: int = getattr(stats, cls.main_stat)
    max_hp = progress.hp_base + progress.hp_per_vitality * stats.vitality + bonuses.of(Bonus.MAX_HP)
    attack = main_stat + sum(item.attack for item in worn) + bonuses.of(Bonus.ATTACK)
    armor = sum(item.armor for item in worn) + bonuses.of(Bonus.ARMOR)
    return Sheet(
        level=level,
        stats=stats,
        max_hp=max(1, _raised(max_hp, bonuses.of(Bonus.HP_PERCENT))),
        max_energy=max(0, progress.energy_max + bonuses.of(Bonus.MAX_ENERGY)),
        attack=max(1, _raised(attack, bonuses.of(Bonus.ATTACK_PERCENT))),
        armor=max(0, _raised(armor, bonuses.of(Bonus.ARMOR_PERCENT))),
        initiative=max(0, stats.agility),
        resistances=bonuses.resistances,
    )


def _passive_stats(bonuses: Bonuses) -> Stats:
    return Stats(
        bonuses.of(Bonus.STRENGTH),
        bonuses.of(Bonus.AGILITY),
        bonuses.of(Bonus.INTELLECT),
        bonuses.of(Bonus.VITALITY),
    )


def _raised(points: int, percent: int) -> int:
    """Percent more, rounded to the nearest whole point, halves up."""
    return (points * (100 + percent) + 50) // 100
