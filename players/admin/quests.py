"""Draft rows of quests and achievements, with how often players accept, finish and unlock them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from common.admin.html import NOTHING, badge
from content.admin.catalogue import ChangeFilter, ChildInline
from content.admin.names import NAMERS, VALUES, key_namer, key_title, row_title, section_title, value_word
from content.admin.screens import ChattingAdmin
from content.admin.uses import ROW_USES, RowUse
from content.sections import SECTIONS
from players.models import (
    Achievement,
    AchievementItem,
    Quest,
    QuestEntry,
    QuestItem,
    QuestObjective,
    QuestPrerequisite,
    UnlockedAchievement,
)
from players.rules.quests import SUBJECTS, Fact

TEXTS: tuple[Any, ...] = (("name_ru", "name_en"), ("description_ru", "description_en"))
BREAK = SafeString("<br>")

VALUES.update(
    {
        "once": _("once"),
        "daily": _("every day"),
        "weekly": _("every week"),
        Fact.MONSTER_DEFEATED: _("monsters defeated"),
        Fact.BOSS_DEFEATED: _("bosses defeated"),
        Fact.BATTLE_WON: _("battles won"),
        Fact.BATTLE_LOST: _("battles lost"),
        Fact.BATTLE_FLED: _("battles fled from"),
        Fact.LOCATION_VISITED: _("visits"),
        Fact.RESTED: _("rests"),
        Fact.ITEM_GAINED: _("items found or earned"),
        Fact.ITEM_BOUGHT: _("items bought"),
        Fact.ITEM_SOLD: _("items sold"),
        Fact.ITEM_USED: _("items used"),
        Fact.ITEM_WORN: _("items put on"),
        Fact.GOLD_EARNED: _("gold earned"),
        Fact.GOLD_SPENT: _("gold spent in shops"),
        Fact.ITEM_CRAFTED: _("items crafted"),
        Fact.NODE_GATHERED: _("portions gathered"),
        Fact.ACTIVITY_FINISHED: _("activities finished"),
        Fact.PROFESSION_LEVEL: _("level of a profession"),
        Fact.DUNGEON_FINISHED: _("dungeons finished"),
        Fact.WORLD_BOSS_FELLED: _("world bosses felled together"),
        Fact.LEVEL_REACHED: _("level reached"),
        Fact.QUEST_FINISHED: _("quests finished"),
        Fact.MONSTERS_KNOWN: _("kinds of monsters defeated"),
        Fact.LOCATIONS_KNOWN: _("different places visited"),
        Fact.ITEMS_KNOWN: _("different items found"),
        Fact.TEXTS_EXPLORED: _("texts that the player was first to meet"),
        Fact.ITEM_BROUGHT: _("items brought and taken"),
    }
)


class KeyFields:
    """Rows of higher layers are known here by their keys: the form offers those of the draft."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "giver":
            choices: list[Any] = [("", "—"), *_rows("locations")]
        elif db_field.name == "subject":
            sections = dict.fromkeys(name for name in SUBJECTS.values() if name in SECTIONS)
            choices = [("", _("any")), *((section_title(name), _rows(name)) for name in sections)]
        else:
            return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        widget = UnfoldAdminSelectWidget()
        return forms.ChoiceField(
            choices=choices, required=False, label=db_field.verbose_name, help_text=db_field.help_text, widget=widget
        )


def _rows(section: str) -> list[tuple[str, str]]:
    return [(row.pk, row_title(row)) for row in SECTIONS[section].model._default_manager.all()]


class ObjectiveInline(KeyFields, ChildInline):
    model = QuestObjective


class PrerequisiteInline(ChildInline):
    model = QuestPrerequisite
    fk_name = "follower"
    autocomplete_fields = ["quest"]


class QuestItemInline(ChildInline):
    model = QuestItem
    autocomplete_fields = ["item"]


