"""Who was here when."""

from __future__ import annotations

from datetime import timedelta

import pytest
import redis
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.models import Player
from players.state.presence import NOTED_EVERY, last_here, presence_note, seen
from players.tasks import snapshot_presence


def test_a_player_is_seen_every_few_minutes(published_world: Catalogue) -> None:
    player = make_player()
    soon, later = clock.now() + NOTED_EVERY / 2, clock.now() + NOTED_EVERY + timedelta(seconds=1)
    with CaptureQueriesContext(connection) as captured:
        seen(player, now=soon)
    assert len(captured) == 0
    seen(player, now=later)
    player.refresh_from_db()
    assert player.seen_at == later


@pytest.mark.usefixtures("published_world")
def test_what_redis_noted_comes_to_the_rows_in_one_statement(
    clean_redis: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("players.state.presence._hinted", {})
    players = [make_player() for _ in range(3)]
    soon = (clock.now() + timedelta(minutes=1)).replace(microsecond=0)
    for player in players:
        presence_note(player.pk, now=soon)
        assert last_here(player.pk) == soon
    with CaptureQueriesContext(connection) as captured:
        assert snapshot_presence() == 3
    assert len([query for query in captured if query["sql"].lstrip().startswith("UPDATE")]) == 1
    assert set(Player.objects.values_list("seen_at", flat=True)) == {soon}
    assert snapshot_presence() == 0


@pytest.mark.usefixtures("published_world")
def test_without_redis_nobody_is_held_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def down() -> None:
        raise redis.ConnectionError("away")

    monkeypatch.setattr("players.state.presence._hinted", {})
    monkeypatch.setattr("common.redis._silent_until", 0.0)
    monkeypatch.setattr("common.redis.redis_client", down)
    monkeypatch.setattr("players.state.presence.redis_client", down)
    player = make_player()
    later = clock.now() + NOTED_EVERY + timedelta(seconds=1)
    seen(player, now=later)
    player.refresh_from_db()
    assert player.seen_at == later
    assert last_here(player.pk) is None
    assert snapshot_presence() == 0
