"""What is stored is read back as it was."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from combat.rules.actions import Action, action_from_json, action_to_json
from combat.rules.events import event_from_json, event_to_json
from combat.rules.state import (
    SCHEMA,
    Cooldown,
    Potion,
    Status,
    battle_from_json,
    battle_to_json,
)
from combat.tests.rules import cast
from combat.tests.rules.strategies import Tale, actions, tales
from players.rules.catalogue import DamageType, StatusKind
from world.rules.catalogue import Resistance


@given(tales)
def test_battles_and_events_survive_json(tale: Tale) -> None:
    for step in tale.steps():
        stored = json.dumps(battle_to_json(step.after))
        assert battle_from_json(json.loads(stored)) == step.after
        for event in step.events:
            read = event_from_json(json.loads(json.dumps(event_to_json(event))))
            assert read == event
            assert type(read) is type(event)


@given(actions)
def test_actions_survive_json(action: Action) -> None:
    assert action_from_json(json.loads(json.dumps(action_to_json(action)))) == action


def test_enums_are_read_as_enums_not_as_strings() -> None:
    battle = cast.battle(replace(cast.HERO, damage_type=DamageType.FIRE), cast.GHOUL)
    read = battle_from_json(json.loads(json.dumps(battle_to_json(battle))))
    assert read.fighters[0].damage_type is DamageType.FIRE
    assert read.fighters[1].kind is cast.GHOUL.kind


def test_a_busy_duel_is_stored_in_under_2_kb() -> None:
    skills = ("shield_bash", "burning_strike", "second_wind", "iron_guard", "rallying_cry")
    busy = replace(
        cast.HERO,
        id=1_234_567_890,
        skills=skills,
        weights=(1, 2, 3, 4, 5),
        potions=(Potion("healing_potion", 5, 40), Potion("energy_potion", 3, 0, 10)),
        cooldowns=tuple(Cooldown(skill, 3) for skill in skills[:3]),
        statuses=(Status(StatusKind.POISON, 3, 8), Status(StatusKind.STUN, 1)),
        resistances=(Resistance(DamageType.FIRE, 50), Resistance(DamageType.HOLY, -50)),
        shield=14,
        stun_immunity=2,
    )
    stored = json.dumps(battle_to_json(cast.battle(busy, replace(busy, id=-1))))
    assert len(stored.encode()) < 2048


def test_the_schema_is_always_written_and_an_unknown_one_is_refused() -> None:
    data = battle_to_json(cast.battle(cast.HERO, cast.GHOUL))
    assert data["schema"] == SCHEMA
    with pytest.raises(ValueError, match="schema 99"):
        battle_from_json({**data, "schema": 99})
