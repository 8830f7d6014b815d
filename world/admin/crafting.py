"""Professions, stations, recipes, gathering places and activities."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.admin.html import NOTHING, badge, link, list_url, row_link
from common.spans import span
from content.admin.catalogue import ChangeFilter, ChildInline
from content.admin.names import row_title
from content.admin.screens import ChattingAdmin
from content.draft import draft_state
from world.admin.recipe_worth import recipe_worth
from world.models import (
    Activity,
    GatheringNode,
    Profession,
    Recipe,
    RecipeInput,
    RecipeOutput,
    Station,
    StationPlace,
)

BREAK = SafeString("<br>")
TEXTS: tuple[Any, ...] = (("name_ru", "name_en"), ("description_ru", "description_en"))


@admin.register(Profession)
class ProfessionAdmin(ChattingAdmin):
    list_display = ["title", "max_level", "xp_base", "xp_power", "recipe_count", "node_count", "change_badge"]
    list_editable = ["max_level", "xp_base", "xp_power"]
    list_filter = [ChangeFilter]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS]}),
        (_("How it grows"), {"fields": [("max_level", "xp_base", "xp_power")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        counts = {"made": Count("recipes", distinct=True), "gathered": Count("nodes", distinct=True)}
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description=_("recipes"))
    def recipe_count(self, row: Any) -> SafeString | str:
        return link(list_url(Recipe, f"profession__key__exact={row.pk}"), row.made) if row.made else NOTHING

    @admin.display(description=_("places to gather"))
    def node_count(self, row: Any) -> SafeString | str:
        url = list_url(GatheringNode, f"profession__key__exact={row.pk}")
        return link(url, row.gathered) if row.gathered else NOTHING


class StationPlaceInline(ChildInline):
    model = StationPlace
    autocomplete_fields = ["location"]


@admin.register(Station)
class StationAdmin(ChattingAdmin):
    list_display = ["title", "where", "recipe_count", "change_badge"]
    list_filter = [ChangeFilter]
    inlines = [StationPlaceInline]
    fieldsets = [(None, {"fields": [("key", "icon"), *TEXTS]})]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).prefetch_related("places__location")
        return rows.annotate(made=Count("recipes", distinct=True))

    @admin.display(description=_("where"))
    def where(self, row: Station) -> SafeString | str:
        places = ((row_link(place.location, row_title(place.location)),) for place in row.places.all())
        return format_html_join(BREAK, "{}", places) or badge(_("nowhere"), "bad")

    @admin.display(description=_("recipes"))
    def recipe_count(self, row: Any) -> SafeString | str:
        return link(list_url(Recipe, f"station__key__exact={row.pk}"), row.made) if row.made else NOTHING


class InputInline(ChildInline):
    model = RecipeInput
    autocomplete_fields = ["item"]


class OutputInline(ChildInline):
    model = RecipeOutput
    autocomplete_fields = ["item"]


@admin.register(Recipe)
class RecipeAdmin(ChattingAdmin):
    list_display = ["title", "profession", "level", "station", "takes", "chance", "seconds", "xp", "change_badge"]
    list_editable = ["level", "chance", "seconds", "xp"]
    list_filter = [ChangeFilter, "profession", "station", "level"]
    list_select_related = ["profession", "station", "tool"]
    search_fields = ("key", "outputs__item__name_ru", "outputs__item__name_en", "inputs__item__key")
    autocomplete_fields = ["profession", "station", "tool"]
    inlines = [InputInline, OutputInline]
    change_form_outer_after_template = "admin/artel/recipe_preview.html"
    fieldsets = [
        (None, {"fields": ["key", ("profession", "level"), ("station", "tool")]}),
        (_("One attempt"), {"fields": [("chance", "seconds", "xp")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recipe]:
        return super().get_queryset(request).prefetch_related("inputs__item", "outputs__item")

    @admin.display(description=_("recipe"), ordering="key")
    def title(self, row: Recipe) -> SafeString:
        made = [(row_title(product.item), product.amount) for product in row.outputs.all()]
        names = format_html_join(", ", "{} ×{}", made) or badge(_("makes nothing"), "bad")
        return format_html("{}<small class='artel-key'>{}</small>", names, row.pk)

    @admin.display(description=_("takes"))
    def takes(self, row: Recipe) -> SafeString | str:
        parts = [(row_title(part.item), part.amount) for part in row.inputs.all()]
        tool = format_html("<br><span class='artel-dim'>{}</span>", row_title(row.tool)) if row.tool else ""
        return format_html("{}{}", format_html_join(BREAK, "{} ×{}", parts), tool)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"worth": recipe_worth(draft_state().draft, object_id)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)


@admin.register(GatheringNode)
class GatheringNodeAdmin(ChattingAdmin):
    list_display = [
        "title",
        "where",
        "profession",
        "level",
        "finds",
        "energy",
        "seconds",
        "stock",
        "regrow_minutes",
        "change_badge",
    ]
    list_editable = ["level", "energy", "seconds", "stock", "regrow_minutes"]
    list_filter = [ChangeFilter, "profession", "location__region", "level"]
    list_select_related = ["location", "profession", "loot_table"]
    autocomplete_fields = ["location", "profession", "loot_table", "tool"]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS, ("location", "loot_table")]}),
        (_("Who may gather"), {"fields": [("profession", "level"), "tool"]}),
        (_("A portion"), {"fields": [("energy", "seconds", "xp")]}),
        (_("What it holds for each player"), {"fields": [("stock", "regrow_minutes")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[GatheringNode]:
        return super().get_queryset(request).prefetch_related("loot_table__entries__item")

    @admin.display(description=_("where"), ordering="location")
    def where(self, row: GatheringNode) -> SafeString | str:
        return row_link(row.location, row_title(row.location))

    @admin.display(description=_("what may drop"))
    def finds(self, row: GatheringNode) -> SafeString | str:
        lines = ((row_title(entry.item), entry.chance) for entry in row.loot_table.entries.all())
        return format_html_join(BREAK, "{} <span class='artel-dim'>{} %</span>", lines) or badge(_("nothing"), "bad")


@admin.register(Activity)
class ActivityAdmin(ChattingAdmin):
    list_display = ["title", "where", "min_level", "brings", "portion_minutes", "portions", "whole", "change_badge"]
    list_editable = ["min_level", "portion_minutes", "portions"]
    list_filter = [ChangeFilter, "location__region", "profession", "min_level"]
    list_select_related = ["location", "profession", "loot_table", "destination"]
    autocomplete_fields = ["location", "profession", "loot_table", "destination"]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS, ("location", "min_level")]}),
        (_("What the start costs"), {"fields": [("energy", "price")]}),
        (_("How long"), {"fields": [("portion_minutes", "portions")]}),
        (_("What a portion brings"), {"fields": [("xp", "gold"), ("profession", "profession_xp"), "loot_table"]}),
        (_("Or a journey"), {"fields": ["destination"]}),
    ]

    @admin.display(description=_("where"), ordering="location")
    def where(self, row: Activity) -> SafeString | str:
        here = row_link(row.location, row_title(row.location))
        if row.destination is None:
            return here
        return format_html("{} → {}", here, row_link(row.destination, row_title(row.destination)))

    @admin.display(description=_("a portion brings"))
    def brings(self, row: Activity) -> SafeString | str:
        gains = [str(_("XP %(xp)d")) % {"xp": row.xp}] if row.xp else []
        gains += [f"🪙 {row.gold}"] if row.gold else []
        gains += [f"{row_title(row.profession)} {row.profession_xp}"] if row.profession and row.profession_xp else []
        gains += [row_title(row.loot_table)] if row.loot_table else []
        gains += [str(_("a journey"))] if row.destination else []
        return format_html_join(BREAK, "{}", ((gain,) for gain in gains)) or badge(_("nothing"), "bad")

    @admin.display(description=_("in all"))
    def whole(self, row: Activity) -> str:
        return span(timedelta(minutes=row.portion_minutes * row.portions))
