"""World events in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format, time_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from common.admin.html import change_url, moment, numbered
from common.admin.references import REFERENCES
from common.admin.words import words_add
from content.admin.names import NAMERS, VALUES
from content.rules.catalogue import Catalogue
from players.admin.words import REASONS
from world.models import EventRun, EventSchedule
from world.rules.events_calendar import BadTimes, Times, times_of, times_read

_EVERY_DAY = 7
_MOST_TIMES = 6

VALUES.update(
    {
        "boss": __("world boss"),
        "zone_open": __("a zone opens"),
        "zone_close": __("a zone closes"),
        "happy_hour": __("happy hour"),
        "weather": __("weather"),
        "run_late_once": __("happens late, once"),
        "skip": __("is left out"),
    }
)
REASONS["boss"] = __("part in a world boss")
words_add(
    actions={
        "world.event_start": __("began a world event"),
        "world.event_stop": __("ended a world event"),
        "world.schedule_save": __("changed a schedule of a world event"),
    },
    refusals={
        "world.event_goes_on": __("This event goes on already."),
        "world.event_over": __("This event is over already."),
    },
)


def _run_url(key: str) -> str:
    return change_url(EventRun, key)


def _run_words(key: str) -> str:
    return _("event %(number)s") % {"number": numbered(key)}


REFERENCES["event_run"] = REFERENCES["boss"] = (_run_url, _run_words)


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run to come, by the clock of the schedule's zone. `shifted`: the clock skips the time that was asked for."""

    at: str
    distance: SafeString | str
    shifted: bool


def run_lines(row: EventSchedule, runs: Iterable[datetime]) -> list[RunLine]:
    zone = ZoneInfo(row.zone)
    return [RunLine(local_words(run, zone), moment(run), _is_shifted(row, run.astimezone(zone))) for run in runs]


def local_words(run: datetime, zone: ZoneInfo) -> str:
    """`Saturday, 21 November 2026, 20:00`."""
    local = run.astimezone(zone)
    return f"{date_format(local, 'l, j E Y')}, {date_format(local, 'H:i')}"


def _is_shifted(row: EventSchedule, local: datetime) -> bool:
    if row.once_date is not None and row.once_time is not None:
        return (local.date(), local.time()) != (row.once_date, row.once_time)
    times = schedule_times(row)
    return times is not None and (local.hour not in times.hours or local.minute not in times.minutes)


def schedule_times(row: EventSchedule) -> Times | None:
    try:
        return times_read(minute=row.minute, hour=row.hour, day=row.day, month=row.month, weekday=row.weekday)
    except BadTimes:
        return None


def schedule_words(row: EventSchedule) -> str:
    """`every day at 20:00`, `on Fri, Sat at 19:00`; what is more involved, as its fields."""
    if row.once_date is not None and row.once_time is not None:
        return _("once, on %(day)s at %(time)s") % {
            "day": date_format(row.once_date, "j E Y"),
            "time": time_format(row.once_time, "H:i"),
        }
    times = schedule_times(row)
    line = f"{row.minute} {row.hour} {row.day} {row.month} {row.weekday}"
    return line if times is None else _times_words(times, line)


def crontab_words(line: str, catalogues: tuple[Catalogue, ...] = ()) -> str:
    """The usual times of an event; as they are written while they cannot be read."""
    try:
        return _times_words(times_of(line), line)
    except BadTimes:
        return line


def _times_words(times: Times, line: str) -> str:
    if len(times.hours) * len(times.minutes) > _MOST_TIMES or len(times.months) < 12:
        return line
    at = ", ".join(f"{hour:02}:{minute:02}" for hour in times.hours for minute in times.minutes)
    if len(times.days) < 31:
        days = ", ".join(str(day) for day in sorted(times.days))
        return _("on day %(days)s of the month at %(times)s") % {"days": days, "times": at}
    if len(times.weekdays) < _EVERY_DAY:
        # Django counts the days of the week from Monday, a crontab from Sunday.
        days = ", ".join(str(WEEKDAYS_ABBR[(day - 1) % 7]) for day in sorted(times.weekdays, key=lambda day: day or 7))
        return _("on %(days)s at %(times)s") % {"days": days, "times": at}
    return _("every day at %(times)s") % {"times": at}


NAMERS["world.worldevent.usual_times"] = crontab_words
