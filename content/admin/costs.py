"""What texts cost: how many were found, what was paid for the rest, what stops them now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import orjson
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from common import clock
from common.admin.base import LongStateAdmin, StateAdmin, actor_of, page
from common.admin.html import NOTHING, badge, list_url, moment, row_link
from content.admin.text_words import MICRO, OUTCOMES
from content.models import TextCall, TextSpending
from content.models.texts import PURPOSES
from content.release import is_active
from content.selectors.costs import Breaker, Costs, Purse, breakers, costs_of, players_over_quota, purses
from content.services.upkeep import provider_try_now

RANGES = (7, 28, 90)
SHOWN_DAYS = 28
COSTS = "admin:content_textspending_changelist"
COLOURS = ("#14b8a6", "#6366f1", "#f59e0b", "#f43f5e", "#84cc16", "#0ea5e9", "#d946ef", "#94a3b8")
OUTCOME_COLOURS = {
    "ok": "#10b981",
    "blocked": "#f59e0b",
    "empty": "#fbbf24",
    "truncated": "#b45309",
    "invalid": "#84cc16",
    "quota": "#6366f1",
    "transport": "#f43f5e",
    "lost": "#9f1239",
    "": "#94a3b8",
}
# What has to be set before a provider writes anything.
KEYS = {"gemini": "GEMINI_API_KEY", "openai": "OPENAI_API_KEY"}


@admin.register(TextSpending)
class TextSpendingAdmin(StateAdmin):
    """The money of days. Its list is a page of charts."""

    fields = ["day", "purpose", "reserved", "spent"]

    def get_urls(self) -> list[URLPattern]:
        try_url = path(
            "try/<str:provider>/", self.admin_site.admin_view(self.try_view), name="content_textspending_try"
        )
        return [try_url, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return costs_view(self, request)

    def try_view(self, request: HttpRequest, provider: str) -> HttpResponse:
        if request.method != "POST" or not self.has_operate_permission(request):
            raise PermissionDenied
        if provider_try_now(provider=provider, actor=actor_of(request), now=clock.now()):
            messages.success(request, _("The next text is asked of %(provider)s at once.") % {"provider": provider})
        else:
            messages.info(request, _("%(provider)s is not closed off any more.") % {"provider": provider})
        return HttpResponseRedirect(reverse(COSTS))


@admin.register(TextCall)
class TextCallAdmin(LongStateAdmin):
    list_display = ["when", "purpose", "text_link", "provider", "model", "ended", "took", "paid", "ahead"]
    list_filter = ["purpose", "provider", "outcome"]
    list_select_related = ["text"]
    fields = [
        "when",
        "purpose",
        "text_link",
        "provider",
        "model",
        "ended",
        "detail",
        "tokens_in",
        "tokens_out",
        "took",
        "paid",
        "ahead",
    ]

    @admin.display(description=__("made"), ordering="pk")
    def when(self, row: TextCall) -> SafeString | str:
        return moment(row.made_at)

    @admin.display(description=__("text"))
    def text_link(self, row: TextCall) -> SafeString | str:
        return row_link(row.text, row.text.subject) if row.text else NOTHING

    @admin.display(description=__("outcome"))
    def ended(self, row: TextCall) -> SafeString:
        return badge(*OUTCOMES.get(row.outcome, (row.outcome, "calm")))

    @admin.display(description=__("took"))
    def took(self, row: TextCall) -> str:
        return seconds_shown(row.milliseconds) if row.milliseconds else NOTHING

    @admin.display(description=__("cost"))
    def paid(self, row: TextCall) -> str:
        return dollars(row.cost)

    @admin.display(description=__("written ahead"), boolean=True)
    def ahead(self, row: TextCall) -> bool:
        return row.is_prefetch


def costs_view(model_admin: StateAdmin, request: HttpRequest) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    today = clock.now().date()
    shown = next((days for days in RANGES if request.GET.get("days") == str(days)), SHOWN_DAYS)
    costs = costs_of(today - timedelta(days=shown - 1), today)
    return page(
        request,
        model_admin,
        "admin/artel/text_costs.html",
        title=_("Cost of texts"),
        provider=settings.TEXT_PROVIDER,
        keys=sorted(KEYS.values()),
        purses=[purse_shown(purse) for purse in purses(today=today)] if is_active() else [],
        breakers=[(row, moment(row.since), moment(row.until)) for row in breakers()],
        can_try=model_admin.has_operate_permission(request),
        tiles=_tiles(costs, players_over_quota(today=today) if is_active() else 0),
        charts=charts(costs),
        is_empty=not costs.reads and not costs.calls,
        ranges=[(_("%(days)d days") % {"days": days}, f"?days={days}", days == shown) for days in RANGES],
        calls_url=list_url(TextCall),
    )


def dollars(micro: float) -> str:
    """Money as people read it: two digits that say something, however small."""
    amount = micro / MICRO
    digits = 2 if amount >= 0.1 or not amount else 4
    return f"${number_format(amount, digits, force_grouping=True)}"


def seconds_shown(milliseconds: int) -> str:
    return _("%(seconds)s s") % {"seconds": number_format(milliseconds / 1000, 1)}


def purpose_words(purpose: str) -> str:
    return str(dict(PURPOSES).get(purpose, purpose))


def purse_shown(purse: Purse) -> dict[str, Any]:
    share = 100 if not purse.budget else min(100, round(100 * purse.used / purse.budget))
    return {
        "words": purpose_words(purse.purpose) if purse.purpose else _("all kinds together"),
        "left": dollars(purse.left),
        "budget": dollars(purse.budget),
        "percent": share,
        "tone": "bad" if purse.is_empty else "warn" if share >= 80 else "good",
        "trouble": purse_words(purse) if purse.is_empty else "",
    }


def purse_words(purse: Purse) -> str:
    """What a budget that is used up means for players."""
    if not purse.purpose:
        return _("Today's budget for texts is used up: players read composed texts until 00:00 UTC.")
    words = _("Today's budget for one kind of text is used up (%(kind)s): players read composed ones until 00:00 UTC.")
    return words % {"kind": purpose_words(purse.purpose)}


def breaker_words(breaker: Breaker) -> str:
    words = _("%(provider)s does not answer and is left alone: players read composed texts meanwhile.")
    return words % {"provider": breaker.provider}


def _tiles(costs: Costs, over_quota: int) -> list[tuple[str, str, str]]:
    """(number, words, tone)."""
    reads = costs.reads
    readers = costs.a_thousand_readers
    return [
        (f"{number_format(100 * costs.hits / reads, 1)} %" if reads else NOTHING, _("texts found, not composed"), ""),
        (dollars(costs.total), _("paid"), ""),
        (dollars(readers) if readers is not None else NOTHING, _("a day for 1,000 players who read"), ""),
        (dollars(costs.saved), _("saved: every text found would have been a call"), "good" if costs.saved else ""),
        (seconds_shown(costs.p95) if costs.p95 else NOTHING, _("19 of 20 calls end within"), ""),
        (number_format(costs.failed, force_grouping=True), _("calls without a text"), "warn" if costs.failed else ""),
        (
            number_format(costs.refused, force_grouping=True),
            _("texts composed because a player's measure was full"),
            "",
        ),
        (
            number_format(over_quota, force_grouping=True),
            _("players at their measure today"),
            "warn" if over_quota else "",
        ),
    ]


def charts(costs: Costs) -> list[dict[str, Any]]:
    """What the theme draws, each with its title, its legend and what it says when there is nothing."""
    purposes = [purpose for purpose, _words in PURPOSES]
    colours = dict(zip(purposes, COLOURS, strict=True))
    read = {(row.day, row.purpose): row for row in costs.traffic}
    rates = [
        _line(purpose_words(it), [_percent(read.get((day, it))) for day in costs.days], colours[it])
        for it in purposes
        if any((day, it) in read for day in costs.days)
    ]
    money = [
        _bar(purpose_words(it), [_money(costs.spent.get((day, it), 0)) for day in costs.days], colours[it])
        for it in purposes
        if any((day, it) in costs.spent for day in costs.days)
    ]
    seen = {outcome for calls in costs.calls.values() for outcome in calls.outcomes}
    outcomes = [
        _bar(str(words), [_outcome(costs, day, outcome) for day in costs.days], OUTCOME_COLOURS.get(outcome, "#94a3b8"))
        for outcome, (words, _tone) in OUTCOMES.items()
        if (outcome or "running") in seen
    ]
    took = [(_("half of the calls within"), "p50", "#14b8a6"), (_("19 of 20 within"), "p95", "#f59e0b")]
    latency = [
        _line(words, [getattr(costs.calls.get(day), field, None) for day in costs.days], colour)
        for words, field, colour in took
    ]
    for line in latency:
        line["data"] = [value / 1000 if value else None for value in line["data"]]
    thousand = [_line(_("a day for 1,000 players"), [_thousand(costs, day) for day in costs.days], "#6366f1")]
    refused = [
        _bar(
            _("composed for want of measure"),
            [sum(row.refused for row in costs.traffic if row.day == day) for day in costs.days],
            "#f43f5e",
        )
    ]
    return [
        _chart(_("Found, by kind"), _("percent of what was read"), "line", costs, rates),
        _chart(_("Paid, by kind"), _("US dollars a day"), "bar", costs, money),
        _chart(_("For 1,000 players who read"), _("US dollars a day"), "line", costs, thousand),
        _chart(_("How calls ended"), _("calls a day"), "bar", costs, outcomes),
        _chart(_("How long calls took"), _("seconds"), "line", costs, latency),
        _chart(_("Players at their measure"), _("texts a day"), "bar", costs, refused),
    ]


def _percent(row: Any) -> float | None:
    if row is None or not row.hits + row.misses:
        return None
    return float(round(100 * row.hits / (row.hits + row.misses), 1))


def _money(micro: int) -> float:
    return round(micro / MICRO, 4)


def _thousand(costs: Costs, day: date) -> float | None:
    readers = costs.readers.get(day, 0)
    spent = sum(micro for (of, _purpose), micro in costs.spent.items() if of == day)
    return round(1000 * spent / readers / MICRO, 4) if readers else None


def _outcome(costs: Costs, day: date, outcome: str) -> int:
    calls = costs.calls.get(day)
    return calls.outcomes.get(outcome or "running", 0) if calls else 0


def _line(label: str, data: Sequence[float | None], colour: str) -> dict[str, Any]:
    looks = {"borderColor": colour, "backgroundColor": colour, "borderWidth": 2, "pointRadius": 1.5, "spanGaps": True}
    return {"label": label, "data": list(data), **looks}


def _bar(label: str, data: Sequence[float], colour: str) -> dict[str, Any]:
    return {"label": label, "data": list(data), "backgroundColor": colour, "stack": "all"}


def _chart(title: str, unit: str, form: str, costs: Costs, lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    drawn = [line for line in lines if any(line["data"])]
    labels = [date_format(day, "j.m") for day in costs.days]
    return {
        "title": title,
        "unit": unit,
        "is_line": form == "line",
        "data": orjson.dumps({"labels": labels, "datasets": drawn}).decode() if drawn else "",
        "options": OPTIONS[form],
        "legend": [(line["label"], line["backgroundColor"]) for line in drawn] if len(drawn) > 1 else [],
    }


def _options(*, stacked: bool) -> str:
    axis = {"color": "#9ca3af"}
    sides = {
        "x": {"stacked": stacked, "grid": {"display": False}, "ticks": {**axis, "maxRotation": 0, "autoSkip": True}},
        "y": {"stacked": stacked, "beginAtZero": True, "border": {"display": False}, "ticks": axis},
    }
    plugins = {"legend": {"display": False}, "tooltip": {"enabled": True}}
    shape = {"animation": False, "responsive": True, "maintainAspectRatio": False}
    return orjson.dumps(
        shape | {"interaction": {"mode": "index", "intersect": False}, "plugins": plugins, "scales": sides}
    ).decode()


OPTIONS = {"line": _options(stacked=False), "bar": _options(stacked=True)}
