"""Beat's sweeps of texts. Writing needs none: writers look for wanted texts every second themselves."""

from __future__ import annotations

from celery import shared_task

from common import clock
from content.services.upkeep import lost_calls_close, texts_purge


@shared_task
def purge_texts() -> dict[str, int]:
    """Settle calls that nobody ended and delete what has been kept long enough; how many rows of each kind."""
    now = clock.now()
    return {"lost": lost_calls_close(now=now)} | texts_purge(now=now)
