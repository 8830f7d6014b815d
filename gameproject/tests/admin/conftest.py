from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from combat.services.encounters import encounter_seek
from common import clock
from common.models import AuditEntry, InboxMessage, OutboxMessage, Timer
from content.services.bundles import bundle_load, bundle_read
from gameproject.admin.groups import staff_groups_create
from gameproject.testing import STARTER, make_player
from players.models import Player, Season
from players.services.api_keys import api_key_issue
from world.services.activities import activity_start
from world.services.events import event_start, schedules_adopt
from world.state.place import player_place


@pytest.fixture
def world(published_world: object) -> None:
    """The starter world, live and in the draft."""
    bundle_load(rows=bundle_read(STARTER), actor="test")


@pytest.fixture
def player(world: None) -> Player:
    """A player in the middle of a fight."""
    player = make_player()
    player_place(player.pk, "reed_banks", now=clock.now())
    encounter_seek(player_id=player.pk)
    return Player.objects.get(pk=player.pk)


@pytest.fixture
def busy_world(player: Player) -> Player:
    """At least one row behind every page of the admin."""
    InboxMessage.objects.create(source="telegram", external_id=1, lane=1, payload={}, state="parked", error="boom")
    OutboxMessage.objects.create(topic="event", name="x", payload={}, state="dead", attempts=10, error="boom")
    Timer.objects.create(kind="expire", key="1", due_at=clock.now(), state="dead")
    schedules_adopt(now=clock.now())
    event_start(event="zmey_raid", reason="why", actor="test")
    api_key_issue(name="statistics", scopes=["players:read"], actor="test")
    season = Season.objects.create(
        name_ru="Сезон 1", name_en="Season 1", starts_at=clock.now(), ends_at=clock.now() + timedelta(days=28),
        counted=["wins"], state="closed",
    )  # fmt: skip
    season.prizes.create(board="wins", item="herb_tonic")
    season.standings.create(board="wins", player=player, rank=1, score=5)
    AuditEntry.objects.create(actor="test", action="players.ban", subject="player:1", reason="why")
    worker = make_player()
    player_place(worker.pk, "market", now=clock.now())
    activity_start(player_id=worker.pk, activity="guard_stall")
    return player


@pytest.fixture
def client_of(db: None) -> Callable[..., Client]:
    """A client signed in as a member of a group, or of none."""
    staff_groups_create()

    def sign_in(*groups: str) -> Client:
        user = User.objects.create_user("-".join(groups) or "nobody", is_staff=True)
        user.groups.set(Group.objects.filter(name__in=groups))
        client = Client()
        client.force_login(user)
        return client

    return sign_in
