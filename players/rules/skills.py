"""Skill trees: what a character knows, what it may learn, and what its passive skills are worth.

What was learned for points is kept as a list of skills, one entry a rank, in the order they were learned. What comes
by itself is not kept: it follows from class and level. So a release that changes a tree changes every character
with it, and the points of a node that is gone are free again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from common.rules.formula import FormulaError, formula_read
from players.rules.catalogue import (
    Bonus,
    ClassSkill,
    ClassSpec,
    DamageType,
    EffectSpec,
    ModifierSpec,
    ProgressSpec,
    SkillSpec,
)

POWER_NAMES = frozenset({"power", "rank", "level"})
AMOUNT_NAMES = frozenset({"amount", "rank", "level"})
STAT_NAMES = frozenset({"start", "growth", "level"})
XP_NAMES = frozenset({"level"})


@lru_cache(maxsize=4096)
def scaled(formula: str, names: frozenset[str], otherwise: int, **variables: int) -> int:
    """What a formula of the catalogue gives; `otherwise` when it is empty or gives nothing (lint lets none such in)."""
    if not formula:
        return otherwise
    try:
        return formula_read(formula, names).value_or(otherwise, **variables)
    except FormulaError:
        return otherwise


def powered(skill: SkillSpec, *, rank: int, level: int) -> SkillSpec:
    """The skill with the numbers it has at this rank, known to somebody of this level: without formulas."""
    if not any(part.formula for part in skill.effects) and not any(part.formula for part in skill.modifiers):
        return skill
    return replace(
        skill,
        effects=tuple(
            replace(effect, power=effect_power(effect, rank=rank, level=level), formula="") for effect in skill.effects
        ),
        modifiers=tuple(
            replace(given, amount=modifier_amount(given, rank=rank, level=level), formula="")
            for given in skill.modifiers
        ),
    )


def effect_power(effect: EffectSpec, *, rank: int, level: int) -> int:
    return max(0, scaled(effect.formula, POWER_NAMES, effect.power, power=effect.power, rank=rank, level=level))


def modifier_amount(given: ModifierSpec, *, rank: int, level: int) -> int:
    return scaled(given.formula, AMOUNT_NAMES, given.amount, amount=given.amount, rank=rank, level=level)


def ranks_known(cls: ClassSpec, level: int, learned: Sequence[str]) -> dict[str, int]:
    """Rank by skill of all that is known, in the order of the tree's levels."""
    bought = Counter(learned)
    ranks: dict[str, int] = {}
    for node in sorted(cls.skills, key=lambda node: node.level):
        by_itself = 1 if not node.points and node.level <= level else 0
        if rank := min(node.max_rank, by_itself + bought[node.skill]):
            ranks[node.skill] = rank
    return ranks


def active_skills(ranks: Mapping[str, int], skills: Mapping[str, SkillSpec]) -> dict[str, int]:
    """Those of the known that can be used in a battle; what the release no longer has is left out."""
    return {key: rank for key, rank in ranks.items() if key in skills and not skills[key].passive}


def points_earned(progress: ProgressSpec, level: int) -> int:
    return progress.skill_points_per_level * (level - 1)


def points_spent(cls: ClassSpec, learned: Sequence[str]) -> int:
    """By the prices of the release in hand; ranks that it no longer has cost nothing."""
    bought = Counter(learned)
    return sum(_price_of(node, bought[node.skill]) for node in cls.skills)


def _price_of(node: ClassSkill, bought: int) -> int:
    if not node.points:
        return node.rank_points * min(bought, node.max_rank - 1)
    return node.points * min(bought, 1) + node.rank_points * max(0, min(bought, node.max_rank) - 1)


def points_left(cls: ClassSpec, progress: ProgressSpec, level: int, learned: Sequence[str]) -> int:
    """Never below 0, though a release may have made dearer what was learned before it."""
    return max(0, points_earned(progress, level) - points_spent(cls, learned))


def reset_cost(progress: ProgressSpec, level: int) -> int:
    """Coins for forgetting everything that was learned for points."""
    return progress.reset_price * level


@dataclass(frozen=True, slots=True)
class Step:
    """The next rank of a node, and what it takes. `missing`: (skill, rank) to be learned first."""

    node: ClassSkill
    rank: int  # now; 0: not known
    points: int  # what the next rank costs
    missing: tuple[tuple[str, int], ...] = ()
    level_missing: bool = False
    points_missing: bool = False

    @property
    def is_full(self) -> bool:
        return self.rank >= self.node.max_rank

    @property
    def is_open(self) -> bool:
        """Whether it can be taken now."""
        return not (self.is_full or self.missing or self.level_missing or self.points_missing)


def tree_steps(cls: ClassSpec, progress: ProgressSpec, level: int, learned: Sequence[str]) -> tuple[Step, ...]:
    """Every node of the tree with its next step, in the order of the release."""
    ranks = ranks_known(cls, level, learned)
    left = points_left(cls, progress, level, learned)
    return tuple(_step(cls, node, level, ranks, left) for node in cls.skills)


def _step(cls: ClassSpec, node: ClassSkill, level: int, ranks: Mapping[str, int], left: int) -> Step:
    rank = ranks.get(node.skill, 0)
    points = node.rank_points if rank else node.points
    needs = (need for need in cls.needs if need.skill == node.skill)
    return Step(
        node=node,
        rank=rank,
        points=points,
        missing=tuple((need.needs, need.rank) for need in needs if ranks.get(need.needs, 0) < need.rank),
        level_missing=level < node.level,
        points_missing=points > left,
    )


@dataclass(frozen=True, slots=True)
class Bonuses:
    """What passive skills give together."""

    points: tuple[tuple[Bonus, int], ...] = ()
    resistances: tuple[tuple[DamageType, int], ...] = ()

    def of(self, bonus: Bonus) -> int:
        return next((amount for given, amount in self.points if given is bonus), 0)


NO_BONUSES = Bonuses()


def passive_bonuses(ranks: Mapping[str, int], skills: Mapping[str, SkillSpec], level: int) -> Bonuses:
    """The modifiers of every passive skill known, added up."""
    passive = [(skills[key], rank) for key, rank in ranks.items() if key in skills and skills[key].passive]
    return _added(passive, level) if passive else NO_BONUSES


def _added(passive: Iterable[tuple[SkillSpec, int]], level: int) -> Bonuses:
    points: Counter[Bonus] = Counter()
    resistances: Counter[DamageType] = Counter()
    for skill, rank in passive:
        for given in skill.modifiers:
            amount = modifier_amount(given, rank=rank, level=level)
            if given.bonus is Bonus.RESISTANCE:
                resistances[given.damage_type] += amount
            else:
                points[given.bonus] += amount
    return Bonuses(tuple(points.items()), tuple(resistances.items()))
