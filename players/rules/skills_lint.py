"""What can be wrong with skills, skill trees and the formulas of growth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from common.rules.formula import Fault, formula_fault
from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, warning
from players.rules.catalogue import (
    POWERLESS,
    TYPED,
    Bonus,
    ClassSpec,
    EffectKind,
    EffectSpec,
    ModifierSpec,
    ProgressSpec,
    SkillSpec,
    StatusKind,
    Target,
)

HIGHEST_EFFECT = 1000  # percent
HIGHEST_MIRROR = 100  # percent: more would be given back than was struck
HIGHEST_WARD = 90  # percent: nobody becomes untouchable
HIGHEST_WEAKENING = 90
HIGHEST_BONUS = 1000
HIGHEST_STAT = 32_767
HIGHEST_LEVEL = 500
HIGHEST_XP = 2**31 - 1
MOST_EFFECTS = 6  # told on one screen
MOST_TURNS = 20
_WEAKENING = frozenset({StatusKind.WEAKNESS, StatusKind.SUNDER, StatusKind.SLOW})
_PERCENT_BONUSES = frozenset({Bonus.ATTACK_PERCENT, Bonus.ARMOR_PERCENT, Bonus.HP_PERCENT})


def skills_do_something(catalogue: Catalogue) -> Iterator[Finding]:
    """Each skill has effects that say what they need to, or is passive and changes the sheet."""
    for key, spec in catalogue.all(SkillSpec).items():
        if spec.passive:
            yield from _passive_is_sound(key, spec)
            continue
        if not spec.effects:
            yield error("skills", key, "skill_without_effect")
        if spec.modifiers:
            yield error("skills", key, "modifiers_need_passive")
        if len(spec.effects) > MOST_EFFECTS:
            yield error("skills", key, "too_many_effects", most=MOST_EFFECTS)
        for effect in spec.effects:
            yield from _effect_is_sound(key, effect)


def _passive_is_sound(key: str, spec: SkillSpec) -> Iterator[Finding]:
    if spec.effects:
        yield error("skills", key, "passive_has_effects")
    if not spec.modifiers:
        yield error("skills", key, "skill_without_effect")
    for given in spec.modifiers:
        percent = given.bonus in _PERCENT_BONUSES
        most = HIGHEST_WARD if given.bonus is Bonus.RESISTANCE else 200 if percent else HIGHEST_BONUS
        if abs(given.amount) > most:
            yield error("skills", key, "bonus_out_of_bounds", most=most)


def _effect_is_sound(key: str, effect: EffectSpec) -> Iterator[Finding]:
    kind, is_status = effect.kind, effect.kind is EffectKind.STATUS
    if is_status and (effect.status is None or not 1 <= effect.turns <= MOST_TURNS):
        yield error("skills", key, "status_incomplete", most=MOST_TURNS)
    if not is_status and (effect.status is not None or effect.turns):
        yield error("skills", key, "status_unused")
    if effect.leech and kind is not EffectKind.DAMAGE:
        yield error("skills", key, "leech_unused")
    if kind is EffectKind.SUMMON and (effect.monster is None or effect.target is not Target.SELF):
        yield error("skills", key, "summon_incomplete")
    if kind is not EffectKind.SUMMON and effect.monster is not None:
        yield error("skills", key, "monster_unused")
    if not 1 <= effect.chance <= 100:
        yield error("skills", key, "effect_chance_out_of_bounds")
    low, high = power_bounds(effect)
    if not low <= effect.power <= high and not effect.formula:
        yield error("skills", key, "power_out_of_bounds", low=low, high=high)


def power_bounds(effect: EffectSpec) -> tuple[int, int]:
    """The least and the most power that makes sense for an effect."""
    status = effect.status if effect.kind is EffectKind.STATUS else None
    if effect.kind is EffectKind.CLEANSE or status in POWERLESS:
        return 0, HIGHEST_EFFECT
    if status is StatusKind.REFLECT:
        return 1, HIGHEST_MIRROR
    if status in TYPED:
        return 1, HIGHEST_WARD
    return 1, HIGHEST_WEAKENING if status in _WEAKENING else HIGHEST_EFFECT


def formulas_have_values(catalogue: Catalogue) -> Iterator[Finding]:
    """Every formula can be read and, over every level and rank there is, gives a number in bounds: one that divides
    by zero somewhere is found here, not in a battle."""
    progress = catalogue.find(ProgressSpec, "default")
    top = min(progress.max_level, HIGHEST_LEVEL) if progress else 1
    levels = range(1, max(1, top) + 1)
    ranks = _ranks(catalogue)
    for key, spec in catalogue.all(SkillSpec).items():
        rank = range(1, ranks.get(key, 1) + 1)
        # A monster's level has its own bounds, and the same skill may be anybody's.
        for effect in spec.effects:
            yield from _effect_formula(key, effect, {"rank": rank, "level": levels})
        for given in spec.modifiers:
            yield from _modifier_formula(key, given, {"rank": rank, "level": levels})
    for key, cls in catalogue.all(ClassSpec).items():
        yield from _stat_formulas(key, cls, levels)
    if progress is not None and progress.xp_formula:
        fault = formula_fault(progress.xp_formula, {"level": levels}, low=1, high=HIGHEST_XP)
        yield from _told("progress", "default", "xp_formula", progress.xp_formula, fault)


def _ranks(catalogue: Catalogue) -> dict[str, int]:
    """The highest rank of each skill in any tree."""
    highest: dict[str, int] = {}
    for cls in catalogue.all(ClassSpec).values():
        for node in cls.skills:
            highest[node.skill] = max(highest.get(node.skill, 1), node.max_rank)
    return highest


def _effect_formula(key: str, effect: EffectSpec, ranges: Mapping[str, range]) -> Iterator[Finding]:
    if effect.formula:
        low, high = power_bounds(effect)
        fault = formula_fault(effect.formula, {**ranges, "power": (effect.power,)}, low=low, high=high)
        yield from _told("skills", key, "effects formula", effect.formula, fault)


def _modifier_formula(key: str, given: ModifierSpec, ranges: Mapping[str, range]) -> Iterator[Finding]:
    if given.formula:
        most = HIGHEST_WARD if given.bonus is Bonus.RESISTANCE else HIGHEST_BONUS
        fault = formula_fault(given.formula, {**ranges, "amount": (given.amount,)}, low=-most, high=most)
        yield from _told("skills", key, "modifiers formula", given.formula, fault)


def _stat_formulas(key: str, cls: ClassSpec, levels: range) -> Iterator[Finding]:
    for stat in ("strength", "agility", "intellect", "vitality"):
        formula: str = getattr(cls, f"{stat}_formula")
        if formula:
            ranges = {"level": levels, "start": (getattr(cls, stat),), "growth": (getattr(cls, f"{stat}_growth"),)}
            fault = formula_fault(formula, ranges, low=0, high=HIGHEST_STAT)
            yield from _told("classes", key, f"{stat}_formula", formula, fault)


def _told(section: str, key: str, field: str, formula: str, fault: Fault | None) -> Iterator[Finding]:
    if fault is None:
        return
    told = {"field": field, "formula": formula, "where": fault.what}
    match fault.reason:
        case "divides_by_zero":
            yield error(section, key, "formula_divides_by_zero", **told)
        case "too_big" | "bad_power":
            yield error(section, key, "formula_without_value", **told)
        case "below" | "above":
            yield error(section, key, "formula_out_of_bounds", **told)
        case "unknown_name":
            yield error(section, key, "formula_unknown_name", **told)
        case _:
            yield error(section, key, "formula_unreadable", **told)


def trees_can_be_learned(catalogue: Catalogue) -> Iterator[Finding]:
    """A tree's nodes are of its branches and cost points that come; what they need can be had before them."""
    progress = catalogue.find(ProgressSpec, "default")
    points_come = progress is None or progress.skill_points_per_level > 0
    for key, cls in catalogue.all(ClassSpec).items():
        yield from _nodes_are_sound(key, cls, points_come=points_come)
        yield from _needs_can_be_met(key, cls)
        for skill in _rings(cls):
            yield error("classes", key, "need_ring", skill=skill)


