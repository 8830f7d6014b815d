"""Giving what was earned, in one place: value through the ledger, XP with the levels it brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from players.character import Character
from players.ledger import GOLD, Move, item_asset, ledger_move
from players.rules.character import gain_xp, learned_skills


@dataclass(frozen=True, slots=True)
class Grant:
    """What is given: XP, whole coins, and (item, amount) pairs."""

    xp: int = 0
    gold: int = 0
    items: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Growth:
    """`level`: the one reached, 0 when none was gained; `skills`: those learned (keys)."""

    level: int = 0
    skills: tuple[str, ...] = ()


def grant_give(
    character: Character, grant: Grant, *, reason: str, reference: str, key: str | None, now: datetime
) -> Growth:
    """Give it in the caller's transaction. The caller holds the player's lock, and stores `level`, `xp` and the vitals.

    `key` makes it happen once: a second grant of value with the same key is an IntegrityError.
    """
    moves = [Move(item_asset(item), amount) for item, amount in grant.items]
    if grant.gold:
        moves.append(Move(GOLD, grant.gold))
    if moves:
        ledger_move(player_id=character.row.pk, moves=moves, reason=reason, reference=reference, key=key)
    return xp_gain(character, grant.xp, now=now)


def xp_gain(character: Character, xp: int, *, now: datetime) -> Growth:
    """A new level brings its skills and full vitals."""
    player = character.row
    before = learned_skills(character.cls, player.level)
    player.level, player.xp, gained = gain_xp(character.progress, player.level, player.xp, xp)
    if not gained:
        return Growth()
    character.dress(character.equipment)
    character.set_vitals(now=now, hp=character.sheet.max_hp, energy=character.sheet.max_energy)
    return Growth(player.level, tuple(key for key in learned_skills(character.cls, player.level) if key not in before))
