"""The battle engine's front: `begin` a battle, `act` in it. `previews` (preview.py) tells what can be done.

Pure: the same battle, action and generator state give the same battle and events, on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from combat.errors import BattleOver, NotInBattle
from combat.rules.actions import Action, Attack, UseSkill
from combat.rules.arena import Arena
from combat.rules.catalogue import CombatRulesSpec
from combat.rules.events import BattleEvent, Fled
from combat.rules.legality import aims_at_enemy, check
from combat.rules.state import SCHEMA, Battle, Fighter, Lore
from combat.rules.turns import end_if_decided, pass_turn, perform, play_until_choice
from common.rules.rng import Rng


def begin(fighters: Sequence[Fighter], *, lore: Lore, rng: Rng) -> tuple[Battle, tuple[BattleEvent, ...]]:
    """A new battle, played up to the first turn of a character (or to its end).

    Raises ValueError when the fighters are not at least two sides of living fighters with distinct ids.
    """
    if len({fighter.id for fighter in fighters}) < len(fighters):
        raise ValueError("fighters share an id")
    if len({fighter.side for fighter in fighters}) < 2:
        raise ValueError("a battle needs two sides")
    if not all(fighter.stands for fighter in fighters):
        raise ValueError("a fighter that has fallen or fled cannot begin")
    order = _initiative_order(fighters, lore.rules, rng)
    arena = Arena(Battle(SCHEMA, tuple(fighters), order, turn_of=order[0]), lore, rng)
    play_until_choice(arena)
    return arena.settled(), tuple(arena.events)


def aimed(battle: Battle, *, actor_id: int, action: Action, lore: Lore) -> Action:
    """The action; where it needs a target and names none, at `Battle.aim_of` the actor."""
    actor = battle.find(actor_id)
    if actor is None or not isinstance(action, Attack | UseSkill) or action.target_id is not None:
        return action
    skill = lore.skills.get(action.skill) if isinstance(action, UseSkill) else None
    target = battle.aim_of(actor)
    if target is None or (isinstance(action, UseSkill) and not (skill and aims_at_enemy(skill))):
        return action
    return replace(action, target_id=target.id)


def with_aim(battle: Battle, *, actor_id: int, target_id: int, lore: Lore) -> Battle:
    """The battle with an enemy chosen for what the actor does next. It is no action: nothing else changes.

    Raises the refusals of an attack on that enemy.
    """
    check(battle, actor_id=actor_id, action=Attack(target_id), lore=lore)
    return battle.with_aim(actor_id, target_id)


def act(
    battle: Battle, *, actor_id: int, action: Action, lore: Lore, rng: Rng
) -> tuple[Battle, tuple[BattleEvent, ...]]:
    """The action, then everyone's turns up to the next choice of a character (or to the end).

    Raises a refusal of `combat.errors` before anything is drawn from `rng`.
    """
    check(battle, actor_id=actor_id, action=action, lore=lore)
    arena = Arena(battle, lore, rng)
    perform(arena, arena.bodies[actor_id], action)
    pass_turn(arena)
    play_until_choice(arena)
    return arena.settled(), tuple(arena.events)


def withdraw(battle: Battle, *, fighter_id: int, lore: Lore, rng: Rng) -> tuple[Battle, tuple[BattleEvent, ...]]:
    """The battle without a fighter who leaves it alive, whoever's turn it is; then play goes on as after `act`.

    Raises BattleOver, NotInBattle.
    """
    if battle.is_over:
        raise BattleOver()
    arena = Arena(battle, lore, rng)
    body = arena.bodies.get(fighter_id)
    if body is None or not body.stands:
        raise NotInBattle(fighter_id=fighter_id)
    body.fled = True
    arena.tell(Fled(fighter_id))
    end_if_decided(arena)
    if arena.outcome is None and arena.turn_of == fighter_id:
        pass_turn(arena)
        play_until_choice(arena)
    return arena.settled(), tuple(arena.events)


def _initiative_order(fighters: Sequence[Fighter], rules: CombatRulesSpec, rng: Rng) -> tuple[int, ...]:
    """Agility and a roll; of equals, the one named first."""
    rolls = {fighter.id: fighter.agility + rng.between(1, rules.initiative_roll) for fighter in fighters}
    return tuple(sorted(rolls, key=lambda fighter_id: -rolls[fighter_id]))
