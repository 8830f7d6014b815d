"""Each unsound rule of combat gives exactly the finding that says how."""

from __future__ import annotations

from typing import Any

import pytest

from combat.rules.catalogue import CombatRulesSpec
from content.tests.worlds import changed, found


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"flee_min": 90, "flee_max": 10}, "flee_bounds"),
        ({"dodge_max": 100}, "dodge_certain"),
        ({"max_turns": 0}, "must_be_positive"),
        ({"stun_immunity_turns": 0}, "must_be_positive"),
    ],
)
def test_rules_are_sound(fields: dict[str, Any], code: str) -> None:
    assert found(changed(CombatRulesSpec, "default", **fields)) == {(code, "combat_rules", "default")}
