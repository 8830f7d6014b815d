"""Draft rows of skills and classes, with what the skills do in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from common.admin.html import NOTHING
from common.rules.text import LANGUAGES
from content.admin.catalogue import CatalogueAdmin, ChangeFilter, ChildCards, ChildInline
from content.admin.children import HELPS
from content.admin.names import NAMERS, Namer, key_namer, live, row_title, spec_title, value_word
from content.admin.screens import ChattingAdmin
from content.mapper import spec_from_row
from content.rules.catalogue import Catalogue
from content.sections import SECTIONS
from players.models import (
    CharacterClass,
    CharacterClassSkill,
    Skill,
    SkillBranch,
    SkillEffect,
    SkillModifier,
    SkillNeed,
)
from players.rules.catalogue import ClassSpec, SkillSpec
from players.rules.skills import powered
from players.skill_words import monster_namer, skill_words

TEXTS: tuple[Any, ...] = (("name_ru", "name_en"), ("description_ru", "description_en"))
PREVIEWED_LEVEL = 5


class EffectInline(ChildCards):
    model = SkillEffect
    fields = [
        ("kind", "target", "damage_type"),
        ("power", "formula", "chance"),
        ("status", "turns"),
        ("leech", "monster"),
    ]
    verbose_name_plural = _("effects, in the order in which they happen")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Monsters are rows of a higher layer, known here by their keys: the form offers those of the draft."""
        if db_field.name != "monster":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        monsters = SECTIONS["monsters"].model._default_manager.all()
        choices = [("", "—"), *((row.pk, row_title(row)) for row in monsters)]
        return forms.ChoiceField(choices=choices, required=False, label=db_field.verbose_name)


class ModifierInline(ChildInline):
    model = SkillModifier
    verbose_name_plural = _("changes of the sheet, of a passive skill")


@admin.register(Skill)
class SkillAdmin(CatalogueAdmin):
    list_display = ["title", "does", "energy_cost", "cooldown", "change_badge"]
    list_editable = ["energy_cost", "cooldown"]
    list_filter = [ChangeFilter, "passive", "effects__kind", "effects__status"]
    readonly_fields = ["preview"]
    inlines = [EffectInline, ModifierInline]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS, ("energy_cost", "cooldown"), "passive"]}),
        (_("In the chat"), {"fields": ["preview"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Skill]:
        return super().get_queryset(request).prefetch_related("effects", "modifiers")

    @admin.display(description=_("what it does"))
    def does(self, row: Skill) -> str:
        return _told(row, rank=1, language=translation.get_language() or "en") or NOTHING

    @admin.display(description=_("what players read"))
    def preview(self, row: Skill) -> SafeString | str:
        """Both languages, at the first rank and at the highest one that a class has it at."""
        if row._state.adding:
            return NOTHING
        uses = CharacterClassSkill.objects.filter(skill=row).values_list("max_rank", flat=True)
        ranks = sorted({1, *uses})
        shown = [(rank, language) for language in LANGUAGES for rank in ranks]
        lines = ((_rank_words(rank), _told(row, rank=rank, language=language)) for rank, language in shown)
        return format_html_join(SafeString("<br>"), "<b>{}</b> {}", lines)


def _rank_words(rank: int) -> str:
    return _g("Rank %(rank)d, level %(level)d:") % {"rank": rank, "level": PREVIEWED_LEVEL}


def _told(row: Skill, *, rank: int, language: str) -> str:
    """The draft's skill as a sentence; a formula that lint has not seen yet must not break the page."""
    spec = powered(spec_from_row(SkillSpec, row), rank=rank, level=PREVIEWED_LEVEL)
    with translation.override(language):
        return skill_words(spec, monster_namer(live(), language))


class ClassSkillInline(ChildInline):
    model = CharacterClassSkill
    autocomplete_fields = ["skill"]
    verbose_name_plural = _("the skill tree, by level")


class BranchInline(ChildInline):
    model = SkillBranch


class NeedInline(ChildInline):
    model = SkillNeed
    autocomplete_fields = ["skill", "needs"]


@admin.register(CharacterClass)
class ClassAdmin(ChattingAdmin):
    list_display = ["title", "main_stat_word", "stats_words", "skill_count", "position", "change_badge"]
    list_editable = ["position"]
    list_filter = [ChangeFilter]
    readonly_fields = ["tree"]
    inlines = [BranchInline, ClassSkillInline, NeedInline]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS, ("feel_ru", "feel_en"), ("main_stat", "position")]}),
        (_("At level 1"), {"fields": [("strength", "agility"), ("intellect", "vitality")]}),
        (
            _("Each level adds"),
            {"fields": [("strength_growth", "agility_growth"), ("intellect_growth", "vitality_growth")]},
        ),
        (
            _("Growth by formulas of start, growth and level"),
            {
                "fields": [("strength_formula", "agility_formula"), ("intellect_formula", "vitality_formula")],
                "classes": ["collapse"],
            },
        ),
        (_("The tree, as it is saved"), {"fields": ["tree"]}),
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

    @admin.display(description=_("skill tree"))
    def tree(self, row: CharacterClass) -> SafeString | str:
        """Branch by branch: level, price, skill, what it does."""
        if row._state.adding:
            return NOTHING
        nodes = list(row.skills.select_related("skill").prefetch_related("skill__effects", "skill__modifiers"))
        titles = {branch.branch: row_title(branch) for branch in row.branches.all()}
        language = translation.get_language() or "en"
        parts = [
            (titles.get(branch, branch or "—"), _nodes([node for node in nodes if node.branch == branch], language))
            for branch in dict.fromkeys([*titles, *(node.branch for node in nodes)])
        ]
        return format_html_join("", "<p><b>{}</b></p><ul>{}</ul>", parts) or NOTHING


def _nodes(nodes: list[CharacterClassSkill], language: str) -> SafeString:
    return format_html_join(
        "",
        "<li>{} · {} · {}<br><small>{}</small></li>",
        (
            (
                _g("level %(level)d") % {"level": node.level},
                _price_words(node),
                row_title(node.skill),
                _told(node.skill, rank=1, language=language),
            )
            for node in nodes
        ),
    )


def _price_words(node: CharacterClassSkill) -> SafeString | str:
    first = str(node.points) if node.points else _g("by itself")
    return format_html("{} + {} × {}", first, node.max_rank - 1, node.rank_points) if node.max_rank > 1 else first


def branch_namer() -> Namer:
    """A branch by the name that a class gives it."""

    def name(key: str, catalogues: tuple[Catalogue, ...]) -> str:
        for catalogue in catalogues:
            for spec in catalogue.all(ClassSpec).values():
                for branch in spec.branches:
                    if branch.branch == key:
                        return spec_title(branch, key)
        return key

    return name


NAMERS.update(
    {
        "players.skilleffect.monster": key_namer("monsters"),
        "players.characterclassskill.branch": branch_namer(),
        "players.skillbranch.branch": branch_namer(),
    }
)
HELPS.update(
    {
        "skilleffect.power": _("Of a blow; of the highest HP where it heals or shields."),
        "xp_power": _("160 is the level to the power of 1.6."),
    }
)
