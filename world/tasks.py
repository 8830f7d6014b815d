"""Beat's jobs of the world."""

from __future__ import annotations

from datetime import datetime

import structlog
from celery import shared_task
from redis.exceptions import RedisError

from common import clock
from content.release import is_active
from world.services.activities import activities_purge
from world.services.events import schedules_rearm
from world.services.runs import run_forget, runs_forgotten
from world.state.hot import hot_snapshot

log = structlog.get_logger(__name__)


@shared_task
def snapshot_runs() -> int:
    """Write the states of runs that only Redis knows; how many were looked at."""
    try:
        return hot_snapshot()
    except RedisError as error:  # steps are written one by one meanwhile, so nothing waits here
        log.warning("runs.not_snapshotted", error=str(error))
        return 0


@shared_task
def expire_runs() -> int:
    """End the runs that were left alone, each in a transaction of its own; their number."""
    now = clock.now()
    return sum(_forgotten(run_id, now) for run_id in runs_forgotten(now=now))


def _forgotten(run_id: int, now: datetime) -> bool:
    try:
        return run_forget(run_id=run_id, now=now)
    except Exception:  # one run that cannot end must not keep the others open
        log.exception("run.expiry_failed", run_id=run_id)
        return False


@shared_task
def rearm_schedules() -> int:
    """Set the timers that schedules of world events lack; how many."""
    return schedules_rearm(now=clock.now()) if is_active() else 0


@shared_task
def purge_activities() -> int:
    """Forget the activities that ended long ago, a part at a time; their number."""
    total = 0
    while purged := activities_purge(now=clock.now()):
        total += purged
    return total
