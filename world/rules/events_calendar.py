"""When an event begins: times by the clock on a wall, turned into moments.

Two rules for the nights when that clock is changed. A time that it skips happens at the moment of the change:
02:30 of a night that goes from 02:00 to 03:00 is 03:00. A time that it shows twice happens once, the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

HORIZON = timedelta(days=5 * 366)  # what does not happen in five years is as good as never
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


class BadTimes(ValueError):
    """A field of a schedule that cannot be read. `field` names it, `text` is what it holds."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field}: {text!r}")
        self.field, self.text = field, text


@dataclass(frozen=True, slots=True)
class Times:
    """The times of a wall clock that match: as in a crontab, but a day must match all three of its fields.
    Days of the week: 0 is Sunday."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]

    def has_day(self, day: date) -> bool:
        return day.month in self.months and day.day in self.days and day.isoweekday() % 7 in self.weekdays


def times_read(*, minute: str, hour: str, day: str = "*", month: str = "*", weekday: str = "*") -> Times:
    """The five fields of a crontab: `*`, `7`, `1-5`, `*/10`, `8-20/4`, `sat,sun`. Raises BadTimes(field, text)."""
    return Times(
        minutes=tuple(sorted(_Field("minute", minute, 0, 59).numbers())),
        hours=tuple(sorted(_Field("hour", hour, 0, 23).numbers())),
        days=frozenset(_Field("day", day, 1, 31).numbers()),
        months=frozenset(_Field("month", month, 1, 12, _MONTHS).numbers()),
        weekdays=frozenset(number % 7 for number in _Field("weekday", weekday, 0, 7, _DAYS).numbers()),
    )


def times_of(text: str) -> Times:
    """A crontab line: minute, hour, day, month, day of the week. Raises BadTimes."""
    fields = text.split()
    if len(fields) != 5:
        raise BadTimes("times", text)
    minute, hour, day, month, weekday = fields
    return times_read(minute=minute, hour=hour, day=day, month=month, weekday=weekday)


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a crontab: its `text`, the numbers it may hold, and words that stand for them from `low` on."""

    name: str
    text: str
    low: int
    high: int
    words: tuple[str, ...] = ()

    def numbers(self) -> set[int]:
        found: set[int] = set()
        for part in self.text.lower().replace(" ", "").split(","):
            span, slash, step = part.partition("/")
            first, last = self._span(span, stepped=bool(slash))
            found.update(range(first, last + 1, self._step(step) if slash else 1))
        return found

    def _span(self, span: str, *, stepped: bool) -> tuple[int, int]:
        if span == "*":
            return self.low, self.high
        first, dash, last = span.partition("-")
        start = self._number(first)
        end = self._number(last) if dash else (self.high if stepped else start)
        if end < start:
            raise self._unreadable()
        return start, end

    def _number(self, word: str) -> int:
        if word in self.words:
            return self.low + self.words.index(word)
        if not (word.isascii() and word.isdecimal() and len(word) <= 2 and self.low <= int(word) <= self.high):
            raise self._unreadable()
        return int(word)

    def _step(self, word: str) -> int:
        if not (word.isascii() and word.isdecimal() and len(word) <= 4 and int(word)):
            raise self._unreadable()
        return int(word)

    def _unreadable(self) -> BadTimes:
        return BadTimes(self.name, self.text)


def next_runs(times: Times, zone: ZoneInfo, *, after: datetime, count: int = 5) -> tuple[datetime, ...]:
    """The first `count` moments (UTC) later than `after`; fewer when the next five years have no more."""
    return tuple(islice(runs_after(times, zone, after=after), count))


def runs_after(times: Times, zone: ZoneInfo, *, after: datetime) -> Iterator[datetime]:
    """The moments (UTC) later than `after`, in order, each once, through the next five years."""
    last = after
    # A day early: where the clock went back, a moment's wall time may belong to the day before.
    day, end = after.astimezone(zone).date() - timedelta(days=1), (after + HORIZON).date()
    while day <= end:
        if times.has_day(day):
            for hour in times.hours:
                for minute in times.minutes:
                    run = moment_of(datetime.combine(day, time(hour, minute)), zone)
                    if run > last:
                        yield run
                        last = run
        day += timedelta(days=1)


def moment_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment (UTC) when a clock in `zone` shows `wall` (a naive time): by the two rules above."""
    before = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if before.astimezone(zone).replace(tzinfo=None, fold=0) == wall:
        return before
    return _change(wall.replace(tzinfo=zone, fold=1).astimezone(UTC), before, zone)


def _change(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The moment between `low` and `high` from which the clock runs on as it does at `high`."""
    offset = high.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return high.replace(microsecond=0)
