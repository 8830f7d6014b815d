"""A small fixed cast: numbers plain enough to check an outcome by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from combat.rules.catalogue import CombatRulesSpec
from combat.rules.state import MONSTERS_SIDE, PLAYERS_SIDE, SCHEMA, Battle, Fighter, FighterKind, Lore
from common.rules.text import Text
from players.rules.catalogue import EffectKind, EffectSpec, SkillSpec, StatusKind, Target

# No spread, no crits, no dodges: every blow does exactly what the formula says.
CALM = CombatRulesSpec(
    key="default",
    damage_spread_percent=0,
    crit_base=0,
    crit_per_agility_tenths=0,
    crit_max=0,
    crit_damage_percent=200,
    dodge_base=0,
    dodge_per_agility_tenths=0,
    dodge_max=0,
    flee_base=50,
    flee_per_agility_tenths=20,
    flee_min=10,
    flee_max=90,
    armor_half=50,
    max_turns=50,
    initiative_roll=1,
    energy_per_turn=1,
    stun_immunity_turns=2,
)

HERO = Fighter(
    id=1,
    side=PLAYERS_SIDE,
    kind=FighterKind.CHARACTER,
    key="warrior",
    level=1,
    max_hp=100,
    hp=100,
    max_energy=20,
    energy=20,
    attack=10,
    armor=0,
    agility=10,
)

GHOUL = replace(
    HERO,
    id=-1,
    side=MONSTERS_SIDE,
    kind=FighterKind.MONSTER,
    key="ghoul",
    max_energy=0,
    energy=0,
    agility=5,
)


def rules(**changes: Any) -> CombatRulesSpec:
    return replace(CALM, **changes)


def skill(key: str, *effects: EffectSpec, energy_cost: int = 0, cooldown: int = 0) -> SkillSpec:
    return SkillSpec(key, Text(), Text(), "", energy_cost, cooldown, effects)


def harm(power: int = 100, **changes: Any) -> EffectSpec:
    return EffectSpec(EffectKind.DAMAGE, Target.ENEMY, power, **changes)


def poison(power: int = 50, turns: int = 2) -> EffectSpec:
    return EffectSpec(EffectKind.STATUS, Target.ENEMY, power, status=StatusKind.POISON, turns=turns)


def stun(turns: int = 1) -> EffectSpec:
    return EffectSpec(EffectKind.STATUS, Target.ENEMY, 0, status=StatusKind.STUN, turns=turns)


def boon(kind: EffectKind, power: int) -> EffectSpec:
    return EffectSpec(kind, Target.SELF, power)


def lore(*skills: SkillSpec, rules: CombatRulesSpec = CALM) -> Lore:
    return Lore(rules, {known.key: known for known in skills})


def battle(*fighters: Fighter) -> Battle:
    """The fighters act in the order they are named; the first is to act."""
    return Battle(SCHEMA, fighters, tuple(fighter.id for fighter in fighters), turn_of=fighters[0].id)
