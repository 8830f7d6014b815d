"""Weathers and the parts of the day."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.admin.html import NOTHING
from content.admin.catalogue import ChangeFilter, ChildInline
from content.admin.names import row_title, value_word
from content.admin.screens import ChattingAdmin
from world.models import (
    DayPhase,
    DayPhaseEncounter,
    RegionWeather,
    Weather,
    WeatherEncounter,
    WeatherResistance,
)

TEXTS: tuple[Any, ...] = (("name_ru", "name_en"), ("description_ru", "description_en"))
CHANGES = ("attack_percent", "armor_percent", "agility_percent")
BREAK = SafeString("<br>")


class RegionWeatherInline(ChildInline):
    model = RegionWeather
    autocomplete_fields = ["weather"]


class WeatherResistanceInline(ChildInline):
    model = WeatherResistance


class WeatherEncounterInline(ChildInline):
    model = WeatherEncounter
    autocomplete_fields = ["monster"]


class DayPhaseEncounterInline(ChildInline):
    model = DayPhaseEncounter
    autocomplete_fields = ["monster"]


class SkyAdmin(ChattingAdmin):
    list_filter = [ChangeFilter]

    @admin.display(description=_("in battle"))
    def battle_words(self, row: Any) -> str:
        names = ((row._meta.get_field(name).verbose_name, getattr(row, name)) for name in CHANGES)
        told = [f"{str(title).rpartition(',')[0] or title} {percent:+d} %" for title, percent in names if percent]
        return ", ".join(told) or NOTHING

    @admin.display(description=_("whom one meets"))
    def encounter_words(self, row: Any) -> SafeString | str:
        lines = ((row_title(shift.monster), shift.percent) for shift in row.encounters.all())
        return format_html_join(BREAK, "{} <span class='artel-dim'>{} %</span>", lines) or NOTHING


@admin.register(Weather)
class WeatherAdmin(SkyAdmin):
    list_display = ["title", "battle_words", "resistance_words", "encounter_words", "change_badge"]
    inlines = [WeatherResistanceInline, WeatherEncounterInline]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS]}),
        (_("In battle"), {"fields": [CHANGES], "description": _("For everybody who fights, players and monsters.")}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Weather]:
        return super().get_queryset(request).prefetch_related("resistances", "encounters__monster")

    @admin.display(description=_("everyone resists"))
    def resistance_words(self, row: Weather) -> str:
        resistances = row.resistances.all()
        return ", ".join(f"{value_word(each.damage_type)} {each.percent:+d} %" for each in resistances) or NOTHING


@admin.register(DayPhase)
class DayPhaseAdmin(SkyAdmin):
    list_display = ["title", "position", "minutes", "battle_words", "encounter_words", "change_badge"]
    list_editable = ["position", "minutes"]
    inlines = [DayPhaseEncounterInline]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS, ("minutes", "position")]}),
        (_("In battle"), {"fields": [CHANGES], "description": _("For everybody who fights, players and monsters.")}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DayPhase]:
        return super().get_queryset(request).prefetch_related("encounters__monster")
