"""Who was here when."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.presence import NOTED_EVERY, seen


def test_a_player_is_seen_every_few_minutes(published_world: Catalogue) -> None:
    player = make_player()
    soon, later = clock.now() + NOTED_EVERY / 2, clock.now() + NOTED_EVERY + timedelta(seconds=1)
    with CaptureQueriesContext(connection) as captured:
        seen(player, now=soon)
    assert len(captured) == 0
    seen(player, now=later)
    player.refresh_from_db()
    assert player.seen_at == later
