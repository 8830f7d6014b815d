"""Beat's sweeps: what sign-ins leave behind, seasons and boards."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from redis.exceptions import RedisError

from common import clock
from content.release import is_active
from players.models import RefreshToken, UsedInitData
from players.services.economy import ledger_days_sum
from players.services.leaderboards import leaderboards_rebuild, leaderboards_refresh
from players.services.seasons import seasons_advance, seasons_purge
from players.state.presence import presence_snapshot

KEEP_USED_INIT_DATA = timedelta(days=2)  # longer than launch data can be good


@shared_task
def purge_sessions() -> dict[str, int]:
    """Delete refresh tokens past their session's end and launch data too old to be used again."""
    now = clock.now()
    used = UsedInitData.objects.filter(used_at__lt=now - KEEP_USED_INIT_DATA)
    return {
        "refresh_tokens": RefreshToken.objects.filter(expires_at__lt=now).delete()[0],
        "init_data": used.delete()[0],
    }


@shared_task
def snapshot_presence() -> int:
    """Write to the players' rows when they were last here; how many players."""
    try:
        return presence_snapshot()
    except RedisError:  # the rows are written one by one meanwhile
        return 0


@shared_task
def advance_seasons() -> int:
    """Open, count, pay and close what is due; the number of steps."""
    return seasons_advance(now=clock.now())


@shared_task
def purge_seasons() -> int:
    """Delete the counters of closed seasons; how many rows."""
    return seasons_purge()


@shared_task
def refresh_leaderboards() -> int | None:
    """Bring the boards in Redis up to date; how many players were looked at. Without a world there are none."""
    return leaderboards_refresh(now=clock.now()) if is_active() else None


@shared_task
def rebuild_leaderboards() -> dict[str, int] | None:
    """Make the boards in Redis anew, should anything have been missed; the size of each."""
    return leaderboards_rebuild(now=clock.now()) if is_active() else None


@shared_task
def sum_ledger_days() -> int:
    """Sum the days of the ledger that are over; how many."""
    return ledger_days_sum(today=clock.now().date())
