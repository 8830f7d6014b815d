"""One good call of every operation: what smoke tests, the authorisation matrix and the recorded examples share."""

from __future__ import annotations

from gameproject.tests.api.operations import combat, content, players, world
from gameproject.tests.api.operations.call import MODERATOR, PLAYER, PUBLIC, SERVICE, Call

CALLS: dict[str, Call] = {**players.CALLS, **world.CALLS, **combat.CALLS, **content.CALLS}

__all__ = ["CALLS", "MODERATOR", "PLAYER", "PUBLIC", "SERVICE", "Call"]
