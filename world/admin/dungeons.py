"""Dungeons: themes with what they come out as, events, and the runs of players."""

from __future__ import annotations

from typing import Any

import msgspec
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.admin.base import LongStateAdmin, page
from common.admin.html import NOTHING, badge, change_url, link, list_url, moment, numbered, row_link
from common.admin.references import REFERENCES
from common.spans import span
from content.admin.catalogue import ChangeFilter, ChildCards, ChildInline
from content.admin.names import VALUES, key_title, language, live, row_title
from content.admin.screens import ChattingAdmin
from content.admin.wording import FINDINGS
from content.draft import draft_state
from content.models import Release
from players.admin.panels import PANELS, Panel
from players.admin.words import asset_title
from players.models import LedgerEntry, Player
from players.state.ledger import item_asset
from world.admin.dungeon_drawing import KINDS, plan_of, rooms_counted
from world.models import (
    DungeonEvent,
    DungeonEventChoice,
    DungeonHappeningWeight,
    DungeonMonsterWeight,
    DungeonReward,
    DungeonRoomWeight,
    DungeonRun,
    DungeonTheme,
)
from world.rules.dungeon_maker import CannotMake, dungeon_make
from world.rules.dungeon_themes import DungeonThemeSpec
from world.state.runs import run_scene, run_standing

TEXTS: tuple[Any, ...] = (("name_ru", "name_en"), ("description_ru", "description_en"))
MOST_SEED = 2**63 - 1
RUNS_SHOWN = 6
RESULTS = {
    "": (_("running"), "info"),
    "victory": (_("boss felled"), "good"),
    "defeat": (_("defeat"), "bad"),
    "left": (_("left"), "calm"),
}
VALUES.update({kind: words for kind, words in KINDS.items() if kind not in VALUES})  # type: ignore[misc]


class RoomWeightInline(ChildInline):
    model = DungeonRoomWeight


class MonsterWeightInline(ChildInline):
    model = DungeonMonsterWeight
    autocomplete_fields = ["monster"]


class HappeningInline(ChildInline):
    model = DungeonHappeningWeight
    autocomplete_fields = ["event"]


