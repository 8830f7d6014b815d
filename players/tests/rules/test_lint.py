"""Each broken class, skill, item or rule of progress gives exactly the finding that says how."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from content.tests.worlds import changed, found, without
from gameproject.testing import starter_catalogue
from players.rules.catalogue import (
    ClassSkill,
    ClassSpec,
    EffectKind,
    EffectSpec,
    ItemKind,
    ItemSpec,
    ProgressSpec,
    SkillSpec,
    Slot,
    StartingItem,
    Target,
)

CLASS = next(iter(starter_catalogue().all(ClassSpec).values()))
SKILL = next(iter(starter_catalogue().all(SkillSpec)))
BRANCH = CLASS.branches[0].branch
POTION = next(item.key for item in starter_catalogue().all(ItemSpec).values() if item.kind is ItemKind.POTION)
SWORD = next(item.key for item in starter_catalogue().all(ItemSpec).values() if item.kind is ItemKind.EQUIPMENT)


def test_no_classes() -> None:
    assert found(without(ClassSpec)) == {("no_classes", "classes", "")}


@pytest.mark.parametrize(
    ("skills", "code"),
    [
        (tuple(replace(skill, level=2) for skill in CLASS.skills), "class_without_starting_skill"),
        ((*CLASS.skills, ClassSkill("flight", branch=BRANCH)), "skill_missing"),
        ((*CLASS.skills[:1], ClassSkill(SKILL, level=999, branch=BRANCH)), "skill_never_learned"),
    ],
)
def test_a_class_learns_real_skills(skills: tuple[ClassSkill, ...], code: str) -> None:
    assert found(changed(ClassSpec, CLASS.key, skills=skills, needs=())) == {(code, "classes", CLASS.key)}


def test_a_skill_that_nobody_can_pay_for() -> None:
    skill = CLASS.skills[0].skill
    learners = {
        ("skill_unaffordable", "classes", key)
        for key, spec in starter_catalogue().all(ClassSpec).items()
        if skill in {learned.skill for learned in spec.skills}
    }
    assert found(changed(SkillSpec, skill, energy_cost=1000)) == learners


@pytest.mark.parametrize(
    ("effects", "code"),
    [
        ((), "skill_without_effect"),
        ((EffectSpec(EffectKind.STATUS, Target.ENEMY, power=5),), "status_incomplete"),
    ],
)
def test_a_skill_does_something(effects: tuple[EffectSpec, ...], code: str) -> None:
    assert found(changed(SkillSpec, SKILL, effects=effects)) == {(code, "skills", SKILL)}


@pytest.mark.parametrize(
    ("key", "fields", "code"),
    [
        (SWORD, {"slot": None}, "equipment_without_slot"),
        (POTION, {"heals": 0, "energizes": 0}, "potion_without_effect"),
        (POTION, {"slot": Slot.WEAPON}, "slot_unused"),
    ],
)
def test_an_item_fits_its_kind(key: str, fields: dict[str, Any], code: str) -> None:
    assert found(changed(ItemSpec, key, **fields)) == {(code, "items", key)}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"xp_base": 0}, "must_be_positive"),
        ({"hp_regen_percent_per_minute": 0}, "no_hp_regeneration"),
        ({"energy_regen_per_minute": 0}, "no_energy_regeneration"),
        ({"starting_items": (StartingItem("grail"),)}, "item_missing"),
    ],
)
def test_progress_is_complete(fields: dict[str, Any], code: str) -> None:
    assert found(changed(ProgressSpec, "default", **fields)) == {(code, "progress", "default")}
