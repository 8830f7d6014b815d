"""The week ahead: an event a line, a day a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from common.admin.html import change_url, moment
from content.admin.names import key_title, live, value_word
from world.models import EventRun, EventSchedule
from world.rules.events import WorldEventSpec
from world.state.happening import Running, happening
from world.state.schedules import coming

DAYS = 7
_MOST_IN_A_DAY = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """One time that an event is on: `words` like `20:00–21:00`."""

    words: str
    url: str
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Line:
    """`days`: what there is in each; `hidden`: how many more a day has than are shown."""

    key: str
    title: str
    kind: str
    days: tuple[tuple[tuple[Slot, ...], int], ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """By the clock of `zone`, the one that most schedules go by."""

    zone: str
    days: tuple[str, ...]
    lines: tuple[Line, ...]
    running: tuple[tuple[str, str, Any], ...]


def calendar_of(now: datetime) -> Calendar:
    zones = Counter(EventSchedule.objects.filter(is_on=True).values_list("zone", flat=True))
    name = zones.most_common(1)[0][0] if zones else "UTC"
    zone = ZoneInfo(name)
    today = now.astimezone(zone).date()
    days = [today + timedelta(days=number) for number in range(DAYS)]
    running = happening(now=now)
    slots = _slots(running, now, zone)
    events = live().all(WorldEventSpec)
    return Calendar(
        zone=name,
        days=tuple(date_format(day, "D j b") for day in days),
        lines=tuple(_line(key, event, slots, days) for key, event in events.items()),
        running=tuple(_running(each) for each in running),
    )


def _running(running: Running) -> tuple[str, str, Any]:
    title = key_title("world_events", running.event.key, live())
    return title, change_url(EventRun, running.run_id), moment(running.ends_at)


def _slots(running: Sequence[Running], now: datetime, zone: ZoneInfo) -> dict[tuple[str, date], list[Slot]]:
    """By event and day, in order of time."""
    found: dict[tuple[str, date], list[Slot]] = {}

    def put(key: str, begin: datetime, end: datetime, url: str, *, goes_on: bool) -> None:
        begin, end = begin.astimezone(zone), end.astimezone(zone)
        later = f"{end:%H:%M}" if end.date() == begin.date() else f"{date_format(end, 'D')} {end:%H:%M}"
        if end.time() == time() and end.date() == begin.date() + timedelta(days=1):
            later = "24:00"
        found.setdefault((key, begin.date()), []).append(Slot(f"{begin:%H:%M}–{later}", url, goes_on))

    for each in running:
        put(each.event.key, each.started_at, each.ends_at, change_url(EventRun, each.run_id), goes_on=True)
    events = live().all(WorldEventSpec)
    for begin, row in coming(now=now, until=timedelta(days=DAYS)):
        if row.event in events:
            end = begin + timedelta(minutes=events[row.event].minutes)
            put(row.event, begin, end, change_url(EventSchedule, row.pk), goes_on=False)
    return found


def _line(key: str, event: WorldEventSpec, slots: dict[tuple[str, date], list[Slot]], days: Sequence[date]) -> Line:
    cells = [slots.get((key, day), []) for day in days]
    shown = tuple((tuple(cell[:_MOST_IN_A_DAY]), max(0, len(cell) - _MOST_IN_A_DAY)) for cell in cells)
    return Line(key, key_title("world_events", key, live()), value_word(event.kind), shown)