def _nodes_are_sound(key: str, cls: ClassSpec, *, points_come: bool) -> Iterator[Finding]:
    branches = {branch.branch for branch in cls.branches}
    for node in cls.skills:
        if branches and node.branch not in branches:
            yield error("classes", key, "branch_missing", skill=node.skill, branch=node.branch or "—")
        if node.points and not points_come:
            yield error("classes", key, "points_never_come", skill=node.skill)
        if node.max_rank > 1 and not node.rank_points:
            yield error("classes", key, "rank_for_nothing", skill=node.skill)


def _needs_can_be_met(key: str, cls: ClassSpec) -> Iterator[Finding]:
    nodes = {node.skill: node for node in cls.skills}
    for need in cls.needs:
        needed = nodes.get(need.needs)
        if need.skill not in nodes or needed is None:
            yield error("classes", key, "need_missing", skill=need.skill, needs=need.needs)
        elif need.rank > needed.max_rank:
            yield error("classes", key, "need_too_high", skill=need.skill, needs=need.needs, rank=need.rank)
        elif needed.level > nodes[need.skill].level:
            yield warning("classes", key, "need_comes_later", skill=need.skill, needs=need.needs)


def _rings(cls: ClassSpec) -> Iterator[str]:
    """Skills that, one step after another, need themselves."""
    needs: dict[str, set[str]] = {}
    for need in cls.needs:
        needs.setdefault(need.skill, set()).add(need.needs)
    for skill, first in needs.items():
        seen: set[str] = set()
        ahead = set(first)
        while ahead:
            seen |= ahead
            ahead = {further for near in ahead for further in needs.get(near, ())} - seen
        if skill in seen:
            yield skill


RULES = (skills_do_something, formulas_have_values, trees_can_be_learned)
