"""What happens in battles."""

from __future__ import annotations

from dataclasses import dataclass

from players.events import PlayerHeard


@dataclass(frozen=True)
class BattleStarted(PlayerHeard):
    """A player met a monster (key)."""

    battle_id: int
    monster: str


@dataclass(frozen=True)
class BattleTurnPlayed(PlayerHeard):
    """A player acted and the enemies answered; the battle is now at `version`."""

    battle_id: int
    version: int


@dataclass(frozen=True)
class BattleEnded(PlayerHeard):
    """A battle is over for a player. `outcome`: victory, defeat, fled or draw; `items`: (key, amount) gained."""

    battle_id: int
    monster: str
    outcome: str
    xp: int
    gold: int
    items: tuple[tuple[str, int], ...] = ()
