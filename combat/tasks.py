"""Beat's sweep of battles that were left alone."""

from __future__ import annotations

from celery import shared_task

from combat.services.battles import battle_expire, battles_idle
from common import clock


@shared_task
def expire_battles() -> int:
    """End idle battles, each in a transaction of its own; their number."""
    now = clock.now()
    return sum(battle_expire(battle_id=battle_id, now=now) for battle_id in battles_idle(now=now))
