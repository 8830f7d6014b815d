"""What doors show of runs: frozen views, with the fog left where nobody was."""

from __future__ import annotations

from dataclasses import dataclass

from common.errors import NotFound
from common.shapes import value_from
from content.release import release_catalogue
from content.rules.catalogue import Catalogue
from players.state.grants import Grant
from world.models import DungeonReward, DungeonRun
from world.rules.catalogue import LocationSpec, MonsterSpec
from world.rules.dungeon_fog import UNSEEN, Sketch, sketch_known
from world.rules.dungeon_maker import Room
from world.rules.dungeon_run import (
    Direction,
    Member,
    News,
    event_here,
    is_guarded,
    room_of,
    ways_out,
)
from world.rules.dungeon_themes import DungeonEventSpec, DungeonThemeSpec, RoomKind
from world.state.runs import Standing, run_standing, run_state


@dataclass(frozen=True, slots=True)
class WayView:
    """A way out. `look`: the kind of the next room, `unseen` where nobody was; `lock`: the number of its lock while
    that is shut (`has_key`: but can be opened); `open`: one can go there now; `done`: nothing more to do there."""

    direction: Direction
    look: str
    lock: int
    has_key: bool
    open: bool
    done: bool


@dataclass(frozen=True, slots=True)
class FoundView:
    """What a run has given. `level`: the one reached by its end, 0 when none was gained."""

    xp: int = 0
    gold: int = 0
    items: tuple[tuple[str, int], ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as one of its players knows it at `version`.

    `catalogue` is the run's own release. `kind` and `done`: of the room the party is in; `monster`: stands in the way
    there; `event`: waits for a decision, `decided`: no longer; `news`: what the last step brought about, with `grant`
    what it gave; `keys`: of doors that are still shut; `pieces`: ids of what is one of a kind in `grant`, or, when the
    run is over, in what its end gave.
    """

    id: int
    player_id: int
    version: int
    catalogue: Catalogue
    theme: DungeonThemeSpec
    location: LocationSpec | None
    kind: RoomKind
    done: bool
    depth: int
    monster: MonsterSpec | None
    event: DungeonEventSpec | None
    decided: DungeonEventSpec | None
    ways: tuple[WayView, ...]
    sketch: Sketch
    member: Member
    torch: int
    keys: tuple[int, ...]
    rooms_seen: int
    result: str
    seconds: int
    found: FoundView
    news: tuple[News, ...] = ()
    grant: Grant | None = None
    room: Room | None = None  # the one the party is in
    pieces: tuple[int, ...] = ()

    @property
    def guarded(self) -> bool:
        return self.monster is not None


def run_view_of(
    standing: Standing,
    *,
    player_id: int,
    news: tuple[News, ...] = (),
    grant: Grant | None = None,
    pieces: tuple[int, ...] = (),
) -> RunView:
    """A run in hand as a view."""
    row, state, scene = standing.row, standing.state, standing.scene
    room = room_of(scene.dungeon, state)
    guarded = is_guarded(scene.dungeon, state)
    waiting = event_here(scene, state)
    ended = row.finished_at
    return RunView(
        id=row.pk,
        player_id=player_id,
        version=standing.version,
        catalogue=scene.catalogue,
        theme=scene.theme,
        location=scene.catalogue.find(LocationSpec, scene.theme.location),
        kind=room.kind,
        done=room.id in state.done,
        depth=room.depth,
        monster=scene.catalogue.find(MonsterSpec, room.monster) if guarded else None,
        event=waiting,
        decided=None if waiting else scene.catalogue.find(DungeonEventSpec, room.event or None),
        ways=_ways(standing, guarded=guarded),
        sketch=sketch_known(scene.dungeon, state),
        member=state.member(player_id),
        torch=state.torch,
        keys=tuple(key for key in state.keys if key not in state.opened),
        rooms_seen=len(state.visited),
        result=row.result,
        seconds=int((ended - row.started_at).total_seconds()) if ended else 0,
        found=_found(row, player_id) if row.result else FoundView(),
        news=news,
        grant=grant,
        room=room,
        pieces=tuple(row.rewards.get("pieces", ())) if row.result else pieces,
    )


def _ways(standing: Standing, *, guarded: bool) -> tuple[WayView, ...]:
    state, dungeon = standing.state, standing.scene.dungeon
    views = []
    for way in ways_out(dungeon, state):
        there: Room = dungeon.rooms[way.room]
        seen, has_key = way.room in state.visited, way.lock in state.keys
        views.append(
            WayView(
                direction=way.direction,
                look=there.kind.value if seen else UNSEEN,
                lock=way.lock,
                has_key=has_key,
                open=(not way.lock or has_key) and (not guarded or way.room == state.came_from),
                done=seen and way.room in state.done,
            )
        )
    return tuple(views)


def _found(row: DungeonRun, player_id: int) -> FoundView:
    """Everything that the run gave to a player, fights apart."""
    gold = 0
    items: dict[str, int] = {}
    for given in DungeonReward.objects.filter(run=row, player_id=player_id):
        gold += given.gold
        for item, amount in given.items:
            items[item] = items.get(item, 0) + amount
    rewards = row.rewards if row.result == DungeonRun.Result.VICTORY else {}
    end = value_from({"xp": rewards.get("xp", 0), "level": rewards.get("level", 0)}, FoundView)
    return FoundView(end.xp, gold, tuple(items.items()), end.level)


def run_view(*, player_id: int, run_id: int) -> RunView:
    """A run that the player is or was on. Raises NotFound, also for somebody else's."""
    row = DungeonRun.objects.filter(pk=run_id, members__player_id=player_id).first()
    if row is None:
        raise NotFound(what="run", key=str(run_id))
    return run_view_of(run_standing(row), player_id=player_id)


def run_vitals(player_id: int, run_id: int) -> tuple[int, int] | None:
    """HP and energy of a player as the run has them now, which their row learns at its end; None when it is over."""
    row = DungeonRun.objects.filter(pk=run_id, result="", members__player_id=player_id).first()
    if row is None:
        return None
    member = run_state(row)[0].member(player_id)
    return member.hp, member.energy


@dataclass(frozen=True, slots=True)
class RunLineView:
    """A run in a list."""

    row: DungeonRun
    theme: DungeonThemeSpec | None


def runs_page(*, player_id: int, before: int | None, limit: int) -> list[RunLineView]:
    """The player's runs, newest first."""
    rows = DungeonRun.objects.defer("state").filter(members__player_id=player_id)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [
        RunLineView(row, release_catalogue(row.release_id).find(DungeonThemeSpec, row.theme))
        for row in rows.order_by("-pk")[:limit]
    ]
