"""The numbers of combat that game masters tune; one row per release, key `default`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CombatRulesSpec:
    """All chances in percent. Damage varies by ±`damage_spread_percent`; a critical hit does
    `crit_damage_percent` of the damage. Chance to crit, dodge or flee = base + per-agility part (in tenths of
    a percent per point of agility, or of the difference for flee), within its bounds. Armor a against
    physical damage leaves `armor_half / (armor_half + a)` of it. A battle ends as a draw after `max_turns` turns
    (in each, everyone standing acts once). Who acts first: agility + 1 … `initiative_roll`. Characters recover
    `energy_per_turn` points at the start of each own turn. After a stun, none takes hold for
    `stun_immunity_turns` own turns (1 or more, else stuns could follow one another for ever). At most
    `summons_standing` summoned fighters stand on a side at once, and `summons_ever` are called by it in a battle."""

    key: str
    damage_spread_percent: int
    crit_base: int
    crit_per_agility_tenths: int
    crit_max: int
    crit_damage_percent: int
    dodge_base: int
    dodge_per_agility_tenths: int
    dodge_max: int
    flee_base: int
    flee_per_agility_tenths: int
    flee_min: int
    flee_max: int
    armor_half: int
    max_turns: int
    initiative_roll: int = 10
    energy_per_turn: int = 1
    stun_immunity_turns: int = 2
    summons_standing: int = 2
    summons_ever: int = 6
