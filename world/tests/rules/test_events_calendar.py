"""Laws of the calendar, and the two nights of a year when clocks are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from world.rules.events_calendar import BadTimes, Times, moment_of, next_runs, times_of, times_read

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "Europe/Moscow", "America/New_York", "Australia/Lord_Howe")
]
moments = st.integers(1_704_067_200, 1_990_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))


def numbers(low: int, high: int) -> st.SearchStrategy[set[int]]:
    return st.sets(st.integers(low, high), min_size=1, max_size=4)


times = st.builds(
    lambda minutes, hours, weekdays: Times(
        tuple(sorted(minutes)),
        tuple(sorted(hours)),
        frozenset(range(1, 32)),
        frozenset(range(1, 13)),
        frozenset(weekdays),
    ),
    numbers(0, 59),
    numbers(0, 23),
    numbers(0, 6),
)


def wall(moment: datetime, zone: ZoneInfo = BERLIN) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M %z")


def runs(text: str, after: str, zone: ZoneInfo = BERLIN, count: int = 3) -> list[str]:
    begin = datetime.fromisoformat(after).replace(tzinfo=zone)
    return [wall(run, zone) for run in next_runs(times_of(text), zone, after=begin, count=count)]


def test_a_time_that_the_clock_skips_happens_at_the_change() -> None:
    assert runs("30 2 * * *", "2027-03-26 12:00") == [
        "2027-03-27 02:30 +0100",
        "2027-03-28 03:00 +0200",
        "2027-03-29 02:30 +0200",
    ]
    assert moment_of(datetime.fromisoformat("2027-03-28 02:30"), BERLIN) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_several_skipped_times_are_one() -> None:
    assert runs("*/15 2,3 * * *", "2027-03-28 01:00", count=2) == ["2027-03-28 03:00 +0200", "2027-03-28 03:15 +0200"]


def test_a_time_that_the_clock_shows_twice_happens_once_the_first_time() -> None:
    assert runs("30 2 * * *", "2027-10-30 12:00") == [
        "2027-10-31 02:30 +0200",
        "2027-11-01 02:30 +0100",
        "2027-11-02 02:30 +0100",
    ]


def test_asked_within_the_second_showing_of_the_hour() -> None:
    second = datetime(2027, 10, 31, 1, 10, tzinfo=UTC)  # 02:10 for the second time
    assert wall(next_runs(times_of("30 2 * * *"), BERLIN, after=second, count=1)[0]) == "2027-11-01 02:30 +0100"


def test_a_day_that_a_zone_never_had_is_over_when_the_next_begins() -> None:
    """Samoa went from 29 to 31 December 2011."""
    apia = ZoneInfo("Pacific/Apia")
    assert moment_of(datetime.fromisoformat("2011-12-30 12:00"), apia) == datetime(2011, 12, 30, 10, 0, tzinfo=UTC)


@given(times, st.sampled_from(ZONES), moments)
def test_runs_are_in_order_each_once_and_later_than_asked(times: Times, zone: ZoneInfo, after: datetime) -> None:
    found = next_runs(times, zone, after=after, count=8)
    assert len(found) == 8
    assert all(earlier < later for earlier, later in zip((after, *found), found, strict=False))


@given(times, st.sampled_from(ZONES), moments)
def test_a_run_shows_its_time_on_the_wall_unless_the_clock_skips_it(
    times: Times, zone: ZoneInfo, after: datetime
) -> None:
    for run in next_runs(times, zone, after=after, count=8):
        local = run.astimezone(zone)
        on_time = local.hour in times.hours and local.minute in times.minutes
        just_changed = local.utcoffset() != (run - timedelta(minutes=1)).astimezone(zone).utcoffset()
        assert on_time or just_changed


@given(times, st.sampled_from(ZONES), moments, st.integers(0, 10_000))
def test_asking_later_gives_the_later_runs(times: Times, zone: ZoneInfo, after: datetime, minutes: int) -> None:
    later = after + timedelta(minutes=minutes)
    every = next_runs(times, zone, after=after, count=60)
    expected = tuple(run for run in every if run > later)
    assert next_runs(times, zone, after=later, count=len(expected)) == expected


@given(times, moments)
def test_a_matching_day_is_never_passed_over(times: Times, after: datetime) -> None:
    """By looking at every minute of three days, the slow way."""
    minute = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
    slow = [
        at
        for at in (minute + timedelta(minutes=step) for step in range(3 * 24 * 60))
        if at.hour in times.hours and at.minute in times.minutes and times.has_day(at.date())
    ]
    assert list(next_runs(times, ZoneInfo("UTC"), after=after, count=len(slow))) == slow


def test_what_never_happens_has_no_runs() -> None:
    assert runs("0 12 30 2 *", "2026-11-21 07:00") == []
    assert runs("0 12 31 4,6,9,11 *", "2026-11-21 07:00") == []


def test_a_leap_day_happens_within_five_years() -> None:
    assert runs("0 12 29 feb *", "2026-11-21 07:00", count=1) == ["2028-02-29 12:00 +0100"]


def test_a_day_must_match_both_its_date_and_its_weekday() -> None:
    thirteenth = times_of("0 0 13 * fri")
    assert [day for day in range(1, 31) if thirteenth.has_day(date(2026, 11, day))] == [13]
    assert not any(thirteenth.has_day(date(2026, 12, day)) for day in range(1, 32))


def test_fields_as_in_a_crontab() -> None:
    read = times_read(minute="*/20", hour="8-20/4", day="1,15", month="jan,7-8", weekday="6-7")
    assert read == Times((0, 20, 40), (8, 12, 16, 20), frozenset({1, 15}), frozenset({1, 7, 8}), frozenset({6, 0}))
    assert times_read(minute="50/4", hour="0").minutes == (50, 54, 58)
    assert times_of("0 0 * * *").weekdays == frozenset(range(7))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("minute", ""), ("minute", "60"), ("minute", "-1"), ("minute", "5-1"), ("minute", "*/0"), ("minute", "1,,2"),
        ("minute", "٣"), ("hour", "24"), ("hour", "*/x"), ("day", "0"), ("day", "32"), ("month", "13"),
        ("month", "janu"), ("weekday", "8"), ("weekday", "mon-sun-tue"), ("minute", "1" * 5000), ("hour", "1/"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_by_field(field: str, text: str) -> None:
    fields = {"minute": "0", "hour": "0", field: text}
    with pytest.raises(BadTimes) as told:
        times_read(**fields)
    assert (told.value.field, told.value.text) == (field, text)


@given(st.text(max_size=20))
def test_any_text_is_times_or_refused(text: str) -> None:
    try:
        times_of(text)
    except BadTimes:
        return