@admin.register(DungeonTheme)
class DungeonThemeAdmin(ChattingAdmin):
    list_display = ["title", "min_level", "where", "size", "boss_link", "preview_link", "change_badge"]
    list_editable = ["min_level"]
    list_filter = [ChangeFilter]
    list_select_related = ["location", "boss"]
    autocomplete_fields = ["location", "boss", "treasure_loot", "boss_loot"]
    inlines = [RoomWeightInline, MonsterWeightInline, HappeningInline]
    change_form_outer_after_template = "admin/artel/dungeon_link.html"
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS, ("location", "min_level")]}),
        (
            _("What it is made of"),
            {
                "fields": [
                    ("rooms_min", "rooms_max"),
                    ("depth_min", "depth_max"),
                    ("locks", "secrets"),
                    ("torch", "trap_damage"),
                ]
            },
        ),
        (_("What it gives"), {"fields": [("treasure_loot", "gold_min", "gold_max")]}),
        (_("The end"), {"fields": [("boss", "boss_loot"), ("reward_xp", "reward_gold")]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<str:key>/preview/", view, name="world_dungeontheme_preview"), *super().get_urls()]

    @admin.display(description=_("entrance"))
    def where(self, row: DungeonTheme) -> SafeString | str:
        return row_link(row.location, row_title(row.location))

    @admin.display(description=_("rooms"))
    def size(self, row: DungeonTheme) -> str:
        return f"{row.rooms_min}–{row.rooms_max}"

    @admin.display(description=_("boss"))
    def boss_link(self, row: DungeonTheme) -> SafeString | str:
        return format_html(
            "{} <span class='artel-dim'>{}</span>", row_link(row.boss, row_title(row.boss)), row.boss.level
        )

    @admin.display(description=_("map"))
    def preview_link(self, row: DungeonTheme) -> SafeString:
        return link(reverse("admin:world_dungeontheme_preview", args=[row.pk]), _("Look inside"))

    def preview_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """The dungeon that the draft's theme makes of a seed, whole."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = get_object_or_404(DungeonTheme, pk=key)
        draft = draft_state().draft
        given = request.GET.get("seed", "1")
        seed = min(int(given), MOST_SEED) if given.isdecimal() and len(given) < 20 else 1
        context: dict[str, Any] = {"seed": seed, "next_seed": seed % MOST_SEED + 1}
        try:
            dungeon = dungeon_make(draft.get(DungeonThemeSpec, key), seed)
            context |= {
                "plan": plan_of(dungeon, draft),
                "counted": rooms_counted(dungeon),
                "size": len(dungeon.rooms),
                "depth": dungeon.boss.depth,
            }
        except CannotMake as refusal:
            context["refusal"] = FINDINGS.get(refusal.reason, refusal.reason)
        title = _("Inside: %(dungeon)s") % {"dungeon": row_title(row)}
        return page(request, self, "admin/artel/dungeon.html", title=title, original=row, **context)


class ChoiceInline(ChildCards):
    model = DungeonEventChoice
    autocomplete_fields = ["loot"]
    fields = [
        ("label_ru", "label_en"),
        ("chance", "position"),
        ("good_text_ru", "good_text_en"),
        ("gold", "heal", "loot"),
        ("bad_text_ru", "bad_text_en"),
        "damage",
    ]


@admin.register(DungeonEvent)
class DungeonEventAdmin(ChattingAdmin):
    list_display = ["title", "choice_words", "change_badge"]
    list_filter = [ChangeFilter]
    inlines = [ChoiceInline]
    fieldsets = [(None, {"fields": [("key", "icon"), *TEXTS]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DungeonEvent]:
        return super().get_queryset(request).prefetch_related("choices")

    @admin.display(description=_("choices"))
    def choice_words(self, row: DungeonEvent) -> SafeString | str:
        lines = ((label_of(choice), choice.chance) for choice in row.choices.all())
        pattern = "{} <span class='artel-dim'>{} %</span>"
        return format_html_join(SafeString("<br>"), pattern, lines) or badge(_("none"), "bad")


def label_of(choice: DungeonEventChoice) -> str:
    return str(getattr(choice, f"label_{language()}", choice.label_en))


class ResultFilter(admin.SimpleListFilter):
    title = _("result")
    parameter_name = "ended"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(value or "running", words) for value, (words, _tone) in RESULTS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(result="" if self.value() == "running" else self.value())


@admin.register(DungeonRun)
class DungeonRunAdmin(LongStateAdmin):
    list_display = ["number", "started", "who", "dungeon_shown", "result_shown", "took"]
    list_filter = [ResultFilter]
    search_fields = ["=id", "=members__player__name", "=theme"]
    search_help_text = _("A run's number, a player's exact name, or the key of a dungeon")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[DungeonRun]:
        return super().get_queryset(request).defer("state").prefetch_related("members__player")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Also by player: the player's own page leads here."""
        return lookup == "members__player__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("run"), ordering="pk")
    def number(self, row: DungeonRun) -> str:
        return numbered(row.pk)

    @admin.display(description=_("started"))
    def started(self, row: DungeonRun) -> SafeString | str:
        return moment(row.started_at)

    @admin.display(description=_("player"))
    def who(self, row: DungeonRun) -> SafeString | str:
        return format_html_join(", ", "{}", ((row_link(member.player),) for member in row.members.all()))

    @admin.display(description=_("dungeon"))
    def dungeon_shown(self, row: DungeonRun) -> str:
        return key_title("dungeon_themes", row.theme, live())

    @admin.display(description=_("result"))
    def result_shown(self, row: DungeonRun) -> SafeString:
        return badge(*RESULTS[row.result])

    @admin.display(description=_("took"))
    def took(self, row: DungeonRun) -> str:
        return NOTHING if row.finished_at is None else span(row.finished_at - row.started_at)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = get_object_or_404(DungeonRun, pk=int(object_id) if object_id.isdecimal() else 0)
        standing = run_standing(run)
        scene, state = run_scene(run), standing.state
        return page(
            request,
            self,
            "admin/artel/dungeon_run.html",
            title=numbered(run.pk),
            original=run,
            dungeon=key_title("dungeon_themes", run.theme, scene.catalogue),
            result=badge(*RESULTS[run.result]),
            players=[member.player for member in run.members.select_related("player")],
            plan=plan_of(scene.dungeon, scene.catalogue, seen=state.visited, here=state.room),
            facts=run_facts(run, standing.version, msgspec.to_builtins(state)),
            given=[given_words(given) for given in DungeonReward.objects.filter(run=run).order_by("pk")],
            ledger_url=list_url(LedgerEntry, f"reference=run:{run.pk}"),
        )


def run_facts(run: DungeonRun, version: int, state: dict[str, Any]) -> list[tuple[Any, Any]]:
    members = ", ".join(f"❤️ {member['hp']}/{member['max_hp']}" for member in state["members"])
    return [
        (_("started"), moment(run.started_at)),
        (_("ended"), moment(run.finished_at)),
        (_("last stored"), moment(run.stored_at)),
        (_("rooms seen"), len(state["visited"])),
        (_("party"), members),
        (_("torch"), state["torch"]),
        (_("version"), version if version == run.version else f"{version} ({run.version})"),
        (_("release"), link(change_url(Release, run.release_id), numbered(run.release_id))),
        (_("seed"), run.seed),
    ]


def given_words(given: DungeonReward) -> tuple[str, str]:
    """Where it lay, and what it was."""
    place, _sep, room = given.place.partition(":")
    words = [f"🪙 {given.gold}"] if given.gold else []
    words += [f"{asset_title(item_asset(item))} ×{amount}" for item, amount in given.items]
    where = str(_("room %(number)s")) % {"number": room} if place == "room" else str(_("the end"))
    return where, ", ".join(words) or NOTHING


def runs_panel(player: Player) -> Panel:
    """The player's last ways through dungeons."""
    runs = DungeonRun.objects.filter(members__player=player).defer("state").order_by("-pk")[:RUNS_SHOWN]
    rows = [
        (
            link(change_url(DungeonRun, run.pk), numbered(run.pk)),
            key_title("dungeon_themes", run.theme, live()),
            badge(*RESULTS[run.result]),
            moment(run.started_at),
        )
        for run in runs
    ]
    headers = (_("run"), _("dungeon"), _("result"), _("started"))
    more = list_url(DungeonRun, f"members__player__id__exact={player.pk}")
    return Panel(_("Last dungeons"), rows, headers, empty=_("Has not been in a dungeon yet."), more_url=more)


PANELS.append(runs_panel)
REFERENCES["run"] = (lambda key: change_url(DungeonRun, key), lambda key: str(_("run #%(key)s")) % {"key": key})
