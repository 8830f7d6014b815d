"""What an actor can do now, with the numbers a button shows."""

from __future__ import annotations

from dataclasses import dataclass

from combat.errors import NotInBattle
from combat.rules.actions import Action, Attack, Flee, UsePotion, UseSkill
from combat.rules.fit import fit_of
from combat.rules.legality import aims_at_enemy, check, energy_cost
from combat.rules.odds import damage, dodge_permille, expected_damage, flee_permille, own_points
from combat.rules.state import Battle, Fighter, Lore, Potion
from common.errors import GameError
from players.rules.catalogue import EffectKind, SkillSpec


@dataclass(frozen=True, slots=True)
class ActionPreview:
    """One choice; `action` is ready for `act`, which refuses it exactly when `refusal` is there.

    `damage`: expected of a blow that lands and is not critical, before the shield; `heals`, `shields`,
    `energizes`: points the actor gets; `percent`: chance to get away, or to land (100 for what cannot miss);
    `cooldown`: own turns to wait; `amount`: potions left.
    """

    action: Action
    refusal: GameError | None = None
    energy_cost: int = 0
    cooldown: int = 0
    damage: int = 0
    heals: int = 0
    shields: int = 0
    energizes: int = 0
    percent: int = 100
    amount: int = 0

    @property
    def usable(self) -> bool:
        return self.refusal is None


def previews(battle: Battle, *, actor_id: int, lore: Lore, target_id: int | None = None) -> tuple[ActionPreview, ...]:
    """Attack, each skill, each potion, flee: in this order, against `target_id`. Without it skills are aimed at
    `Battle.aim_of` the actor, and there is an attack for each enemy that can be aimed at.

    Empty when the battle is over. Raises NotInBattle.
    """
    actor = battle.find(actor_id)
    if actor is None:
        raise NotInBattle(fighter_id=actor_id)
    if battle.is_over:
        return ()
    named = battle.find(target_id)
    aim = named or battle.aim_of(actor)
    targets = [fit_of(enemy) for enemy in ((named,) if named else battle.open_to(actor))]
    target = next(enemy for enemy in targets if aim is not None and enemy.id == aim.id)
    actor = fit_of(actor)
    return (
        *(_attack(battle, actor, enemy, lore) for enemy in targets),
        *(_skill(battle, actor, target, lore.skill(actor, skill), lore) for skill in actor.skills),
        *(_potion(battle, actor, potion, lore) for potion in actor.potions),
        _flee(battle, actor, lore),
    )


def refusal_of(battle: Battle, actor: Fighter, action: Action, lore: Lore) -> GameError | None:
    """Why `act` would refuse, None when it would not."""
    try:
        check(battle, actor_id=actor.id, action=action, lore=lore)
    except GameError as refusal:
        return refusal
    return None


def _attack(battle: Battle, actor: Fighter, target: Fighter, lore: Lore) -> ActionPreview:
    action = Attack(target.id)
    return ActionPreview(
        action,
        refusal_of(battle, actor, action, lore),
        damage=damage(lore.rules, actor, target, power=100, damage_type=actor.damage_type),
        percent=_landing_percent(target, lore),
    )


def _skill(battle: Battle, actor: Fighter, target: Fighter, skill: SkillSpec, lore: Lore) -> ActionPreview:
    aimed = aims_at_enemy(skill)
    action = UseSkill(skill.key, target.id if aimed else None)
    return ActionPreview(
        action,
        refusal_of(battle, actor, action, lore),
        energy_cost=energy_cost(actor, skill),
        cooldown=actor.cooldown_of(skill.key),
        damage=expected_damage(lore.rules, actor, target, skill),
        heals=own_points(actor, skill, EffectKind.HEAL),
        shields=own_points(actor, skill, EffectKind.SHIELD),
        percent=_landing_percent(target, lore) if aimed else 100,
    )


def _potion(battle: Battle, actor: Fighter, potion: Potion, lore: Lore) -> ActionPreview:
    action = UsePotion(potion.item)
    return ActionPreview(
        action,
        refusal_of(battle, actor, action, lore),
        heals=min(potion.heals, actor.max_hp - actor.hp),
        energizes=min(potion.energizes, actor.max_energy - actor.energy),
        amount=potion.amount,
    )


def _flee(battle: Battle, actor: Fighter, lore: Lore) -> ActionPreview:
    permille = flee_permille(lore.rules, actor, [fit_of(enemy) for enemy in battle.enemies_of(actor)])
    return ActionPreview(Flee(), refusal_of(battle, actor, Flee(), lore), percent=permille // 10)


def _landing_percent(target: Fighter, lore: Lore) -> int:
    return 100 - dodge_permille(lore.rules, target) // 10
