"""Whole battles played by the computer: for balance tables, measurements, and players who let their turn run out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from combat.rules.actions import Action, Attack, UsePotion, UseSkill
from combat.rules.engine import act, begin
from combat.rules.fit import fit_of
from combat.rules.legality import aims_at_enemy, energy_cost
from combat.rules.odds import AGAINST, damage, expected_damage, own_points, status_power
from combat.rules.state import Battle, Fighter, Lore
from common.rules.rng import Rng
from players.rules.catalogue import HARMFUL, WOUNDING, EffectKind, EffectSpec, SkillSpec, StatusKind

Policy = Callable[[Battle, Lore], Action]

LOW_HP_PERCENT = 35
LOOK_AHEAD = 4  # turns
ENERGY_PRICE = 10  # percent of a plain blow, a point


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
    actor = fit_of(battle.fighter(battle.turn_of))
    target = fit_of(min(battle.open_to(actor), key=lambda enemy: enemy.hp))
    ready = [skill for key in actor.skills if _is_ready(actor, skill := lore.skill(actor, key))]
    recovery = _recovery(actor, target, ready, lore) if actor.hp * 100 < actor.max_hp * LOW_HP_PERCENT else None
    return recovery or _worthiest(battle, actor, target, ready, lore)


def _is_ready(actor: Fighter, skill: SkillSpec) -> bool:
    return not actor.cooldown_of(skill.key) and energy_cost(actor, skill) <= actor.energy


def _recovery(actor: Fighter, target: Fighter, ready: Sequence[SkillSpec], lore: Lore) -> Action | None:
    """The skill that heals most, if it heals more than the enemy's next blow takes; else a potion."""
    blow = damage(lore.rules, target, actor, power=100, damage_type=target.damage_type)
    heals = {skill.key: own_points(actor, skill, EffectKind.HEAL) for skill in ready if not aims_at_enemy(skill)}
    best = max(heals, key=lambda key: heals[key], default=None)
    if best is not None and heals[best] > blow:
        return UseSkill(best)
    potion = next((potion for potion in actor.potions if potion.heals), None)
    return UsePotion(potion.item) if potion else None


def _worthiest(battle: Battle, actor: Fighter, target: Fighter, ready: Sequence[SkillSpec], lore: Lore) -> Action:
    """A skill worth more HP, dealt or saved, than a plain attack; else the attack. Energy is not free: each point is
    reckoned at ENERGY_PRICE percent of a plain blow."""
    best: Action = Attack(target.id)
    plain = most = damage(lore.rules, actor, target, power=100, damage_type=actor.damage_type)
    for skill in ready:
        worth = expected_damage(lore.rules, actor, target, skill) + _lasting_worth(battle, actor, target, skill, lore)
        worth -= energy_cost(actor, skill) * plain * ENERGY_PRICE // 100
        if worth > most:
            best, most = UseSkill(skill.key, target.id), worth
    return best


def _lasting_worth(battle: Battle, actor: Fighter, target: Fighter, skill: SkillSpec, lore: Lore) -> int:
    """HP the skill's shield will save, and what its statuses and summons will take, save or give, beyond those at
    work already; each weighed by its chance."""
    worth = max(0, own_points(actor, skill, EffectKind.SHIELD) - actor.shield)
    drawn = max((effect.leech for effect in skill.effects), default=0)
    if drawn:
        worth += min(expected_damage(lore.rules, actor, target, skill) * drawn // 100, actor.max_hp - actor.hp)
    lasting = (effect for effect in skill.effects if effect.kind in (EffectKind.STATUS, EffectKind.SUMMON))
    return worth + sum(effect.chance * _worth(battle, actor, target, effect, lore) // 100 for effect in lasting)


def _worth(battle: Battle, actor: Fighter, target: Fighter, effect: EffectSpec, lore: Lore) -> int:
    """A player reckons with no more than LOOK_AHEAD turns: few fights last longer."""
    if effect.kind is EffectKind.SUMMON:
        return _summons_worth(battle, actor, effect, lore)
    kind, turns = effect.status, min(effect.turns, LOOK_AHEAD)
    bearer = target if effect.target in AGAINST else actor
    if kind is None or bearer.bears(kind) or (kind in HARMFUL) is not (effect.target in AGAINST):
        return 0
    if kind in WOUNDING:
        return min(turns * status_power(actor, bearer, effect), target.hp)
    if kind is StatusKind.REGENERATION:
        return min(turns * status_power(actor, actor, effect), actor.max_hp - actor.hp)
    return turns * _change_worth(actor, target, kind, effect.power, lore)


def _change_worth(actor: Fighter, target: Fighter, kind: StatusKind, power: int, lore: Lore) -> int:
    """HP a turn that a change of numbers is worth: of the own blows, or of the enemy's. A stun is left to chance."""
    mine = damage(lore.rules, actor, target, power=100, damage_type=actor.damage_type)
    theirs = damage(lore.rules, target, actor, power=100, damage_type=target.damage_type)
    if kind in (StatusKind.MIGHT, StatusKind.EXPOSURE):
        return mine * power // 100
    if kind in (StatusKind.WEAKNESS, StatusKind.REFLECT, StatusKind.WARD):
        return theirs * power // 100
    if kind is StatusKind.SUNDER:
        return mine * target.armor * power // (100 * (lore.rules.armor_half + target.armor))
    if kind is StatusKind.FORTITUDE:
        return theirs * actor.armor * power // (100 * (lore.rules.armor_half + actor.armor))
    return 0


def _summons_worth(battle: Battle, actor: Fighter, effect: EffectSpec, lore: Lore) -> int:
    monster = lore.monsters[effect.monster or ""]
    standing = sum(fighter.summoner_id == actor.id and fighter.stands for fighter in battle.fighters)
    return 0 if standing else monster.attack * effect.power * LOOK_AHEAD // 100
