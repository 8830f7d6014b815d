"""Schedules as rows, and the timers that wait for their next runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from common.models import Timer
from common.timers import timer_cancel, timer_set
from world.models import EventSchedule
from world.rules.events_calendar import moment_of, runs_after, times_read

EVENT_DUE = "world.event_due"


def schedule_runs(row: EventSchedule, *, after: datetime) -> Iterator[datetime]:
    """The moments (UTC) later than `after`. Raises BadTimes, and KeyError or ValueError for a zone unknown here."""
    zone = ZoneInfo(row.zone)
    if row.once_date is not None and row.once_time is not None:
        only = moment_of(datetime.combine(row.once_date, row.once_time), zone)
        return iter((only,) if only > after else ())
    times = times_read(minute=row.minute, hour=row.hour, day=row.day, month=row.month, weekday=row.weekday)
    return runs_after(times, zone, after=after)


def schedule_next(row: EventSchedule, *, after: datetime, count: int = 5) -> tuple[datetime, ...]:
    """The first of them."""
    return tuple(islice(schedule_runs(row, after=after), count))


def schedule_arm(row: EventSchedule, *, after: datetime) -> datetime | None:
    """Let a timer wait for the next run, in the caller's transaction; none where the schedule is off or at its end.

    Gives the time of the run.
    """
    due_at = next(schedule_runs(row, after=after), None) if row.is_on else None
    if due_at is None:
        timer_cancel(kind=EVENT_DUE, key=str(row.pk))
        return None
    timer_set(kind=EVENT_DUE, key=str(row.pk), due_at=due_at, payload={"planned_at": due_at.isoformat()})
    return due_at


def schedules_unarmed() -> list[EventSchedule]:
    """Schedules that are on and have no timer waiting: at their end, or left behind by a mishap."""
    armed = set(Timer.objects.filter(kind=EVENT_DUE, state=Timer.State.PENDING).values_list("key", flat=True))
    return [row for row in EventSchedule.objects.filter(is_on=True) if str(row.pk) not in armed]


def coming(*, now: datetime, until: timedelta) -> list[tuple[datetime, EventSchedule]]:
    """The runs of all schedules from `now` on for a while, in order."""
    runs = [
        (run, row)
        for row in EventSchedule.objects.filter(is_on=True)
        for run in _until(schedule_runs(row, after=now), now + until)
    ]
    return sorted(runs, key=lambda pair: (pair[0], pair[1].pk))


_MOST_RUNS = 500  # of one schedule: one that runs every minute must not fill a page


def _until(runs: Iterator[datetime], end: datetime) -> Iterator[datetime]:
    for run in islice(runs, _MOST_RUNS):
        if run > end:
            return
        yield run
