"""The draft row of the numbers of combat."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from combat.models import CombatRules
from content.admin.catalogue import SingleAdmin


@admin.register(CombatRules)
class CombatRulesAdmin(SingleAdmin):
    fieldsets = [
        (_("Damage"), {"fields": [("damage_spread_percent", "armor_half"), ("crit_damage_percent",)]}),
        (_("Chance of a critical hit"), {"fields": [("crit_base", "crit_max"), "crit_per_agility_tenths"]}),
        (_("Chance to dodge"), {"fields": [("dodge_base", "dodge_max"), "dodge_per_agility_tenths"]}),
        (_("Chance to flee"), {"fields": [("flee_min", "flee_max"), ("flee_base", "flee_per_agility_tenths")]}),
        (
            _("Turns"),
            {"fields": [("max_turns", "initiative_roll"), ("energy_per_turn", "stun_immunity_turns")]},
        ),
        (_("Summons"), {"fields": [("summons_standing", "summons_ever")]}),
    ]
