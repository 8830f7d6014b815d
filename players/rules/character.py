"""The arithmetic of a character: levels, stats, the sheet that combat and screens read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from players.rules.catalogue import ClassSpec, ItemSpec, ProgressSpec, Stats


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


def xp_for_level(progress: ProgressSpec, level: int) -> int:
    """XP from `level` to the next: `xp_base * level ** (xp_power / 100)`, rounded down exactly; 0 at the top."""
    if level >= progress.max_level:
        return 0
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


def gain_xp(progress: ProgressSpec, level: int, xp: int, amount: int) -> tuple[int, int, int]:
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
    return start + growth.times(level - 1)


def learned_skills(cls: ClassSpec, level: int) -> tuple[str, ...]:
    """Skill keys known at `level`, in the order they are learned."""
    learned = sorted((skill for skill in cls.skills if skill.level <= level), key=lambda skill: skill.level)
    return tuple(skill.skill for skill in learned)


def sheet(cls: ClassSpec, progress: ProgressSpec, level: int, equipment: Iterable[ItemSpec]) -> Sheet:
    """Attack: the class's main stat + the equipment's attack. Max HP: `hp_base` + `hp_per_vitality` a point of
    vitality. Armor: the equipment's. Initiative: agility. Cursed equipment never takes them below 1, 1, 0, 0."""
    worn = tuple(equipment)
    stats = sum((item.stats for item in worn), start=class_stats(cls, level))
    main_stat: int = getattr(stats, cls.main_stat)
    return Sheet(
        level=level,
        stats=stats,
        max_hp=max(1, progress.hp_base + progress.hp_per_vitality * stats.vitality),
        max_energy=progress.energy_max,
        attack=max(1, main_stat + sum(item.attack for item in worn)),
        armor=max(0, sum(item.armor for item in worn)),
        initiative=max(0, stats.agility),
    )
