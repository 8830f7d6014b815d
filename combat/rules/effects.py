"""What blows and skills do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from combat.rules import events as happened
from combat.rules.arena import Arena, Body
from combat.rules.events import Dodged, Healed, Hit, Shielded, SkillUsed, StatusApplied, StatusResisted
from combat.rules.fighters import fighter_from_summons
from combat.rules.legality import aims_at_enemy, energy_cost
from combat.rules.odds import crit_permille, damage, dodge_permille, status_power
from combat.rules.state import Status
from players.rules.catalogue import (
    HARMFUL,
    TYPED,
    WOUNDING,
    DamageType,
    EffectKind,
    EffectSpec,
    SkillSpec,
    StatusKind,
    Target,
)


def attack(arena: Arena, actor: Body, target: Body) -> None:
    """A plain blow."""
    if _dodges(arena, target):
        arena.tell(Dodged(actor.id, target.id))
        return
    strike(arena, actor, target, power=100, damage_type=actor.fighter.damage_type)


def use_skill(arena: Arena, actor: Body, skill: SkillSpec, target: Body | None) -> None:
    """Pays for the skill and applies its effects in order. One dodge escapes everything the skill would have
    done to that enemy; what it does to others stays. Each effect then has its own chance, for each who is met."""
    actor.energy -= energy_cost(actor.fighter, skill)
    if skill.cooldown:
        actor.cooldowns[skill.key] = skill.cooldown
    if not aims_at_enemy(skill):
        target = None
    arena.tell(SkillUsed(actor.id, skill.key, target.id if target else None))
    escaped = _escapes(arena, actor, skill, target)
    for effect in skill.effects:
        for bearer in _bearers(arena, actor, effect, target):
            if bearer.id in escaped or not bearer.stands:
                continue
            if effect.chance >= 100 or arena.rng.chance(effect.chance):
                _EFFECTS[effect.kind](arena, actor, bearer, effect, skill.key)


def _escapes(arena: Arena, actor: Body, skill: SkillSpec, target: Body | None) -> set[int]:
    """The ids of the enemies that dodge the skill: each rolls once."""
    met = [target] if target else []
    if any(effect.target is Target.ENEMIES for effect in skill.effects):
        met += [enemy for enemy in arena.enemies_of(actor) if enemy is not target]
    escaped = set()
    for enemy in met:
        if _dodges(arena, enemy):
            arena.tell(Dodged(actor.id, enemy.id, skill.key))
            escaped.add(enemy.id)
    return escaped


def _bearers(arena: Arena, actor: Body, effect: EffectSpec, target: Body | None) -> Iterator[Body]:
    """Those whom an effect concerns, as they stand before it."""
    if effect.target is Target.ENEMY:
        return iter(() if target is None else (target,))
    if effect.target is Target.SELF:
        return iter((actor,))
    others = arena.enemies_of(actor) if effect.target is Target.ENEMIES else arena.allies_of(actor)
    return iter(tuple(others))


def strike(
    arena: Arena,
    actor: Body,
    target: Body,
    *,
    power: int,
    damage_type: DamageType,
    skill: str | None = None,
    leech: int = 0,
) -> None:
    """A blow that lands: rolls crit and spread; the shield takes its part before HP; what is drawn or given back
    follows."""
    rules, rng = arena.rules, arena.rng
    crit = rng.below(1000) < crit_permille(rules, actor.fit)
    spread = rules.damage_spread_percent
    total = damage(
        rules,
        actor.fit,
        target.fit,
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
    if leech and skill is not None:
        _draw(arena, actor, target, skill, lost * leech // 100)
    if target.statuses:
        _give_back(arena, actor, target, total)


def _draw(arena: Arena, actor: Body, target: Body, skill: str, points: int) -> None:
    if actor.stands and (gained := actor.restore_hp(points)):
        arena.tell(happened.Drained(actor.id, target.id, skill, gained))


def _give_back(arena: Arena, actor: Body, target: Body, total: int) -> None:
    """Only who still stands reflects, and nothing is reflected twice: two mirrors do not fight for ever."""
    mirror = target.statuses.get(StatusKind.REFLECT)
    if mirror is None or actor is target or not (actor.stands and target.stands):
        return
    if lost := arena.wound(actor, total * mirror.power // 100):
        arena.tell(happened.Reflected(target.id, actor.id, lost))
        arena.mourn(actor)


def _dodges(arena: Arena, target: Body) -> bool:
    return arena.rng.below(1000) < dodge_permille(arena.rules, target.fit)


def _damage(arena: Arena, actor: Body, bearer: Body, effect: EffectSpec, skill: str) -> None:
    strike(arena, actor, bearer, power=effect.power, damage_type=effect.damage_type, skill=skill, leech=effect.leech)


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
    fresh = _fresh(actor, bearer, effect, effect.status)
    if fresh is None:
        arena.tell(StatusResisted(actor.id, bearer.id, skill, effect.status))
        return
    was = bearer.statuses.get(fresh.key, fresh)
    borne = Status(fresh.kind, max(was.turns, fresh.turns), max(was.power, fresh.power), fresh.damage_type)
    bearer.bear(borne)
    arena.tell(StatusApplied(actor.id, bearer.id, skill, borne.kind, borne.turns, borne.power, borne.damage_type))


def _fresh(actor: Body, bearer: Body, effect: EffectSpec, kind: StatusKind) -> Status | None:
    """The status that would take hold; None for one that does not."""
    if kind is StatusKind.STUN:
        return None if _is_stunproof(bearer) else Status(kind, effect.turns)
    power = status_power(actor.fit, bearer.fit, effect)
    if kind in WOUNDING and not power:
        return None
    return Status(kind, effect.turns, power, effect.damage_type if kind in TYPED else None)


def _is_stunproof(bearer: Body) -> bool:
    """Stunned already or lately: stuns in turn must not keep a fighter from ever acting."""
    return bearer.stun_immunity > 0 or StatusKind.STUN in bearer.statuses


def _cleanse(arena: Arena, actor: Body, bearer: Body, effect: EffectSpec, skill: str) -> None:
    """Off friends what harms them, off enemies what helps them."""
    harmful = bearer.side == actor.side
    shed = [status for status in bearer.statuses.values() if (status.kind in HARMFUL) is harmful]
    for status in shed:
        bearer.shed(status)
        if status.kind is StatusKind.STUN:
            bearer.stun_immunity = arena.rules.stun_immunity_turns
    arena.tell(happened.Cleansed(actor.id, bearer.id, skill, tuple(status.kind for status in shed)))


def _summon(arena: Arena, actor: Body, bearer: Body, effect: EffectSpec, skill: str) -> None:
    if effect.monster is None:
        raise ValueError(f"{skill}: an effect of kind `summon` names no monster")
    if not arena.has_room(actor.side):
        arena.tell(happened.Summoned(actor.id, skill, effect.monster))
        return
    newcomer = fighter_from_summons(
        fighter_id=min(0, *arena.bodies) - 1,
        monster=arena.lore.monsters[effect.monster],
        summoner=actor.fighter,
        power=effect.power,
    )
    arena.join(newcomer)
    arena.tell(happened.Summoned(actor.id, skill, effect.monster, newcomer.id))


_EFFECTS: dict[EffectKind, Callable[[Arena, Body, Body, EffectSpec, str], None]] = {
    EffectKind.DAMAGE: _damage,
    EffectKind.HEAL: _heal,
    EffectKind.SHIELD: _shield,
    EffectKind.STATUS: _status,
    EffectKind.CLEANSE: _cleanse,
    EffectKind.SUMMON: _summon,
}
