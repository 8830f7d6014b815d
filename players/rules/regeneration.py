"""HP and energy that grow by themselves are computed when read, from the time since they were last settled.

One point takes a whole number of microseconds, and only whole points consume time. So reading twice gives what
reading once gives, and reading often never slows or speeds recovery.
"""

from __future__ import annotations

from datetime import timedelta

from players.rules.catalogue import ProgressSpec

_MINUTE = timedelta(minutes=1)
_NO_TIME = timedelta(0)


def hp_point_time(progress: ProgressSpec, max_hp: int) -> timedelta | None:
    """The time one HP takes at `hp_regen_percent_per_minute` of `max_hp`; None: HP do not recover."""
    return _point_time(progress.hp_regen_percent_per_minute * max_hp)


def energy_point_time(progress: ProgressSpec) -> timedelta | None:
    """The time one point of energy takes; None: energy does not recover."""
    return _point_time(progress.energy_regen_per_minute * 100)


def _point_time(points_per_100_minutes: int) -> timedelta | None:
    if points_per_100_minutes <= 0:
        return None
    return max(timedelta.resolution, 100 * _MINUTE / points_per_100_minutes)


def regenerated(value: int, maximum: int, *, point_time: timedelta | None, elapsed: timedelta) -> tuple[int, timedelta]:
    """(the value now, the time that made it). Move the timestamp of the stored value by that time, not to now.

    `elapsed` counts from that timestamp; a clock that went back changes nothing. At the maximum, or when
    nothing recovers, all of the time is consumed: it cannot be saved up for later.
    """
    if elapsed < _NO_TIME:
        return min(value, maximum), _NO_TIME
    if point_time is None or value >= maximum:
        return min(value, maximum), elapsed
    points = elapsed // point_time
    if value + points >= maximum:
        return maximum, elapsed
    return value + points, points * point_time
