"""What blows and skills do."""

from __future__ import annotations

from collections.abc import Callable

from combat.rules.arena import Arena, Body
from combat.rules.events import Dodged, Healed, Hit, Shielded, SkillUsed, StatusApplied, StatusResisted
from combat.rules.legality import aims_at_enemy, energy_cost
from combat.rules.odds import crit_permille, damage, dodge_permille, poison_power
from combat.rules.state import Status
from players.rules.catalogue import DamageType, EffectKind, EffectSpec, SkillSpec, StatusKind, Target


def attack(arena: Arena, actor: Body, target: Body) -> None:
    """A plain blow."""
    if _dodges(arena, target):
        arena.tell(Dodged(actor.id, target.id))
        return
    strike(arena, actor, target, power=100, damage_type=actor.fighter.damage_type)


def use_skill(arena: Arena, actor: Body, skill: SkillSpec, target: Body | None) -> None:
    """Pays for the skill and applies its effects in order. One dodge escapes everything the skill would have
    done to the target; what it does to the actor stays. Each effect then has its own chance."""
    actor.energy -= energy_cost(actor.fighter, skill)
    if skill.cooldown:
        actor.cooldowns[skill.key] = skill.cooldown
    if not aims_at_enemy(skill):
        target = None
    arena.tell(SkillUsed(actor.id, skill.key, target.id if target else None))
    if target and _dodges(arena, target):
        arena.tell(Dodged(actor.id, target.id, skill.key))
        target = None
    for effect in skill.effects:
        bearer = actor if effect.target is Target.SELF else target
        if bearer is None or not bearer.stands:
            continue
        if effect.chance >= 100 or arena.rng.chance(effect.chance):
            _EFFECTS[effect.kind](arena, actor, bearer, effect, skill.key)


def strike(
    arena: Arena, actor: Body, target: Body, *, power: int, damage_type: DamageType, skill: str | None = None
) -> None:
    """A blow that lands: rolls crit and spread; the shield takes its part before HP."""
    rules, rng = arena.rules, arena.rng
    crit = rng.below(1000) < crit_permille(rules, actor.fighter)
    spread = rules.damage_spread_percent
    total = damage(
        rules,
        actor.fighter,
        target.fighter,
        power=power,
        damage_type=damage_type,
        roll=rng.between(100 - spread, 100 + spread),
        crit=crit,
    )
    absorbed = min(target.shield, total)
    target.shield -= absorbed
    lost = arena.wound(target, total - absorbed)
    arena.tell(Hit(actor.id, target.id, skill, lost, absorbed, crit, damage_type))
    arena.mourn(target)


def _dodges(arena: Arena, target: Body) -> bool:
    return arena.rng.below(1000) < dodge_permille(arena.rules, target.fighter)


def _damage(arena: Arena, actor: Body, bearer: Body, effect: EffectSpec, skill: str) -> None:
    strike(arena, actor, bearer, power=effect.power, damage_type=effect.damage_type, skill=skill)


def _heal(arena: Arena, actor: Body, bearer: Body, effect: EffectSpec, skill: str) -> None:
    healed = bearer.restore_hp(actor.fighter.max_hp * effect.power // 100)
    arena.tell(Healed(actor.id, bearer.id, skill, healed))


def _shield(arena: Arena, actor: Body, bearer: Body, effect: EffectSpec, skill: str) -> None:
    """Shields do not add up, or a patient fighter could not be hurt: the stronger one stays."""
    bearer.shield = max(bearer.shield, actor.fighter.max_hp * effect.power // 100)
    arena.tell(Shielded(actor.id, bearer.id, skill, bearer.shield))


def _status(arena: Arena, actor: Body, bearer: Body, effect: EffectSpec, skill: str) -> None:
    """A status on top of the same one does not add up: the longer time and the stronger power stay."""
    if effect.status is None:
        raise ValueError(f"{skill}: an effect of kind `status` names no status")
    if effect.status is StatusKind.STUN:
        fresh = None if _is_stunproof(bearer) else Status(StatusKind.STUN, effect.turns)
    else:
        power = poison_power(actor.fighter, bearer.fighter, effect.power)
        fresh = Status(effect.status, effect.turns, power) if power else None
    if fresh is None:
        arena.tell(StatusResisted(actor.id, bearer.id, skill, effect.status))
        return
    was = bearer.statuses.get(fresh.kind, fresh)
    borne = Status(fresh.kind, max(was.turns, fresh.turns), max(was.power, fresh.power))
    bearer.statuses[fresh.kind] = borne
    arena.tell(StatusApplied(actor.id, bearer.id, skill, borne.kind, borne.turns, borne.power))


def _is_stunproof(bearer: Body) -> bool:
    """Stunned already or lately: stuns in turn must not keep a fighter from ever acting."""
    return bearer.stun_immunity > 0 or StatusKind.STUN in bearer.statuses


_EFFECTS: dict[EffectKind, Callable[[Arena, Body, Body, EffectSpec, str], None]] = {
    EffectKind.DAMAGE: _damage,
    EffectKind.HEAL: _heal,
    EffectKind.SHIELD: _shield,
    EffectKind.STATUS: _status,
}
