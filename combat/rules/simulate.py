"""Whole battles played by the computer: for balance tables, measurements, and players who let their turn run out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from combat.rules.actions import Action, Attack, UsePotion, UseSkill
from combat.rules.engine import act, begin
from combat.rules.legality import aims_at_enemy, energy_cost
from combat.rules.odds import damage, expected_damage, own_points, poison_power
from combat.rules.state import Battle, Fighter, Lore
from common.rules.rng import Rng
from players.rules.catalogue import EffectKind, SkillSpec, StatusKind, Target

Policy = Callable[[Battle, Lore], Action]

LOW_HP_PERCENT = 35


def simulate(
    player_fighter: Fighter, monster_fighter: Fighter, *, lore: Lore, rng: Rng, policy: Policy | None = None
) -> Battle:
    """The battle at its end: `outcome`, `turn` and what is left of the fighters."""
    decide = policy or sensible
    battle, _ = begin((player_fighter, monster_fighter), lore=lore, rng=rng)
    while not battle.is_over:
        action = decide(battle, lore)
        battle, _ = act(battle, actor_id=battle.turn_of, action=action, lore=lore, rng=rng)
    return battle


def sensible(battle: Battle, lore: Lore) -> Action:
    """What a fair player does for the fighter whose turn it is: heals when low, else does what is worth most."""
    actor = battle.fighter(battle.turn_of)
    target = min(battle.enemies_of(actor), key=lambda enemy: enemy.hp)
    ready = [skill for key in actor.skills if _is_ready(actor, skill := lore.skills[key])]
    recovery = _recovery(actor, ready) if actor.hp * 100 < actor.max_hp * LOW_HP_PERCENT else None
    return recovery or _worthiest(actor, target, ready, lore)


def _is_ready(actor: Fighter, skill: SkillSpec) -> bool:
    return not actor.cooldown_of(skill.key) and energy_cost(actor, skill) <= actor.energy


def _recovery(actor: Fighter, ready: Sequence[SkillSpec]) -> Action | None:
    healing = next((skill for skill in ready if own_points(actor, skill, EffectKind.HEAL)), None)
    if healing and not aims_at_enemy(healing):
        return UseSkill(healing.key)
    potion = next((potion for potion in actor.potions if potion.heals), None)
    return UsePotion(potion.item) if potion else None


def _worthiest(actor: Fighter, target: Fighter, ready: Sequence[SkillSpec], lore: Lore) -> Action:
    """A skill worth more HP, dealt or shielded, than a plain attack; else the attack."""
    best: Action = Attack(target.id)
    most = damage(lore.rules, actor, target, power=100, damage_type=actor.damage_type)
    for skill in ready:
        worth = expected_damage(lore.rules, actor, target, skill) + _lasting_worth(actor, target, skill)
        if worth > most:
            best, most = UseSkill(skill.key, target.id), worth
    return best


def _lasting_worth(actor: Fighter, target: Fighter, skill: SkillSpec) -> int:
    """HP the skill's shield will save and its poison will take, beyond those at work already."""
    shielded = max(0, own_points(actor, skill, EffectKind.SHIELD) - actor.shield)
    if any(status.kind is StatusKind.POISON for status in target.statuses):
        return shielded
    poisons = (effect for effect in skill.effects if effect.status is StatusKind.POISON)
    poisoned = sum(
        e.chance * e.turns * poison_power(actor, target, e.power) for e in poisons if e.target is Target.ENEMY
    )
    return shielded + poisoned // 100
