"""Pieces of HTML that lists and pages share. Everything that goes in is escaped."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import orjson
from django.contrib.admin.utils import quote, unquote
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from common import clock

NOTHING = "—"
AGO = _("%(time)s ago")
AHEAD = _("in %(time)s")
JUST_NOW = _("just now")
NUMBERED = _("#%(number)s")


def badge(text: Any, tone: str = "calm") -> SafeString:
    """A word with a coloured ground; the word carries the meaning."""
    return format_html('<span class="artel-badge artel-badge--{}">{}</span>', tone, text)


def link(url: str, text: Any) -> SafeString:
    return format_html('<a class="artel-link" href="{}">{}</a>', url, text)


def change_url(model: type[models.Model], key: Any) -> str:
    """The admin page of a row; empty where its model has none."""
    opts = model._meta
    # The admin reads `_22` in an address as a quotation mark: a key that has such a piece is written its way.
    safe = key if unquote(str(key)) == str(key) else quote(key)
    try:
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[safe])
    except NoReverseMatch:
        return ""


def list_url(model: type[models.Model], query: str = "") -> str:
    """The admin list of a model, filtered by `query` (like `state__exact=dead`)."""
    opts = model._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return f"{url}?{query}" if query else url


def row_link(row: models.Model | None, text: Any = None) -> SafeString | str:
    """A link to a row's page, with its name."""
    if row is None:
        return NOTHING
    return link(change_url(type(row), row.pk), text or row)


def icon_name(icon: str, name: Any) -> SafeString:
    """A catalogue row's emoji before its name."""
    return format_html(
        '<span class="artel-named"><span class="artel-icon">{}</span><span>{}</span></span>', icon or "·", name
    )


def numbered(number: int | str) -> str:
    """A number that names a thing: #5, № 5."""
    return str(NUMBERED) % {"number": number}


def signed(amount: int) -> SafeString:
    """+12 or −12, told apart by the sign and the colour."""
    if amount < 0:
        return format_html('<span class="artel-minus">−{}</span>', -amount)
    return format_html('<span class="artel-plus">+{}</span>', amount)


def meter(value: int, highest: int, tone: str = "good") -> SafeString:
    """A bar with its numbers beside it."""
    percent = 0 if highest <= 0 else max(0, min(100, value * 100 // highest))
    return format_html(
        '<span class="artel-meter"><span class="artel-meter__bar artel-meter__bar--{}" style="width:{}%"></span>'
        '</span><span class="artel-meter__text">{}/{}</span>',
        tone,
        percent,
        value,
        highest,
    )


def moment(at: datetime | None) -> SafeString | str:
    """How long ago (or until), with the exact time on hover."""
    if at is None:
        return NOTHING
    exact = date_format(localtime(at), "DATETIME_FORMAT")
    return format_html('<span title="{}" class="artel-moment">{}</span>', exact, _distance(at, clock.now()))


def _distance(at: datetime, now: datetime) -> str:
    if abs(now - at) < timedelta(minutes=1):
        return str(JUST_NOW)
    if at < now:
        return str(AGO) % {"time": timesince(at, now, depth=1)}
    return str(AHEAD) % {"time": timesince(now, at, depth=1)}


def json_block(value: Any) -> SafeString:
    """JSON for reading, indented."""
    text = orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
    return format_html('<pre class="artel-pre">{}</pre>', text)


def pre(text: str) -> SafeString | str:
    return format_html('<pre class="artel-pre">{}</pre>', text) if text else NOTHING
