"""How long something takes, in words. Not for rules: it reads the language of the moment."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import ngettext

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)


def span(time: timedelta) -> str:
    """Days and hours, or hours and minutes; under a minute and a half, seconds. Rounded up, so that nothing is over
    before its time."""
    if time < 1.5 * _MINUTE:
        return _seconds(-(-time // _SECOND))
    minutes = -(-time // _MINUTE)
    if minutes >= 24 * 60:
        days, hours = divmod(-(-minutes // 60), 24)
        return " ".join([_days(days), _hours(hours)] if hours else [_days(days)])
    hours, minutes = divmod(minutes, 60)
    parts = [_hours(hours)] if hours else []
    return " ".join([*parts, _minutes(minutes)] if minutes else parts)


def _days(n: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}


def _hours(n: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}


def _minutes(n: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", n) % {"n": n}


def _seconds(n: int) -> str:
    return ngettext("%(n)d second", "%(n)d seconds", n) % {"n": n}
