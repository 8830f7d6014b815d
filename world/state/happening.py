"""What goes on in the world just now, looked at cheaply: each process reads the running events once a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from content.release import current, release_catalogue
from content.rules.catalogue import Catalogue
from world.errors import ZoneShut
from world.models import EventRun
from world.rules.catalogue import LocationSpec
from world.rules.events import Bonus, EventKind, WorldEventSpec, bonus_of, way_is_shut, weather_ruled
from world.rules.weather import Sky, sky_over

_LOOK_EVERY = 1.0  # seconds; a start or an end is felt that much later, except where the row itself decides

_lock = threading.Lock()
_NEVER = float("-inf")
_looked_at = _NEVER
_running: tuple[Running, ...] = ()


@dataclass(frozen=True, slots=True)
class Running:
    """An event that goes on, as the release it began with has it."""

    run_id: int
    event: WorldEventSpec
    release_id: int
    started_at: datetime
    ends_at: datetime


def happening(*, now: datetime) -> tuple[Running, ...]:
    """The events that go on, in the order in which they began."""
    return tuple(running for running in _looked() if running.ends_at > now)


def forget() -> None:
    """Look anew at the next call: after a start or an end here, and between tests."""
    global _looked_at
    with _lock:
        _looked_at = _NEVER


def _looked() -> tuple[Running, ...]:
    global _running, _looked_at
    if time.monotonic() - _looked_at < _LOOK_EVERY:
        return _running
    with _lock:  # one thread looks; those that waited for it see what it saw
        if time.monotonic() - _looked_at >= _LOOK_EVERY:
            _running = _read()
            _looked_at = time.monotonic()
        return _running


def _read() -> tuple[Running, ...]:
    rows = EventRun.objects.filter(state=EventRun.State.RUNNING).order_by("started_at", "pk")
    return tuple(running for row in rows if (running := running_of(row)) is not None)


def running_of(row: EventRun) -> Running | None:
    """A row that goes on; None for one that was left out."""
    if row.started_at is None or row.ends_at is None:
        return None
    return Running(row.pk, event_of(row), row.release_id, row.started_at, row.ends_at)


def event_of(row: EventRun) -> WorldEventSpec:
    return release_catalogue(row.release_id).get(WorldEventSpec, row.event)


def sky_at(catalogue: Catalogue, region: str, *, now: datetime) -> Sky:
    """Weather and time of day in a region, events included."""
    ruled = weather_ruled((running.event for running in happening(now=now)), region)
    return sky_over(catalogue, region, now=now, ruled=ruled)


def bonus_at(region: str, *, now: datetime) -> Bonus:
    """What a region brings just now, to those who fight, gather or work there."""
    return bonus_of((running.event for running in happening(now=now)), region)


@dataclass(frozen=True, slots=True)
class Stretch:
    """When an event went on: from `begins` until just before `ends`."""

    event: WorldEventSpec
    begins: datetime
    ends: datetime


def happy_hours(*, since: datetime, until: datetime) -> tuple[Stretch, ...]:
    """The happy hours of a time that has passed, those that are over too: from the rows, so always the same."""
    rows = EventRun.objects.filter(started_at__lte=until, ends_at__gt=since).order_by("started_at", "pk")
    went_on = [
        Stretch(event_of(row), row.started_at, min(row.ends_at, row.ended_at or row.ends_at))
        for row in rows
        if row.started_at is not None and row.ends_at is not None
    ]
    return tuple(stretch for stretch in went_on if stretch.event.kind is EventKind.HAPPY_HOUR)


def bonus_then(stretches: Iterable[Stretch], region: str, at: datetime) -> Bonus:
    """What they added in a region at a moment."""
    return bonus_of((each.event for each in stretches if each.begins <= at < each.ends), region)


def shut_by(here: LocationSpec, to: str, *, now: datetime) -> WorldEventSpec | None:
    """The event that shuts the way from a place to another; None when it is open."""
    going_on = [running.event for running in happening(now=now)]
    return way_is_shut(current().all(WorldEventSpec).values(), going_on, here=here.key, there=to)


def check_open(here: LocationSpec, to: str, *, now: datetime) -> None:
    """Raises ZoneShut(to, event) when an event shuts the way."""
    event = shut_by(here, to, now=now)
    if event is not None:
        raise ZoneShut(to=to, event=event.key)


def concerning(location: LocationSpec, *, now: datetime) -> tuple[Running, ...]:
    """What goes on in the region of a place, or everywhere."""
    return tuple(running for running in happening(now=now) if running.event.region in (None, location.region))


def boss_at(location: LocationSpec, *, now: datetime) -> Running | None:
    """The world boss that stands at a place."""
    found = (
        running
        for running in happening(now=now)
        if running.event.kind is EventKind.BOSS and running.event.location == location.key
    )
    return next(found, None)
