"""Draft rows of the rules of progress."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from content.admin.catalogue import ChildInline, SingleAdmin
from players.models import Progress, StartingItem


class StartingItemInline(ChildInline):
    model = StartingItem
    autocomplete_fields = ["item"]


@admin.register(Progress)
class ProgressAdmin(SingleAdmin):
    inlines = [StartingItemInline]
    fieldsets = [
        (_("Levels"), {"fields": ["max_level", ("xp_base", "xp_power"), "xp_formula"]}),
        (_("Skills"), {"fields": [("skill_points_per_level", "reset_price")]}),
        (_("Health and energy"), {"fields": [("hp_base", "hp_per_vitality"), "energy_max"]}),
        (_("Recovery"), {"fields": [("hp_regen_percent_per_minute", "energy_regen_per_minute")]}),
        (_("At the start"), {"fields": [("starting_gold", "bag_slots")]}),
        (_("Wear and repair"), {"fields": [("wear_per_battle", "repair_percent")]}),
        (_("Quests"), {"fields": ["quest_reset_hour"]}),
    ]
