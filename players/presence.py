"""When a player was last here. Coarse on purpose: it is written every few minutes, not at every tap."""

from __future__ import annotations

from datetime import datetime, timedelta

from players.models import Player

NOTED_EVERY = timedelta(minutes=5)


def seen(row: Player, *, now: datetime) -> None:
    """Note, in the caller's transaction, that the player is here."""
    if row.seen_at < now - NOTED_EVERY:
        Player.objects.filter(pk=row.pk).update(seen_at=now)
