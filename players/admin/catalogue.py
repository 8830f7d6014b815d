"""Draft rows of characters: skills, items, classes, rules of progress."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.admin.html import NOTHING
from content.admin.catalogue import CatalogueAdmin, ChangeFilter, ChildInline, SingleAdmin
from content.admin.names import field_title, value_word
from players.models import (
    CharacterClass,
    CharacterClassSkill,
    Item,
    Progress,
    Skill,
    SkillEffect,
    StartingItem,
)

TEXTS: tuple[Any, ...] = (("name_ru", "name_en"), ("description_ru", "description_en"))
BONUSES = ("strength", "agility", "intellect", "vitality", "attack", "armor", "heals", "energizes")


class EffectInline(ChildInline):
    model = SkillEffect
    verbose_name_plural = _("effects, in the order in which they happen")


@admin.register(Skill)
class SkillAdmin(CatalogueAdmin):
    list_display = ["title", "effects_words", "energy_cost", "cooldown", "change_badge"]
    list_editable = ["energy_cost", "cooldown"]
    list_filter = [ChangeFilter, "effects__kind"]
    inlines = [EffectInline]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS, ("energy_cost", "cooldown")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Skill]:
        return super().get_queryset(request).prefetch_related("effects")

    @admin.display(description=_("what it does"))
    def effects_words(self, row: Skill) -> str:
        return ", ".join(_effect_words(effect) for effect in row.effects.all()) or NOTHING


def _effect_words(effect: SkillEffect) -> str:
    what = value_word(effect.status or effect.kind)
    power = f" {effect.power} %" if effect.power else ""
    turns = f" ×{effect.turns}" if effect.turns else ""
    chance = "" if effect.chance == 100 else f" ({effect.chance} %)"
    return f"{what}{power}{turns}{chance}"


@admin.register(Item)
class ItemAdmin(CatalogueAdmin):
    list_display = ["title", "kind_word", "level", "price", "bonuses", "change_badge"]
    list_editable = ["level", "price"]
    list_filter = [ChangeFilter, "kind", "slot"]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS, ("kind", "slot"), ("level", "price")]}),
        (_("When it is worn"), {"fields": [("strength", "agility"), ("intellect", "vitality"), ("attack", "armor")]}),
        (_("When it is drunk"), {"fields": [("heals", "energizes")]}),
    ]

    @admin.display(description=_("kind"), ordering="kind")
    def kind_word(self, row: Item) -> str:
        return value_word(row.slot or row.kind)

    @admin.display(description=_("what it gives"))
    def bonuses(self, row: Item) -> str:
        given = ((field_title(Item, name), getattr(row, name)) for name in BONUSES)
        return ", ".join(f"{title} {value:+d}" for title, value in given if value) or NOTHING


class ClassSkillInline(ChildInline):
    model = CharacterClassSkill
    autocomplete_fields = ["skill"]


@admin.register(CharacterClass)
class ClassAdmin(CatalogueAdmin):
    list_display = ["title", "main_stat_word", "stats_words", "skill_count", "position", "change_badge"]
    list_editable = ["position"]
    list_filter = [ChangeFilter]
    inlines = [ClassSkillInline]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS, ("feel_ru", "feel_en"), ("main_stat", "position")]}),
        (_("At level 1"), {"fields": [("strength", "agility"), ("intellect", "vitality")]}),
        (
            _("Each level adds"),
            {"fields": [("strength_growth", "agility_growth"), ("intellect_growth", "vitality_growth")]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(skills_known=Count("skills"))

    @admin.display(description=_("main stat"))
    def main_stat_word(self, row: CharacterClass) -> str:
        return value_word(row.main_stat)

    @admin.display(description=_("strength / agility / intellect / vitality"))
    def stats_words(self, row: CharacterClass) -> str:
        return f"{row.strength} / {row.agility} / {row.intellect} / {row.vitality}"

    @admin.display(description=_("skills"))
    def skill_count(self, row: Any) -> int:
        return int(row.skills_known)


class StartingItemInline(ChildInline):
    model = StartingItem
    autocomplete_fields = ["item"]


@admin.register(Progress)
class ProgressAdmin(SingleAdmin):
    inlines = [StartingItemInline]
    fieldsets = [
        (_("Levels"), {"fields": ["max_level", ("xp_base", "xp_power")]}),
        (_("Health and energy"), {"fields": [("hp_base", "hp_per_vitality"), "energy_max"]}),
        (_("Recovery"), {"fields": [("hp_regen_percent_per_minute", "energy_regen_per_minute")]}),
        (_("At the start"), {"fields": ["starting_gold"]}),
    ]
