"""World events: what they are, what goes on, what comes, and beginning or ending one by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common import clock
from common.admin.base import LongStateAdmin, page
from common.admin.html import NOTHING, badge, meter, moment, numbered, row_link
from common.admin.words import actor_words
from content.admin.catalogue import ChangeFilter
from content.admin.names import key_title, live, value_word
from content.admin.screens import ChattingAdmin
from content.release import release_catalogue
from players.admin.panels import Panel
from players.admin.words import asset_title
from players.state.ledger import item_asset
from world.admin.calendar import calendar_of
from world.admin.event_actions import start_view, stop_view
from world.admin.event_words import crontab_words
from world.models import BossContribution, EventRun, EventSchedule, WorldEvent

STATES = {
    "running": (_("goes on"), "info"),
    "ended": (_("over"), "calm"),
    "skipped": (_("left out"), "warn"),
}
PAYMENTS = {
    "open": (_("still fighting"), "info"),
    "owed": (_("reward on its way"), "warn"),
    "paid": (_("rewarded"), "good"),
    "nothing": (_("too little"), "calm"),
    "failed": (_("could not be rewarded"), "bad"),
}
LEFT_OUT = {
    "missed": _("its time had passed when the worker came back"),
    "goes_on": _("it was still going on"),
}
BEST_SHOWN = 20


@admin.register(WorldEvent)
class WorldEventAdmin(ChattingAdmin):
    list_display = ["title", "kind_words", "minutes", "where", "usual", "change_badge"]
    list_filter = [ChangeFilter, "kind"]
    list_before_template = "admin/artel/events_top.html"
    autocomplete_fields = ["region", "location", "entrance", "monster", "loot_table", "weather"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("key", "icon"),
                    ("name_ru", "name_en"),
                    ("announcement_ru", "announcement_en"),
                    ("kind", "minutes", "min_level"),
                ]
            },
        ),
        (_("Where"), {"fields": [("region", "location", "entrance")]}),
        (
            _("When"),
            {
                "fields": [("usual_times", "usual_zone"), "when_missed"],
                "description": _(
                    "A new event gets this schedule when it is published. From then on schedules are changed on their "
                    "own page, without a release."
                ),
            },
        ),
        (
            _("World boss"),
            {
                "fields": [
                    "monster",
                    ("boss_hp", "strike_seconds", "min_damage"),
                    ("reward_xp", "reward_gold", "pool_gold"),
                    ("loot_table", "top_places"),
                ],
            },
        ),
        (
            _("Happy hour"),
            {
                "fields": [("xp_percent", "gold_percent", "loot_percent")],
                "description": _(
                    "Goes for battles, and for each portion of training, work and gathering that is over while it "
                    "lasts. Crafted things and practice stay as they are."
                ),
            },
        ),
        (_("Weather"), {"fields": ["weather"]}),
    ]

    @admin.display(description=_("kind"), ordering="kind")
    def kind_words(self, row: WorldEvent) -> str:
        return value_word(row.kind)

    @admin.display(description=_("where"))
    def where(self, row: WorldEvent) -> str:
        if row.location_id:
            return key_title("locations", row.location_id, row.artel_state.draft)  # type: ignore[attr-defined]
        if row.region_id:
            return key_title("regions", row.region_id, row.artel_state.draft)  # type: ignore[attr-defined]
        return str(_("everywhere"))

    @admin.display(description=_("usual times"))
    def usual(self, row: WorldEvent) -> str:
        return f"{crontab_words(row.usual_times)} · {row.usual_zone}" if row.usual_times else NOTHING


class RunStateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(value, words) for value, (words, _tone) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=self.value()) if self.value() else queryset


@admin.register(EventRun)
class EventRunAdmin(LongStateAdmin):
    list_display = ["number", "event_title", "state_badge", "planned", "began", "until", "how_it_went"]
    list_filter = [RunStateFilter]
    list_before_template = "admin/artel/events_top.html"
    search_fields = ["=event"]
    search_help_text = _("The key of an event")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[EventRun]:
        return super().get_queryset(request).select_related("boss")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        mine = [
            path("calendar/", wrap(self.calendar_view), name="world_eventrun_calendar"),
            path("start/", wrap(self.start_view), name="world_eventrun_start"),
            path("<int:run_id>/stop/", wrap(self.stop_view), name="world_eventrun_stop"),
        ]
        return [*mine, *super().get_urls()]

    def calendar_view(self, request: HttpRequest) -> HttpResponse:
        """What goes on and what the next seven days bring."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return page(
            request,
            self,
            "admin/artel/calendar.html",
            title=_("Calendar of events"),
            calendar=calendar_of(clock.now()),
            can_operate=self.has_operate_permission(request),
            can_schedule=request.user.has_perm("world.add_eventschedule"),
        )

    def start_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_operate_permission(request):
            raise PermissionDenied
        return start_view(self, request)

    def stop_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        if not self.has_operate_permission(request):
            raise PermissionDenied
        return stop_view(self, request, get_object_or_404(EventRun, pk=run_id))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = get_object_or_404(
            EventRun.objects.select_related("boss"), pk=int(object_id) if object_id.isdecimal() else 0
        )
        return page(
            request,
            self,
            "admin/artel/event_run.html",
            title=numbered(run.pk),
            original=run,
            event_title=run_title(run),
            state=badge(*STATES[run.state]),
            facts=run_facts(run),
            best=best_panel(run) if hasattr(run, "boss") else None,
            hp=meter(run.boss.hp, run.boss.max_hp, "bad") if hasattr(run, "boss") else "",
            can_stop=run.state == EventRun.State.RUNNING and self.has_operate_permission(request),
        )

    @admin.display(description=_("number"), ordering="pk")
    def number(self, row: EventRun) -> str:
        return numbered(row.pk)

    @admin.display(description=_("event"))
    def event_title(self, row: EventRun) -> str:
        return key_title("world_events", row.event, live())

    @admin.display(description=_("state"))
    def state_badge(self, row: EventRun) -> SafeString:
        return badge(*STATES[row.state])

    @admin.display(description=_("planned for"))
    def planned(self, row: EventRun) -> SafeString | str:
        return moment(row.planned_at)

    @admin.display(description=_("began"))
    def began(self, row: EventRun) -> SafeString | str:
        return moment(row.started_at)

    @admin.display(description=_("ends"))
    def until(self, row: EventRun) -> SafeString | str:
        return moment(row.ended_at or row.ends_at)

    @admin.display(description=_("how it went"))
    def how_it_went(self, row: EventRun) -> SafeString | str:
        if hasattr(row, "boss"):
            return meter(row.boss.hp, row.boss.max_hp, "bad")
        return str(LEFT_OUT.get(row.result.get("why", ""), NOTHING))


