"""How monsters choose."""

from __future__ import annotations

from combat.rules.actions import Action, Attack, UseSkill
from combat.rules.arena import Arena, Body
from players.rules.catalogue import HARMFUL, EffectKind, EffectSpec, SkillSpec, Target


def choose(arena: Arena, body: Body) -> Action:
    """A ready skill, likely in proportion to its weight, else a plain attack; at any of the enemies it can aim at."""
    enemies = arena.open_to(body)
    target = enemies[0] if len(enemies) == 1 else arena.rng.pick(enemies)
    skill = _choose_skill(arena, body)
    return Attack(target.id) if skill is None else UseSkill(skill, target.id)


def _choose_skill(arena: Arena, body: Body) -> str | None:
    weights = {
        skill: weight
        for skill, weight in zip(body.fighter.skills, body.fighter.weights, strict=True)
        if weight > 0 and skill not in body.cooldowns and _is_of_use(arena, body, arena.lore.skills[skill])
    }
    if not weights:
        return None
    return arena.rng.pick_weighted(tuple(weights), tuple(weights.values()))


def _is_of_use(arena: Arena, body: Body, skill: SkillSpec) -> bool:
    """A monster does not waste its turn healing the whole, cleansing the clean, or calling who would not come."""
    return any(_does_something(arena, body, effect) for effect in skill.effects)


def _does_something(arena: Arena, body: Body, effect: EffectSpec) -> bool:
    friendly = effect.target in (Target.SELF, Target.ALLIES)
    if effect.kind is EffectKind.SUMMON:
        return arena.has_room(body.side)
    if not friendly:
        return True
    friends = [body] if effect.target is Target.SELF else list(arena.allies_of(body))
    if effect.kind is EffectKind.HEAL:
        return any(friend.hp < friend.fighter.max_hp for friend in friends)
    if effect.kind is EffectKind.CLEANSE:
        return any(status.kind in HARMFUL for friend in friends for status in friend.statuses.values())
    return True