@admin.register(Quest)
class QuestAdmin(KeyFields, ChattingAdmin):
    list_display = ["title", "where", "min_level", "often", "asks", "gives", "how_it_goes", "change_badge"]
    list_editable = ["min_level"]
    list_filter = [ChangeFilter, "repeat", "objectives__fact", "min_level"]
    inlines = [ObjectiveInline, PrerequisiteInline, QuestItemInline]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS, ("thanks_ru", "thanks_en")]}),
        (_("Who may accept it"), {"fields": [("giver", "min_level"), ("repeat", "position")]}),
        (_("What it gives"), {"fields": [("xp", "gold")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).prefetch_related("objectives", "items__item")
        return rows.annotate(accepted=_total("times_accepted"), finished=_total("times_finished"))

    @admin.display(description=_("accepted at"), ordering="giver")
    def where(self, row: Any) -> str:
        return key_title("locations", row.giver, row.artel_state.draft) if row.giver else NOTHING

    @admin.display(description=_("how often"), ordering="repeat")
    def often(self, row: Quest) -> str:
        return value_word(row.repeat)

    @admin.display(description=_("objectives"))
    def asks(self, row: Any) -> SafeString | str:
        lines = ((_counted_words(step, row.artel_state.draft),) for step in row.objectives.all())
        return format_html_join(BREAK, "{}", lines) or badge(_("none"), "bad")

    @admin.display(description=_("reward"))
    def gives(self, row: Any) -> SafeString | str:
        return _reward_words(row)

    @admin.display(description=_("accepted · finished"), ordering="accepted")
    def how_it_goes(self, row: Any) -> SafeString | str:
        if not row.accepted:
            return NOTHING
        return format_html("{} · {} ({} %)", row.accepted, row.finished, row.finished * 100 // row.accepted)


def _total(column: str) -> Coalesce:
    """Of all players, for each quest of a page."""
    entries = QuestEntry.objects.filter(quest=OuterRef("pk")).order_by().values("quest")
    return Coalesce(Subquery(entries.annotate(total=Sum(column)).values("total")), 0)


def _counted_words(row: QuestObjective | Achievement, draft: Any) -> str:
    section = SUBJECTS.get(Fact(row.fact)) if row.fact in set(Fact) else None
    subject = f": {key_title(section, row.subject, draft)}" if section in SECTIONS and row.subject else ""
    return f"{value_word(row.fact)}{subject} ×{row.amount}"


def _reward_words(row: Any) -> SafeString | str:
    told = [f"XP {row.xp}"] if row.xp else []
    told += [f"🪙 {row.gold}"] if row.gold else []
    told += [f"{row_title(each.item)} ×{each.amount}" for each in row.items.all()]
    return format_html_join(BREAK, "{}", ((line,) for line in told)) or NOTHING


class AchievementItemInline(ChildInline):
    model = AchievementItem
    autocomplete_fields = ["item"]


@admin.register(Achievement)
class AchievementAdmin(KeyFields, ChattingAdmin):
    list_display = ["title", "asks", "points", "secret", "gives", "unlocked", "change_badge"]
    list_editable = ["points"]
    list_filter = [ChangeFilter, "hidden", "fact"]
    inlines = [AchievementItemInline]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS]}),
        (_("What it is for"), {"fields": [("fact", "subject"), ("amount", "hidden")]}),
        (_("What it gives"), {"fields": [("points", "position"), ("xp", "gold")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        held = UnlockedAchievement.objects.filter(achievement=OuterRef("pk")).order_by().values("achievement")
        holders = Coalesce(Subquery(held.annotate(total=Count("pk")).values("total")), 0)
        return super().get_queryset(request).prefetch_related("items__item").annotate(holders=holders)

    @admin.display(description=_("what it is for"), ordering="fact")
    def asks(self, row: Any) -> str:
        return _counted_words(row, row.artel_state.draft)

    @admin.display(description=_("hidden"), ordering="hidden")
    def secret(self, row: Achievement) -> SafeString | str:
        return badge(_("hidden"), "info") if row.hidden else NOTHING

    @admin.display(description=_("reward"))
    def gives(self, row: Any) -> SafeString | str:
        return _reward_words(row)

    @admin.display(description=_("players who have it"), ordering="holders")
    def unlocked(self, row: Any) -> int | str:
        return row.holders or NOTHING


def _on_it(keys: Sequence[str]) -> Mapping[str, int]:
    rows = QuestEntry.objects.filter(quest__in=keys, state=QuestEntry.State.ACTIVE).values_list("quest")
    return dict(rows.annotate(Count("pk")).order_by())


def _holding(keys: Sequence[str]) -> Mapping[str, int]:
    rows = UnlockedAchievement.objects.filter(achievement__in=keys).values_list("achievement")
    return dict(rows.annotate(Count("pk")).order_by())


ROW_USES += [
    RowUse("quests", _("Players who are at it and would lose it: %(count)s"), _on_it),
    RowUse("achievements", _("Players who have it and would no longer see it: %(count)s"), _holding),
]
NAMERS["players.quest.giver"] = key_namer("locations")
NAMERS["players.questobjective.subject"] = key_namer(*dict.fromkeys(SUBJECTS.values()))
NAMERS["players.achievement.subject"] = NAMERS["players.questobjective.subject"]
