"""HP and energy computed when read."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from players.rules.catalogue import ProgressSpec
from players.rules.regeneration import energy_point_time, hp_point_time, regenerated

PROGRESS = ProgressSpec("default", 10, 100, 150, 30, 5, 20, 10, 7, 0, ())
times = st.timedeltas(timedelta(0), timedelta(days=3))
point_times = st.none() | st.timedeltas(timedelta(microseconds=1), timedelta(minutes=10))


@given(st.integers(0, 200), st.integers(0, 200), point_times, times, times)
def test_reading_twice_gives_what_reading_once_gives(
    value: int, maximum: int, point_time: timedelta | None, first: timedelta, second: timedelta
) -> None:
    halfway, used = regenerated(value, maximum, point_time=point_time, elapsed=first)
    left = first + second - used
    twice, used_later = regenerated(halfway, maximum, point_time=point_time, elapsed=left)
    once = regenerated(value, maximum, point_time=point_time, elapsed=first + second)
    assert (twice, used + used_later) == once


@given(st.integers(0, 200), st.integers(0, 200), point_times, times)
def test_nothing_is_lost_overfilled_or_used_twice(
    value: int, maximum: int, point_time: timedelta | None, elapsed: timedelta
) -> None:
    now, used = regenerated(value, maximum, point_time=point_time, elapsed=elapsed)
    assert min(value, maximum) <= now <= maximum
    assert timedelta(0) <= used <= elapsed


def test_whole_points_come_at_their_time() -> None:
    second = timedelta(seconds=1)
    point_time = hp_point_time(PROGRESS, 80)  # 10 % of 80 a minute: 8 HP, one in 7.5 s
    assert point_time == 7.5 * second
    assert regenerated(50, 80, point_time=point_time, elapsed=7 * second) == (50, 0 * second)
    assert regenerated(50, 80, point_time=point_time, elapsed=20 * second) == (52, 15 * second)
    assert regenerated(79, 80, point_time=point_time, elapsed=20 * second) == (80, 20 * second)


def test_a_rate_that_does_not_divide_a_minute_is_kept_within_a_microsecond_a_point() -> None:
    point_time = energy_point_time(PROGRESS)
    assert point_time is not None
    assert abs(7 * point_time - timedelta(minutes=1)) <= timedelta(microseconds=7)


def test_a_clock_that_went_back_changes_nothing() -> None:
    back = timedelta(seconds=-5)
    assert regenerated(5, 9, point_time=timedelta(seconds=1), elapsed=back) == (5, timedelta(0))


def test_without_a_rate_nothing_recovers_and_no_time_is_saved_up() -> None:
    still = ProgressSpec("default", 10, 100, 150, 30, 5, 20, 0, 0, 0, ())
    hour = timedelta(hours=1)
    assert (hp_point_time(still, 80), energy_point_time(still)) == (None, None)
    assert regenerated(5, 9, point_time=None, elapsed=hour) == (5, hour)
