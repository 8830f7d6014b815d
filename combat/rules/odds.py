"""The formulas of combat, in whole numbers, for fighters as `fit_of` leaves them. The formulas' shape is that of
`CombatRulesSpec`; sources there."""

from __future__ import annotations

from collections.abc import Iterable

from combat.rules.catalogue import CombatRulesSpec
from combat.rules.state import Fighter
from players.rules.catalogue import (
    POWERLESS,
    WOUNDING,
    DamageType,
    EffectKind,
    EffectSpec,
    SkillSpec,
    StatusKind,
    Target,
)

AGAINST = (Target.ENEMY, Target.ENEMIES)
FOR_SELF = (Target.SELF, Target.ALLIES)


def damage(
    rules: CombatRulesSpec,
    actor: Fighter,
    target: Fighter,
    *,
    power: int,
    damage_type: DamageType,
    roll: int = 100,
    crit: bool = False,
) -> int:
    """HP (and shield) a blow takes: `power` percent of the attack, times `roll` percent, times the critical
    bonus, less armor and resistance. Rounded once, to the nearest; at least 1 unless the resistance is full."""
    taken = 100 - resistance(target, damage_type)
    if taken <= 0:
        return 0
    top, bottom = actor.attack * power * roll * taken, 1_000_000
    if crit:
        top, bottom = top * rules.crit_damage_percent, bottom * 100
    if damage_type is DamageType.PHYSICAL and target.armor:
        top, bottom = top * rules.armor_half, bottom * (rules.armor_half + target.armor)
    return max(1, (2 * top + bottom) // (2 * bottom))


def wound_power(actor: Fighter, target: Fighter, power: int, kind: StatusKind) -> int:
    """HP a turn: `power` percent of the attack less the resistance to poison, fire (a burn) or physical damage
    (bleeding); armor does not help."""
    taken = 100 - resistance(target, WOUNDING[kind])
    if taken <= 0:
        return 0
    return max(1, (actor.attack * power * taken + 5_000) // 10_000)


def status_power(actor: Fighter, target: Fighter, effect: EffectSpec) -> int:
    """What a status that takes hold is worth to its bearer: HP a turn or percent, as its kind says."""
    kind = effect.status
    if kind in WOUNDING:
        return wound_power(actor, target, effect.power, kind)
    if kind is StatusKind.REGENERATION:
        return max(1, actor.max_hp * effect.power // 100)
    return 0 if kind in POWERLESS else effect.power


def expected_damage(rules: CombatRulesSpec, actor: Fighter, target: Fighter, skill: SkillSpec) -> int:
    """Damage of the skill's blows at one enemy when they land, each weighed by its chance; what goes on afterwards
    (poison, burns, bleeding) not counted."""
    weighed = (
        effect.chance * damage(rules, actor, target, power=effect.power, damage_type=effect.damage_type)
        for effect in skill.effects
        if effect.kind is EffectKind.DAMAGE and effect.target in AGAINST
    )
    return (sum(weighed) + 50) // 100


def own_points(actor: Fighter, skill: SkillSpec, kind: EffectKind) -> int:
    """HP that the skill's effects of `kind` (heal or shield) are worth to its own user."""
    powers = (effect.power for effect in skill.effects if effect.kind is kind and effect.target in FOR_SELF)
    return sum(actor.max_hp * power // 100 for power in powers)


def resistance(target: Fighter, damage_type: DamageType) -> int:
    """Percent of such damage not taken; negative: taken in excess."""
    return sum(resists.percent for resists in target.resistances if resists.damage_type is damage_type)


def crit_permille(rules: CombatRulesSpec, actor: Fighter) -> int:
    return min(10 * rules.crit_base + rules.crit_per_agility_tenths * actor.agility, 10 * rules.crit_max)


def dodge_permille(rules: CombatRulesSpec, target: Fighter) -> int:
    return min(10 * rules.dodge_base + rules.dodge_per_agility_tenths * target.agility, 10 * rules.dodge_max)


def flee_permille(rules: CombatRulesSpec, actor: Fighter, enemies: Iterable[Fighter]) -> int:
    """Against the quickest of the standing enemies."""
    ahead = actor.agility - max(enemy.agility for enemy in enemies)
    chance = 10 * rules.flee_base + rules.flee_per_agility_tenths * ahead
    return max(10 * rules.flee_min, min(chance, 10 * rules.flee_max))
