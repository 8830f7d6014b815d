"""Each unsound rule of combat gives exactly the finding that says how."""

from __future__ import annotations

from typing import Any

import pytest

from combat.rules.catalogue import CombatRulesSpec
from content.tests.worlds import changed, found
from gameproject.testing import starter_catalogue
from world.rules.catalogue import MonsterSkill, MonsterSpec


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"flee_min": 90, "flee_max": 10}, "flee_bounds"),
        ({"dodge_max": 100}, "dodge_certain"),
        ({"max_turns": 0}, "must_be_positive"),
        ({"stun_immunity_turns": 0}, "must_be_positive"),
        ({"summons_standing": 5}, "summons_crowd"),
    ],
)
def test_rules_are_sound(fields: dict[str, Any], code: str) -> None:
    assert found(changed(CombatRulesSpec, "default", **fields)) == {(code, "combat_rules", "default")}


def test_a_monster_uses_no_passive_skill() -> None:
    wolf = starter_catalogue().get(MonsterSpec, "lean_wolf")
    taught = changed(MonsterSpec, "lean_wolf", skills=(*wolf.skills, MonsterSkill("hardened")))
    assert ("monster_skill_passive", "monsters", "lean_wolf") in found(taught)
