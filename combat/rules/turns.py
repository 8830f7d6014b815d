"""Whose turn it is, what a turn begins with, and when the battle ends."""

from __future__ import annotations

from typing import cast

from combat.rules import effects
from combat.rules.actions import Action, Attack, UsePotion, UseSkill
from combat.rules.arena import Arena, Body
from combat.rules.events import (
    BattleEnded,
    Fled,
    FleeFailed,
    PotionUsed,
    Regenerated,
    StatusEnded,
    StatusTicked,
    Stunned,
)
from combat.rules.legality import aims_at_enemy
from combat.rules.mind import choose
from combat.rules.odds import flee_permille
from combat.rules.state import Ending, FighterKind, Outcome, Potion, Status
from players.rules.catalogue import WOUNDING, StatusKind

# Statuses that work, and wear, at the start of their bearer's turns; all others wear at the end of them.
_AT_THE_START = frozenset({*WOUNDING, StatusKind.REGENERATION, StatusKind.STUN})


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
    """A legal action. The turn is spent first, so a cooldown begun by the action counts from the next turn; a status
    that the action brings the actor begins to wear with the next one as well."""
    actor.spend_turn()
    _remember_aim(arena, actor, action)
    wearing = _wearing(actor)
    if isinstance(action, Attack):
        effects.attack(arena, actor, arena.bodies[cast(int, action.target_id)])  # legal, so it names somebody
    elif isinstance(action, UseSkill):
        target = None if action.target_id is None else arena.bodies.get(action.target_id)
        effects.use_skill(arena, actor, arena.lore.skill(actor.fighter, action.skill), target)
    elif isinstance(action, UsePotion):
        _drink(arena, actor, action.item)
    else:
        _flee(arena, actor)
    for status in wearing:
        if actor.stands and actor.statuses.get(status.key) is status:
            _wear(arena, actor, status)


def _remember_aim(arena: Arena, actor: Body, action: Action) -> None:
    """A character that has a choice keeps to its target: what names nobody later goes for the same one."""
    if actor.fighter.kind is not FighterKind.CHARACTER or not isinstance(action, Attack | UseSkill):
        return
    if isinstance(action, UseSkill) and not aims_at_enemy(arena.lore.skill(actor.fighter, action.skill)):
        return
    if len(arena.open_to(actor)) > 1:
        actor.aim = action.target_id


def _wearing(body: Body) -> list[Status]:
    if not body.statuses:
        return []
    return [status for status in body.statuses.values() if status.kind not in _AT_THE_START]


def pass_turn(arena: Arena) -> None:
    """To the next standing fighter in the order, or to the end of the battle."""
    arena.outcome = _verdict(arena)
    order = arena.order
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
    """None while two sides stand. The summoned go with those who called them."""
    came = [body for body in arena.bodies.values() if body.fighter.summoner_id is None]
    sides = {body.side for body in came if body.stands}
    if len(sides) > 1:
        return None
    if not sides:
        return Outcome(Ending.DRAW)
    (winner,) = sides
    any_fell = any(body.hp == 0 for body in came if body.side != winner)
    return Outcome(Ending.VICTORY if any_fell else Ending.FLED, winner)


def _begin_turn(arena: Arena, body: Body) -> bool:
    """Energy recovers, wounds and cures work, a stun takes the turn. False when the fighter cannot act."""
    body.restore_energy(arena.rules.energy_per_turn)
    if not body.statuses:
        return True
    for kind in WOUNDING:
        wound = body.statuses.get(kind)
        if wound is not None and not _survives(arena, body, wound):
            return False
    if cure := body.statuses.get(StatusKind.REGENERATION):
        arena.tell(Regenerated(body.id, cure.kind, body.restore_hp(cure.power), cure.turns - 1))
        _wear(arena, body, cure)
    stun = body.statuses.get(StatusKind.STUN)
    if stun is not None:
        _lose_turn(arena, body, stun)
    return stun is None


def _survives(arena: Arena, body: Body, wound: Status) -> bool:
    lost = arena.wound(body, wound.power)
    arena.tell(StatusTicked(body.id, wound.kind, lost, wound.turns - 1))
    arena.mourn(body)
    if body.stands:
        _wear(arena, body, wound)
    return body.stands


def _lose_turn(arena: Arena, body: Body, stun: Status) -> None:
    body.spend_turn()
    arena.tell(Stunned(body.id, stun.turns - 1))
    _wear(arena, body, stun)
    for status in _wearing(body):
        _wear(arena, body, status)


def _wear(arena: Arena, body: Body, status: Status) -> None:
    if status.turns > 1:
        body.statuses[status.key] = Status(status.kind, status.turns - 1, status.power, status.damage_type)
        return
    body.shed(status)
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
    enemies = (enemy.fit for enemy in arena.enemies_of(actor))
    actor.fled = arena.rng.below(1000) < flee_permille(arena.rules, actor.fit, enemies)
    arena.tell(Fled(actor.id) if actor.fled else FleeFailed(actor.id))
