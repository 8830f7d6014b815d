"""Regions and locations, with the map on which a game master sees the world whole."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.admin.base import page
from common.admin.html import NOTHING, badge, change_url, link, list_url
from content.admin.catalogue import CatalogueAdmin, ChangeFilter, ChildInline, SingleAdmin
from content.admin.names import row_title
from content.admin.screens import ChattingAdmin
from content.draft import draft_state
from world.admin.map import map_of
from world.admin.preview import previews_of
from world.admin.sky import RegionWeatherInline
from world.models import Encounter, Location, LocationExit, Monster, Region, WorldRules

BREAK = SafeString("<br>")
TEXTS: tuple[Any, ...] = (("name_ru", "name_en"), ("description_ru", "description_en"))


@admin.register(Region)
class RegionAdmin(ChattingAdmin):
    list_display = ["title", "location_count", "change_badge"]
    list_filter = [ChangeFilter]
    inlines = [RegionWeatherInline]
    fieldsets = [(None, {"fields": [("key", "icon"), *TEXTS, "weather_minutes"]})]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(places=Count("locations"))

    @admin.display(description=_("locations"))
    def location_count(self, row: Any) -> SafeString | str:
        return link(list_url(Location, f"region__key__exact={row.pk}"), row.places) if row.places else NOTHING


class ExitInline(ChildInline):
    model = LocationExit
    fk_name = "location"
    autocomplete_fields = ["to"]


class EncounterInline(ChildInline):
    model = Encounter
    autocomplete_fields = ["monster"]


@admin.register(Location)
class LocationAdmin(CatalogueAdmin):
    list_display = ["title", "region_link", "character", "ways_out", "who_lives", "change_badge"]
    list_filter = [ChangeFilter, "region", "safe", "has_rest", "shop"]
    list_select_related = ["region", "shop"]
    list_before_template = "admin/artel/locations_top.html"
    change_form_outer_after_template = "admin/artel/location_preview.html"
    autocomplete_fields = ["region", "shop"]
    inlines = [ExitInline, EncounterInline]
    fieldsets = [
        (None, {"fields": [("key", "icon"), ("region", "shop"), *TEXTS, ("safe", "has_rest")]}),
        (_("On the map"), {"fields": [("map_x", "map_y")], "description": _("Grid cells, from the top left.")}),
    ]

    class Media:
        js = ["artel/location_preview.js"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.map_view)
        return [path("map/", view, name="world_location_map"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Location]:
        return super().get_queryset(request).prefetch_related("exits__to", "encounters__monster")

    @admin.display(description=_("region"), ordering="region")
    def region_link(self, row: Location) -> str:
        return row_title(row.region)

    @admin.display(description=_("what it is"))
    def character(self, row: Location) -> SafeString:
        marks = [badge(_("safe"), "good") if row.safe else badge(_("dangerous"), "warn")]
        if row.has_rest:
            marks.append(badge(_("rest"), "info"))
        if row.shop:
            marks.append(badge(row_title(row.shop), "calm"))
        return format_html_join(" ", "{}", ((mark,) for mark in marks))

    @admin.display(description=_("exits"))
    def ways_out(self, row: Location) -> SafeString | str:
        ways = [
            format_html("{}{}", row_title(way.to), f" 🔒{way.min_level}" if way.min_level > 1 else "")
            for way in row.exits.all()
        ]
        return format_html_join(BREAK, "{}", ((way,) for way in ways)) or badge(_("none"), "bad")

    @admin.display(description=_("monsters"))
    def who_lives(self, row: Location) -> SafeString | str:
        met = [encounter.monster for encounter in row.encounters.all()]
        lines = ((change_url(Monster, monster.pk), row_title(monster), monster.level) for monster in met)
        pattern = "<a class='artel-link' href='{}'>{}</a> <span class='artel-dim'>{}</span>"
        return format_html_join(BREAK, pattern, lines) or NOTHING

    def map_view(self, request: HttpRequest) -> HttpResponse:
        """The whole draft on one page: places, ways, gates, and what cannot be reached."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        drawing = map_of(draft_state())
        return page(request, self, "admin/artel/map.html", title=_("Map of the world"), map=drawing)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"previews": previews_of(draft_state().draft, object_id)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)


@admin.register(WorldRules)
class WorldRulesAdmin(SingleAdmin):
    autocomplete_fields = ["starting_location", "defeat_location"]
    fieldsets = [
        (_("Where"), {"fields": [("starting_location", "defeat_location")]}),
        (_("What a defeat costs"), {"fields": [("defeat_gold_percent", "defeat_hp_percent")]}),
        (_("Travel"), {"fields": ["travel_energy"]}),
        (_("Gifts"), {"fields": ["gifts_per_day"]}),
    ]
