"""Beat's sweep of battles that were left alone."""

from __future__ import annotations

from datetime import datetime

import structlog
from celery import shared_task

from combat.services.battles import battle_expire, battles_idle
from common import clock

log = structlog.get_logger(__name__)


@shared_task
def expire_battles() -> int:
    """End idle battles, each in a transaction of its own; their number."""
    now = clock.now()
    return sum(_expired(battle_id, now) for battle_id in battles_idle(now=now))


def _expired(battle_id: int, now: datetime) -> bool:
    try:
        return battle_expire(battle_id=battle_id, now=now)
    except Exception:  # one battle that cannot end must not keep the others open
        log.exception("battle.expiry_failed", battle_id=battle_id)
        return False
