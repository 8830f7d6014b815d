"""Whether an action may be taken: looks at the battle only, draws nothing, changes nothing."""

from __future__ import annotations

from combat.errors import (
    BattleOver,
    NoPotion,
    NoSuchTarget,
    NotEnoughEnergy,
    NotInBattle,
    NotYourTurn,
    PotionPointless,
    SkillOnCooldown,
    Taunted,
    UnknownSkill,
)
from combat.rules.actions import Action, Attack, UsePotion, UseSkill
from combat.rules.state import Battle, Fighter, FighterKind, Lore
from players.rules.catalogue import SkillSpec, Target


def check(battle: Battle, *, actor_id: int, action: Action, lore: Lore) -> None:
    """Raises the refusal of `combat.errors` that tells why `actor_id` cannot take `action` now."""
    if battle.is_over:
        raise BattleOver
    actor = battle.find(actor_id)
    if actor is None:
        raise NotInBattle(fighter_id=actor_id)
    if battle.turn_of != actor_id:
        raise NotYourTurn(turn_of=battle.turn_of)
    if isinstance(action, Attack):
        _check_target(battle, actor, action.target_id)
    elif isinstance(action, UseSkill):
        _check_skill(battle, actor, action, lore)
    elif isinstance(action, UsePotion):
        _check_potion(actor, action.item)


def aims_at_enemy(skill: SkillSpec) -> bool:
    """Whether the skill needs a target. What strikes every enemy does not."""
    return any(effect.target is Target.ENEMY for effect in skill.effects)


def energy_cost(actor: Fighter, skill: SkillSpec) -> int:
    """Monsters have no energy: cooldowns alone set their pace."""
    return skill.energy_cost if actor.kind is FighterKind.CHARACTER else 0


def _check_target(battle: Battle, actor: Fighter, target_id: int | None) -> None:
    target = battle.find(target_id)
    if target is None or target.side == actor.side or not target.stands:
        raise NoSuchTarget(target_id=target_id)
    open_to = battle.open_to(actor)
    if target not in open_to:
        raise Taunted(target_id=open_to[0].id)


def _check_skill(battle: Battle, actor: Fighter, action: UseSkill, lore: Lore) -> None:
    if action.skill not in actor.skills:
        raise UnknownSkill(skill=action.skill)
    skill = lore.skill(actor, action.skill)
    if turns := actor.cooldown_of(action.skill):
        raise SkillOnCooldown(skill=action.skill, turns=turns)
    if (needs := energy_cost(actor, skill)) > actor.energy:
        raise NotEnoughEnergy(skill=action.skill, needs=needs, has=actor.energy)
    if aims_at_enemy(skill):
        _check_target(battle, actor, action.target_id)


def _check_potion(actor: Fighter, item: str) -> None:
    potion = actor.potion(item)
    if potion is None:
        raise NoPotion(item=item)
    restores_hp = potion.heals > 0 and actor.hp < actor.max_hp
    restores_energy = potion.energizes > 0 and actor.energy < actor.max_energy
    if not restores_hp and not restores_energy:
        raise PotionPointless(item=item)
