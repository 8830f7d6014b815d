"""Runs for tests: begun, and put into a room of a kind."""

from __future__ import annotations

from typing import Any

from common import clock
from gameproject.testing import make_player
from players.models import Player
from world.models import DungeonRun
from world.rules.dungeon_run import Direction, RunState, ways_out
from world.rules.dungeon_themes import DungeonThemeSpec, RoomKind
from world.selectors.runs import RunView, run_view
from world.services.runs import run_enter
from world.state.hot import LASTING
from world.state.place import player_place
from world.state.runs import run_standing, state_to_json


def visitor(theme: DungeonThemeSpec) -> Player:
    player = make_player(level=theme.min_level, hp=60)
    player_place(player.pk, theme.location, now=clock.now())
    return player


def begun(player: Player, theme: DungeonThemeSpec) -> RunView:
    return run_enter(player_id=player.pk, theme=theme.key)


def put(view: RunView, kind: RoomKind, **changes: Any) -> RunView:
    """The party in the first room of a kind, come from a room beside it, by the row and without Redis."""
    row = DungeonRun.objects.get(pk=view.id)
    standing = run_standing(row)
    room, before = next(
        (room, way.room)
        for room in standing.scene.dungeon.rooms
        if room.kind is kind
        for way in ways_out(standing.scene.dungeon, RunState(room.id, room.id, 30, 5, (), opened=(1, 2, 3)))
    )
    state = RunState(
        room=room.id,
        came_from=before,
        torch=changes.get("torch", 30),
        rng=5,
        members=changes.get("members", standing.state.members),
        visited=(0, before, room.id),
        done=(0, before),
        keys=(1, 2, 3),
        opened=(1, 2, 3),
    )
    version = (standing.version // LASTING + 1) * LASTING
    DungeonRun.objects.filter(pk=view.id).update(state=state_to_json(state), version=version)
    return run_view(player_id=view.player_id, run_id=view.id)


def way(view: RunView) -> Direction:
    return next(way.direction for way in view.ways if way.open)
