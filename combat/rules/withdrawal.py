"""Leaving a battle without a turn: for a player who has been away too long."""

from __future__ import annotations

from dataclasses import replace

from combat.rules.state import Battle, Ending, Outcome


def withdraw(battle: Battle, fighter_id: int) -> Battle:
    """The battle without that fighter, who got away; it is over when that side has nobody left standing.

    Raises KeyError when no such fighter takes part.
    """
    leaver = battle.fighter(fighter_id)
    fighters = tuple(
        replace(fighter, fled=True) if fighter.id == fighter_id else fighter for fighter in battle.fighters
    )
    if any(fighter.side == leaver.side and fighter.stands for fighter in fighters):
        return replace(battle, fighters=fighters)
    winner = next((fighter.side for fighter in fighters if fighter.stands), None)
    return replace(battle, fighters=fighters, outcome=Outcome(Ending.FLED, winner))
