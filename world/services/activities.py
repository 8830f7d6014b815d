"""Training, work and journeys: begun by hand, ended by hand or by the sweep."""

from __future__ import annotations

from datetime import datetime, timedelta

from common import clock
from common.tx import command
from players.errors import LevelTooLow
from players.models import Player
from players.state.character import VITALS, character_of, check_free, player_lock, player_store
from players.state.ledger import GOLD, Move, ledger_move
from world.errors import NoActivityHere, NotDoing, TooTired
from world.models import ActivityRun
from world.rules.activities import ActivityKind
from world.rules.crafts import ActivitySpec
from world.selectors.activities import ActivitiesView, activities_view_of
from world.state.activities import Undertaking, check_idle, run_begin, run_end, run_going_on
from world.state.happening import check_open
from world.state.place import Standing, location_of, standing_lock

KEEP_ENDED = timedelta(days=30)
CHANGED = ("level", "xp", "pastime", "engagement", *VITALS)


@command
def activity_start(*, player_id: int, activity: str, expected_version: int | None = None) -> ActivitiesView:
    """Begin to train, to work or to travel. It goes on by itself; only a journey holds the player.

    Raises Busy, Stale, NotFound, NoActivityHere(to), LevelTooLow(needs, has), TooTired(needs, has),
    NotEnough(asset, needs, has), AlreadyDoing(minutes), ZoneShut(to, event).
    """
    now = clock.now()
    standing = standing_lock(player_id, now=now, expected_version=expected_version)
    character, row = standing.character, standing.character.row
    check_free(row)
    spec = character.catalogue.get(ActivitySpec, activity)
    if standing.location.key != spec.location:
        raise NoActivityHere(to=spec.location)
    if row.level < spec.min_level:
        raise LevelTooLow(needs=spec.min_level, has=row.level)
    check_idle(character, now=now)
    if spec.destination:
        check_open(standing.location, spec.destination, now=now)
    _pay(standing, spec)
    kind = ActivityKind.JOURNEY if spec.destination else ActivityKind.PASTIME
    run_begin(standing, Undertaking(kind, activity, spec.portions, spec.portion_minutes * 60), now=now)
    player_store(row, *CHANGED)
    return activities_view_of(character, standing.location, now=now)


def _pay(standing: Standing, spec: ActivitySpec) -> None:
    character, row = standing.character, standing.character.row
    if row.energy < spec.energy:
        raise TooTired(needs=spec.energy, has=row.energy)
    character.set_vitals(now=row.energy_at, energy=row.energy - spec.energy)
    if spec.price:
        once = f"activity_price:{row.pk}:{row.version}"
        moves = [Move(GOLD, -spec.price)]
        ledger_move(player_id=row.pk, moves=moves, reason="activity", reference=spec.key, key=once)


@command
def activity_stop(*, player_id: int, expected_version: int | None = None) -> ActivitiesView:
    """Break it off, and take what was earned so far; or, when its time is up, take all of it at once.

    Possible also in a fight or a dungeon. Raises Stale, NotDoing.
    """
    now = clock.now()
    standing = standing_lock(player_id, now=now, expected_version=expected_version)
    character = standing.character
    run = run_going_on(character)
    if run is None:
        raise NotDoing()
    ended = run_end(character, run, now=now)
    player_store(character.row, *CHANGED)
    return activities_view_of(character, location_of(character), ended=ended, now=now)


@command
def activity_finish(*, activity_id: int, now: datetime) -> bool:
    """Its time is up: everything is given. False when it has ended already, or its time is not up after all."""
    found = ActivityRun.objects.filter(pk=activity_id, outcome="").values_list("player_id", flat=True).first()
    if found is None:
        return False
    row: Player = player_lock(found, also_banned=True)  # as everywhere: the player, then what the player does
    run = ActivityRun.objects.filter(pk=activity_id, outcome="", ends_at__lte=now).first()
    if run is None:
        return False
    character = character_of(row, now=now)
    run_end(character, run, now=now)
    player_store(character.row, *CHANGED)
    return True


def activities_purge(*, now: datetime, limit: int = 5_000) -> int:
    """Forget what ended long ago: what it gave is in the ledger. At most `limit` rows; their number."""
    ended = ActivityRun.objects.filter(ended_at__lt=now - KEEP_ENDED).order_by("ended_at")
    return ActivityRun.objects.filter(pk__in=ended.values("pk")[:limit]).delete()[0]
