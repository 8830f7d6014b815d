"""The economy: what comes into players' hands, what goes out of them, and why, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import orjson
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from common import clock
from common.admin.base import StateAdmin, page
from common.admin.html import list_url
from players.admin.words import asset_choices, reason_words
from players.models import LedgerEntry
from players.selectors.economy import ITEMS, TRANSFERS, Flow, flows, held
from players.state.ledger import GOLD

SHOWN_DAYS = 28
LONGEST = 184
RANGES = (7, 28, 90)
GAINED, SPENT = "gained", "spent"
# Told apart by where they stand as well: above the line or below it.
GAINED_COLOURS = ("#10b981", "#0ea5e9", "#84cc16", "#6366f1", "#14b8a6", "#94a3b8")
SPENT_COLOURS = ("#f43f5e", "#f59e0b", "#b45309", "#fb7185", "#ea580c", "#78716c")
NET_COLOUR = "#d946ef"  # on white, on dark blue and on every column


def _day() -> forms.DateInput:
    """The browser's own choice of a day, which speaks ISO whatever the language."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class EconomyForm(forms.Form):
    what = forms.ChoiceField(label=__("What"))
    first = forms.DateField(label=__("From"), widget=_day())
    last = forms.DateField(label=__("To"), widget=_day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["what"]
        if isinstance(choice, forms.ChoiceField):
            gold, *items = asset_choices()
            choice.choices = [gold, (ITEMS, _("all items")), *items]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day is before the first."))
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("first", _("At most %(days)d days at once.") % {"days": LONGEST})
        return data


@dataclass(frozen=True, slots=True)
class Reason:
    """A line of a table. `amount`: what came, or what went; `percent`: of everything that did; `colour`: its part of
    the chart."""

    words: str
    amount: int
    moves: int
    percent: int
    colour: str

    @property
    def amount_shown(self) -> str:
        return grouped(self.amount)

    @property
    def moves_shown(self) -> str:
        return grouped(self.moves)


@dataclass(frozen=True, slots=True)
class Economy:
    """A range of days, summed. `tiles`: (number, words, tone); `chart`: what the theme draws, empty for nothing."""

    tiles: tuple[tuple[str, Any, str], ...]
    faucets: tuple[Reason, ...]
    sinks: tuple[Reason, ...]
    transfers: tuple[Reason, ...]
    chart: str


def grouped(number: int) -> str:
    """12 345, with a real minus sign."""
    text: str = number_format(abs(number), force_grouping=True)
    return f"\N{MINUS SIGN}{text}" if number < 0 else text


def economy_view(model_admin: StateAdmin, request: HttpRequest) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    today = clock.now().date()
    usual: dict[str, Any] = {"what": GOLD, "first": today - timedelta(days=SHOWN_DAYS - 1), "last": today}
    form = EconomyForm({**usual, **{name: request.GET[name] for name in usual if name in request.GET}})
    chosen = form.cleaned_data if form.is_valid() else usual
    return page(
        request,
        model_admin,
        "admin/artel/economy.html",
        title=_("Economy"),
        form=form,
        economy=economy_of(chosen["what"], chosen["first"], chosen["last"], today=today),
        chart_options=CHART_OPTIONS,
        ranges=[_range(days, chosen, today) for days in RANGES],
        ledger_url=list_url(LedgerEntry, "what=gold" if chosen["what"] == GOLD else "what=items"),
    )


def _range(days: int, chosen: dict[str, Any], today: date) -> tuple[str, str, bool]:
    """A quick choice: (words, address, whether it is the one shown)."""
    first = today - timedelta(days=days - 1)
    query = f"?what={chosen['what']}&first={first.isoformat()}&last={today.isoformat()}"
    return _("%(days)d days") % {"days": days}, query, (chosen["first"], chosen["last"]) == (first, today)


def economy_of(asset: str, first: date, last: date, *, today: date) -> Economy:
    found = flows(asset=asset, first=first, last=last)
    real = [flow for flow in found if flow.reason not in TRANSFERS]
    faucets, sinks = _reasons(real, GAINED, GAINED_COLOURS), _reasons(real, SPENT, SPENT_COLOURS)
    gained, spent = _total(real, GAINED), _total(real, SPENT)
    return Economy(
        tiles=(
            (grouped(gained), _("came in"), "good" if gained else ""),
            (grouped(spent), _("went out"), "bad" if spent else ""),
            (grouped(gained - spent), _("net"), ""),
            (grouped(held(asset=asset, until=last, today=today)), _("in players' hands at the end"), ""),
        ),
        faucets=tuple(faucets.values()),
        sinks=tuple(sinks.values()),
        transfers=tuple(_reasons([flow for flow in found if flow not in real], GAINED, ("",)).values()),
        chart=_chart(real, first, last, faucets, sinks) if real else "",
    )


def _total(found: Iterable[Flow], side: str) -> int:
    return sum(getattr(flow, side) for flow in found)


def _reasons(found: Iterable[Flow], side: str, colours: Sequence[str]) -> dict[str, Reason]:
    """The reasons of one side, the greatest first. Those past the last colour share it."""
    by_reason: dict[str, list[Flow]] = {}
    for flow in found:
        if getattr(flow, side):
            by_reason.setdefault(flow.reason, []).append(flow)
    amounts = {reason: _total(lines, side) for reason, lines in by_reason.items()}
    total = sum(amounts.values())
    return {
        reason: Reason(
            words=reason_words(reason),
            amount=amounts[reason],
            moves=sum(flow.moves for flow in by_reason[reason]),
            percent=round(100 * amounts[reason] / total),
            colour=colours[min(number, len(colours) - 1)],
        )
        for number, reason in enumerate(sorted(amounts, key=lambda reason: -amounts[reason]))
    }


def _chart(found: Sequence[Flow], first: date, last: date, faucets: dict[str, Reason], sinks: dict[str, Reason]) -> str:
    """Columns for the theme's chart: what came above the line, what went below it, and the difference on top."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    net = dict.fromkeys(days, 0)
    for flow in found:
        net[flow.day] += flow.gained - flow.spent
    line = {
        "type": "line",
        "label": _("net"),
        "data": list(net.values()),
        "borderColor": NET_COLOUR,
        "backgroundColor": NET_COLOUR,
        "borderWidth": 2,
        "borderDash": [4, 3],
        "pointRadius": 0,
        "stack": "net",
    }
    columns = [
        *_columns(found, days, GAINED, 1, faucets, GAINED_COLOURS),
        *_columns(found, days, SPENT, -1, sinks, SPENT_COLOURS),
    ]
    return orjson.dumps({"labels": [date_format(day, "j.m") for day in days], "datasets": [line, *columns]}).decode()


def _columns(
    found: Sequence[Flow],
    days: Sequence[date],
    side: str,
    sign: int,
    reasons: dict[str, Reason],
    colours: Sequence[str],
) -> list[dict[str, Any]]:
    """A set of columns for each colour: a reason's own, or that of all the small ones."""
    columns: dict[str, dict[str, Any]] = {}
    places = {day: number for number, day in enumerate(days)}
    for key, reason in reasons.items():
        shared = reason.colour == colours[-1] and len(reasons) > len(colours)
        label = _("the rest") if shared else reason.words
        column = columns.setdefault(
            reason.colour,
            {"label": label, "data": [0] * len(days), "backgroundColor": reason.colour, "stack": "flow"},
        )
        for flow in found:
            if flow.reason == key:
                column["data"][places[flow.day]] += sign * getattr(flow, side)
    return list(columns.values())


_AXIS = {"color": "#9ca3af"}
CHART_OPTIONS = orjson.dumps(
    {
        "animation": False,
        "responsive": True,
        "maintainAspectRatio": False,
        "interaction": {"mode": "index", "intersect": False},
        "plugins": {"legend": {"display": False}, "tooltip": {"enabled": True}},
        "scales": {
            "x": {"stacked": True, "grid": {"display": False}, "ticks": {**_AXIS, "maxRotation": 0, "autoSkip": True}},
            "y": {"stacked": True, "grid": {"display": True}, "border": {"display": False}, "ticks": _AXIS},
        },
    }
).decode()