def run_title(run: EventRun) -> str:
    """By its own release: what it was called when it happened."""
    return key_title("world_events", run.event, release_catalogue(run.release_id))


def run_facts(run: EventRun) -> list[tuple[Any, Any]]:
    facts: list[tuple[Any, Any]] = [
        (_("planned for"), moment(run.planned_at)),
        (_("began"), moment(run.started_at)),
        (_("ends"), moment(run.ends_at)),
        (_("ended"), moment(run.ended_at)),
        (_("begun by"), _who(run.started_by)),
        (_("ended by"), _who(run.ended_by)),
        (_("fighters"), run.result.get("fighters")),
        (_("damage in all"), run.result.get("dealt")),
        (_("why it was left out"), LEFT_OUT.get(run.result.get("why", ""))),
    ]
    return [(title, value) for title, value in facts if value not in (None, NOTHING, "")]


def _who(by: str) -> Any:
    """Who began or ended it: a schedule, a timer, a last blow, a person."""
    kind, _colon, key = by.partition(":")
    if kind == "schedule":
        return row_link(EventSchedule(pk=key), _("schedule %(number)s") % {"number": numbered(key)})
    return {"timer": _("its time"), "felled": _("the last blow"), "": NOTHING}.get(by) or actor_words(by)


def best_panel(run: EventRun) -> Panel:
    """Those who did most to a boss."""
    rows = BossContribution.objects.filter(boss_id=run.pk).select_related("player").order_by("-damage", "pk")
    lines = [
        (
            row.place or NOTHING,
            row_link(row.player),
            row.damage,
            row.strikes,
            badge(*PAYMENTS[row.state]),
            reward_words(row),
        )
        for row in rows[:BEST_SHOWN]
    ]
    headers = (_("place"), _("player"), _("damage"), _("strikes"), _("reward"), _("what it was"))
    return Panel(_("The best"), lines, headers, empty=_("Nobody has struck yet."))


def reward_words(row: BossContribution) -> str:
    words = [f"XP {row.xp}"] if row.xp else []
    words += [f"🪙 {row.gold}"] if row.gold else []
    words += [f"{asset_title(item_asset(item))} ×{amount}" for item, amount in row.items]
    return ", ".join(words) or NOTHING
