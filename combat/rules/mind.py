"""How monsters choose."""

from __future__ import annotations

from combat.rules.actions import Action, Attack, UseSkill
from combat.rules.arena import Arena, Body
from players.rules.catalogue import EffectKind, SkillSpec, Target


def choose(arena: Arena, body: Body) -> Action:
    """A ready skill, likely in proportion to its weight, else a plain attack; at any of the standing enemies."""
    enemies = tuple(arena.enemies_of(body))
    target = enemies[0] if len(enemies) == 1 else arena.rng.pick(enemies)
    skill = _choose_skill(arena, body)
    return Attack(target.id) if skill is None else UseSkill(skill, target.id)


def _choose_skill(arena: Arena, body: Body) -> str | None:
    weights = {
        skill: weight
        for skill, weight in zip(body.fighter.skills, body.fighter.weights, strict=True)
        if weight > 0 and skill not in body.cooldowns and _is_of_use(arena.lore.skills[skill], body)
    }
    if not weights:
        return None
    return arena.rng.pick_weighted(tuple(weights), tuple(weights.values()))


def _is_of_use(skill: SkillSpec, body: Body) -> bool:
    """A monster does not waste its turn healing itself when it is whole."""
    only_heals = all(effect.kind is EffectKind.HEAL and effect.target is Target.SELF for effect in skill.effects)
    return not only_heals or body.hp < body.fighter.max_hp
