"""Beat's sweep of what sign-ins leave behind."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task

from common import clock
from players.models import RefreshToken, UsedInitData

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
