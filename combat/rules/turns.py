"""Whose turn it is, what a turn begins with, and when the battle ends."""

from __future__ import annotations

from combat.rules import effects
from combat.rules.actions import Action, Attack, UsePotion, UseSkill
from combat.rules.arena import Arena, Body
from combat.rules.events import (
    BattleEnded,
    Fled,
    FleeFailed,
    PotionUsed,
    StatusEnded,
    StatusTicked,
    Stunned,
)
from combat.rules.mind import choose
from combat.rules.odds import flee_permille
from combat.rules.state import Ending, FighterKind, Outcome, Potion, Status
from players.rules.catalogue import StatusKind


def play_until_choice(arena: Arena) -> None:
    """Plays turns from that of `turn_of` on, until a character can choose or the battle is over."""
    while arena.outcome is None:
        body = arena.bodies[arena.turn_of]
        if _begin_turn(arena, body):
            if body.fighter.kind is FighterKind.CHARACTER:
                return
            perform(arena, body, choose(arena, body))
        pass_turn(arena)


def perform(arena: Arena, actor: Body, action: Action) -> None:
    """A legal action. The turn is spent first, so a cooldown begun by the action counts from the next turn."""
    actor.spend_turn()
    if isinstance(action, Attack):
        effects.attack(arena, actor, arena.bodies[action.target_id])
    elif isinstance(action, UseSkill):
        target = None if action.target_id is None else arena.bodies.get(action.target_id)
        effects.use_skill(arena, actor, arena.lore.skills[action.skill], target)
    elif isinstance(action, UsePotion):
        _drink(arena, actor, action.item)
    else:
        _flee(arena, actor)


def pass_turn(arena: Arena) -> None:
    """To the next standing fighter in the order, or to the end of the battle."""
    arena.outcome = _verdict(arena)
    order = arena.battle.order
    position = order.index(arena.turn_of)
    while arena.outcome is None:
        position += 1
        if position == len(order):
            if arena.turn >= arena.rules.max_turns:
                arena.outcome = Outcome(Ending.DRAW)
                break
            position = 0
            arena.turn += 1
        if arena.bodies[order[position]].stands:
            arena.turn_of = order[position]
            return
    arena.tell(BattleEnded(arena.outcome.ending, arena.outcome.winner))


def end_if_decided(arena: Arena) -> None:
    """The end of the battle, when somebody's going has decided it between two turns."""
    arena.outcome = _verdict(arena)
    if arena.outcome is not None:
        arena.tell(BattleEnded(arena.outcome.ending, arena.outcome.winner))


def _verdict(arena: Arena) -> Outcome | None:
    """None while two sides stand."""
    sides = {body.side for body in arena.bodies.values() if body.stands}
    if len(sides) > 1:
        return None
    if not sides:
        return Outcome(Ending.DRAW)
    (winner,) = sides
    any_fell = any(body.hp == 0 for body in arena.bodies.values() if body.side != winner)
    return Outcome(Ending.VICTORY if any_fell else Ending.FLED, winner)


def _begin_turn(arena: Arena, body: Body) -> bool:
    """Energy recovers, poison works, a stun takes the turn. False when the fighter cannot act."""
    body.restore_energy(arena.rules.energy_per_turn)
    if not body.statuses:
        return True
    if poison := body.statuses.get(StatusKind.POISON):
        lost = arena.wound(body, poison.power)
        arena.tell(StatusTicked(body.id, poison.kind, lost, poison.turns - 1))
        arena.mourn(body)
        if not body.stands:
            return False
        _wear(arena, body, poison)
    if stun := body.statuses.get(StatusKind.STUN):
        body.spend_turn()
        arena.tell(Stunned(body.id, stun.turns - 1))
        _wear(arena, body, stun)
    return stun is None


def _wear(arena: Arena, body: Body, status: Status) -> None:
    if status.turns > 1:
        body.statuses[status.kind] = Status(status.kind, status.turns - 1, status.power)
        return
    del body.statuses[status.kind]
    arena.tell(StatusEnded(body.id, status.kind))
    if status.kind is StatusKind.STUN:
        body.stun_immunity = arena.rules.stun_immunity_turns


def _drink(arena: Arena, actor: Body, item: str) -> None:
    (potion,) = (potion for potion in actor.potions if potion.item == item)
    left = Potion(item, potion.amount - 1, potion.heals, potion.energizes)
    kept = (left if held is potion else held for held in actor.potions)
    actor.potions = tuple(held for held in kept if held.amount)
    healed, energized = actor.restore_hp(potion.heals), actor.restore_energy(potion.energizes)
    arena.tell(PotionUsed(actor.id, item, healed, energized))


def _flee(arena: Arena, actor: Body) -> None:
    enemies = (enemy.fighter for enemy in arena.enemies_of(actor))
    actor.fled = arena.rng.below(1000) < flee_permille(arena.rules, actor.fighter, enemies)
    arena.tell(Fled(actor.id) if actor.fled else FleeFailed(actor.id))
