"""Laws of skill trees, and what lint says of skills."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.rules.catalogue import Catalogue
from content.tests.worlds import changed, found
from gameproject.testing import starter_catalogue
from players.rules.catalogue import (
    Bonus,
    ClassSpec,
    DamageType,
    EffectKind,
    EffectSpec,
    ModifierSpec,
    ProgressSpec,
    SkillNeed,
    SkillSpec,
    StatusKind,
    Target,
)
from players.rules.character import class_stats, sheet, xp_for_level
from players.rules.skills import (
    Step,
    active_skills,
    passive_bonuses,
    points_earned,
    points_left,
    points_spent,
    powered,
    ranks_known,
    tree_steps,
)

CLASSES = ("warrior", "hunter", "mage")


def world() -> Catalogue:
    return starter_catalogue()


@st.composite
def learners(draw: st.DrawFn) -> tuple[ClassSpec, int, list[str]]:
    """A character that has learned as far as it pleased, always what was open."""
    cls = world().get(ClassSpec, draw(st.sampled_from(CLASSES)))
    progress, level, learned = world().one(ProgressSpec), draw(st.integers(1, 20)), list[str]()
    for wish in draw(st.lists(st.integers(0, 99), max_size=25)):
        open_steps = [step for step in tree_steps(cls, progress, level, learned) if step.is_open]
        if not open_steps:
            break
        learned.append(open_steps[wish % len(open_steps)].node.skill)
    return cls, level, learned


@given(learners())
def test_points_are_spent_once_and_never_more_than_there_are(learner: tuple[ClassSpec, int, list[str]]) -> None:
    cls, level, learned = learner
    progress = world().one(ProgressSpec)
    left = points_left(cls, progress, level, learned)
    assert left == points_earned(progress, level) - points_spent(cls, learned) >= 0
    assert points_spent(cls, []) == 0


@given(learners())
def test_ranks_stay_in_bounds_and_needs_are_met(learner: tuple[ClassSpec, int, list[str]]) -> None:
    cls, level, learned = learner
    ranks = ranks_known(cls, level, learned)
    nodes = {node.skill: node for node in cls.skills}
    for skill, rank in ranks.items():
        assert 1 <= rank <= nodes[skill].max_rank
        assert nodes[skill].level <= level
        if nodes[skill].points:
            assert all(ranks.get(need.needs, 0) >= need.rank for need in cls.needs if need.skill == skill)


@given(learners())
def test_what_comes_by_itself_is_known_without_points(learner: tuple[ClassSpec, int, list[str]]) -> None:
    cls, level, learned = learner
    free = {node.skill for node in cls.skills if not node.points and node.level <= level}
    assert free <= ranks_known(cls, level, learned).keys()
    assert ranks_known(cls, level, []).keys() == free


@given(learners())
def test_learning_never_makes_a_character_weaker(learner: tuple[ClassSpec, int, list[str]]) -> None:
    cls, level, learned = learner
    progress, skills = world().one(ProgressSpec), world().all(SkillSpec)
    bonuses = passive_bonuses(ranks_known(cls, level, learned), skills, level)
    before, after = sheet(cls, progress, level, ()), sheet(cls, progress, level, (), bonuses=bonuses)
    for field in ("max_hp", "max_energy", "attack", "armor", "initiative"):
        assert getattr(after, field) >= getattr(before, field)


@given(st.sampled_from(sorted(world().all(SkillSpec))), st.integers(1, 3), st.integers(1, 20))
def test_a_rank_more_is_never_worth_less(key: str, rank: int, level: int) -> None:
    spec = world().get(SkillSpec, key)
    lower, higher = (powered(spec, rank=n, level=level) for n in (rank, rank + 1))
    for one, two in zip(lower.effects, higher.effects, strict=True):
        assert two.power >= one.power
        assert not one.formula
    for less, more in zip(lower.modifiers, higher.modifiers, strict=True):
        assert more.amount >= less.amount


def test_every_skill_of_a_tree_can_be_learned_in_time() -> None:
    """With points without end, the whole tree opens."""
    for key in CLASSES:
        cls = world().get(ClassSpec, key)
        rich, learned = replace(world().one(ProgressSpec), skill_points_per_level=99), list[str]()
        while step := next((step for step in tree_steps(cls, rich, 20, learned) if step.is_open), None):
            learned.append(step.node.skill)
        assert ranks_known(cls, 20, learned) == {
            node.skill: node.max_rank for node in sorted(cls.skills, key=lambda node: node.level)
        }


def test_there_are_fifteen_skills_a_class_and_no_class_shares_one() -> None:
    trees = [[node.skill for node in world().get(ClassSpec, key).skills] for key in CLASSES]
    assert [len(tree) for tree in trees] == [15, 15, 15]
    assert len({skill for tree in trees for skill in tree}) == 45


def test_what_a_release_takes_away_costs_nothing_any_more() -> None:
    cls, progress = world().get(ClassSpec, "warrior"), world().one(ProgressSpec)
    learned = ["deep_cut", "deep_cut", "gone"]
    assert points_spent(cls, learned) == 2
    without = replace(cls, skills=tuple(node for node in cls.skills if node.skill != "deep_cut"))
    assert points_left(without, progress, 5, learned) == points_earned(progress, 5)


def test_a_step_says_what_it_lacks() -> None:
    cls, progress = world().get(ClassSpec, "warrior"), world().one(ProgressSpec)
    steps = {step.node.skill: step for step in tree_steps(cls, progress, 3, [])}
    assert steps["deep_cut"].is_open
    assert steps["challenge"].missing == (("tanned_hide", 1),)
    assert steps["windmill"].level_missing
    assert steps["cleave"] == Step(next(node for node in cls.skills if node.skill == "cleave"), rank=1, points=1)
    poor = {step.node.skill: step for step in tree_steps(cls, progress, 2, ["deep_cut"])}
    assert poor["tanned_hide"].points_missing


def test_passive_skills_change_the_sheet_and_are_not_used_in_battle() -> None:
    cls, progress, skills = world().get(ClassSpec, "hunter"), world().one(ProgressSpec), world().all(SkillSpec)
    ranks = ranks_known(cls, 5, ["poison_wont", "poison_wont"])
    bonuses = passive_bonuses(ranks, skills, 5)
    assert bonuses.of(Bonus.MAX_HP) == 8
    worth = sheet(cls, progress, 5, (), bonuses=bonuses)
    assert worth.resistances == ((DamageType.POISON, 20),)
    assert worth.max_hp == sheet(cls, progress, 5, ()).max_hp + 8
    assert "poison_wont" not in active_skills(ranks, skills)


def test_growth_may_be_a_formula_and_is_as_before_without_one() -> None:
    cls, progress = world().get(ClassSpec, "warrior"), world().one(ProgressSpec)
    assert class_stats(replace(cls, strength_formula="start + growth * (level - 1)"), 7) == class_stats(cls, 7)
    assert class_stats(replace(cls, agility_formula="start * level"), 3).agility == cls.agility * 3
    curve = replace(progress, xp_formula="40 * level ^ 2")
    assert [xp_for_level(curve, level) for level in (1, 2, 10, 20)] == [40, 160, 4000, 0]
    assert xp_for_level(progress, 2) == 151  # 50 * 2 ** 1.6


# What lint says.


def skill(**fields: Any) -> Catalogue:
    return changed(SkillSpec, "deep_cut", **fields)


def effect(kind: EffectKind = EffectKind.DAMAGE, target: Target = Target.ENEMY, power: int = 100, **more: Any) -> Any:
    return (EffectSpec(kind, target, power, **more),)


@pytest.mark.parametrize(
    ("effects", "code"),
    [
        (effect(EffectKind.STATUS, turns=2), "status_incomplete"),
        (effect(EffectKind.STATUS, status=StatusKind.BURN), "status_incomplete"),
        (effect(EffectKind.STATUS, status=StatusKind.BURN, turns=21), "status_incomplete"),
        (effect(turns=2), "status_unused"),
        (effect(EffectKind.HEAL, leech=10), "leech_unused"),
        (effect(EffectKind.SUMMON, Target.SELF), "summon_incomplete"),
        (effect(EffectKind.SUMMON, monster="lean_wolf"), "summon_incomplete"),
        (effect(EffectKind.SUMMON, Target.SELF, monster="unicorn"), "monster_missing"),
        (effect(monster="lean_wolf"), "monster_unused"),
        (effect(chance=0), "effect_chance_out_of_bounds"),
        (effect(power=0), "power_out_of_bounds"),
        (effect(EffectKind.STATUS, power=101, status=StatusKind.REFLECT, turns=2), "power_out_of_bounds"),
        (effect(EffectKind.STATUS, power=95, status=StatusKind.WARD, turns=2), "power_out_of_bounds"),
        (effect() * 7, "too_many_effects"),
        ((), "skill_without_effect"),
        (effect(formula="100 / (level - 5)"), "formula_divides_by_zero"),
        (effect(formula="100 / (rank - 3)"), "formula_divides_by_zero"),
        (effect(formula="10 ^ 9"), "formula_without_value"),
        (effect(formula="power * level"), "formula_out_of_bounds"),
        (effect(formula="strength * 2"), "formula_unknown_name"),
        (effect(formula="__import__('os')"), "formula_unreadable"),
    ],
)
def test_lint_finds_what_is_wrong_with_an_effect(effects: tuple[EffectSpec, ...], code: str) -> None:
    assert (code, "skills", "deep_cut") in found(skill(effects=effects))


def test_lint_finds_what_is_wrong_with_a_passive_skill() -> None:
    modest = ModifierSpec(Bonus.ARMOR, 2)
    assert ("passive_has_effects", "skills", "deep_cut") in found(skill(passive=True, modifiers=(modest,)))
    assert ("modifiers_need_passive", "skills", "deep_cut") in found(skill(modifiers=(modest,)))
    proud = (ModifierSpec(Bonus.RESISTANCE, 95),)
    assert ("bonus_out_of_bounds", "skills", "hardened") in found(changed(SkillSpec, "hardened", modifiers=proud))
    split = (ModifierSpec(Bonus.ARMOR, 2, formula="1 / (rank - 2)"),)
    assert ("formula_divides_by_zero", "skills", "hardened") in found(changed(SkillSpec, "hardened", modifiers=split))


@pytest.mark.parametrize(
    ("needs", "code"),
    [
        ((SkillNeed("windmill", "unheard_of"),), "need_missing"),
        ((SkillNeed("windmill", "cleave", 4),), "need_too_high"),
        ((SkillNeed("deep_cut", "windmill"),), "need_comes_later"),
        ((SkillNeed("windmill", "deep_cut"), SkillNeed("deep_cut", "windmill")), "need_ring"),
    ],
)
def test_lint_finds_a_tree_that_cannot_be_learned(needs: tuple[SkillNeed, ...], code: str) -> None:
    assert (code, "classes", "warrior") in found(changed(ClassSpec, "warrior", needs=needs))


def test_lint_finds_points_that_never_come_and_growth_that_breaks() -> None:
    assert ("points_never_come", "classes", "mage") in found(changed(ProgressSpec, "default", skill_points_per_level=0))
    flat = changed(ProgressSpec, "default", xp_formula="100 / (level - 7)")
    assert ("formula_divides_by_zero", "progress", "default") in found(flat)
    shrunk = changed(ClassSpec, "mage", vitality_formula="start - level")
    assert ("formula_out_of_bounds", "classes", "mage") in found(shrunk)
    lost = world().get(ClassSpec, "mage").skills
    astray = changed(ClassSpec, "mage", skills=(replace(lost[0], branch="nowhere"), *lost[1:]))
    assert ("branch_missing", "classes", "mage") in found(astray)
