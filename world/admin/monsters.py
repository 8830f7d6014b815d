"""Monsters, what they leave, and shops."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.admin.html import NOTHING, badge, change_url, link, row_link
from content.admin.catalogue import CatalogueAdmin, ChangeFilter, ChildInline
from content.admin.names import key_title, row_title, spec_title
from content.admin.screens import ChattingAdmin
from world.admin.loot import roll_page
from world.models import (
    Activity,
    GatheringNode,
    LootTable,
    LootTableEntry,
    Monster,
    MonsterResistance,
    MonsterSkillUse,
    Shop,
    ShopOffer,
)
from world.rules.catalogue import MonsterSpec
from world.rules.crafts import ActivitySpec, GatheringNodeSpec

TEXTS: tuple[Any, ...] = (("name_ru", "name_en"), ("description_ru", "description_en"))
BREAK = SafeString("<br>")


class SkillUseInline(ChildInline):
    model = MonsterSkillUse
    autocomplete_fields = ["skill"]


class ResistanceInline(ChildInline):
    model = MonsterResistance


@admin.register(Monster)
class MonsterAdmin(ChattingAdmin):
    list_display = ["title", "level", "hp", "attack", "xp", "loot", "skill_names", "change_badge"]
    list_editable = ["level", "hp", "attack", "xp"]
    list_filter = [ChangeFilter, "boss", "level", "damage_type"]
    list_select_related = ["loot_table"]
    autocomplete_fields = ["loot_table"]
    inlines = [SkillUseInline, ResistanceInline]
    fieldsets = [
        (None, {"fields": [("key", "icon"), *TEXTS, ("level", "boss")]}),
        (_("In a fight"), {"fields": [("hp", "attack"), ("armor", "agility"), "damage_type"]}),
        (_("What it leaves"), {"fields": [("xp", "loot_table"), ("gold_min", "gold_max")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Monster]:
        return super().get_queryset(request).prefetch_related("skills__skill")

    @admin.display(description=_("name"), ordering="key")
    def title(self, row: Monster) -> SafeString:
        crown = format_html(" {}", badge(_("boss"), "warn")) if row.boss else ""
        return format_html("{}{}", super().title(row), crown)

    @admin.display(description=_("leaves"))
    def loot(self, row: Monster) -> SafeString:
        table = row_link(row.loot_table, row_title(row.loot_table)) if row.loot_table else NOTHING
        return format_html("🪙 {}–{}<br>{}", row.gold_min, row.gold_max, table)

    @admin.display(description=_("skills"))
    def skill_names(self, row: Monster) -> SafeString | str:
        names = ((row_title(use.skill),) for use in row.skills.all())
        return format_html_join(BREAK, "{}", names) or badge(_("none"), "bad")


class LootInline(ChildInline):
    model = LootTableEntry
    autocomplete_fields = ["item"]


@admin.register(LootTable)
class LootTableAdmin(CatalogueAdmin):
    list_display = ["title", "entries_words", "used_by", "change_badge"]
    list_filter = [ChangeFilter]
    search_fields = ("key", "entries__item__name_ru", "entries__item__name_en")
    inlines = [LootInline]
    fieldsets = [(None, {"fields": ["key"]})]
    change_form_outer_after_template = "admin/artel/loot_roll_link.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.roll_view)
        return [path("<path:key>/roll/", view, name="world_loottable_roll"), *super().get_urls()]

    def roll_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """The table rolled many times, as a chart."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return roll_page(request, self, key)

    def get_queryset(self, request: HttpRequest) -> QuerySet[LootTable]:
        return super().get_queryset(request).prefetch_related("entries__item")

    @admin.display(description=_("loot table"), ordering="key")
    def title(self, row: Any) -> SafeString:
        title = key_title("loot_tables", row.pk, row.artel_state.draft)
        return format_html("<span class='artel-named'>{}</span><small class='artel-key'>{}</small>", title, row.pk)

    @admin.display(description=_("what may drop"))
    def entries_words(self, row: LootTable) -> SafeString | str:
        lines = ((row_title(entry.item), entry.chance) for entry in row.entries.all())
        pattern = "{} <span class='artel-dim'>{} %</span>"
        return format_html_join(BREAK, pattern, lines) or badge(_("nothing"), "bad")

    @admin.display(description=_("dropped by"))
    def used_by(self, row: Any) -> SafeString | str:
        givers = ((Monster, MonsterSpec), (GatheringNode, GatheringNodeSpec), (Activity, ActivitySpec))
        lines = [
            (link(change_url(model, giver.key), spec_title(giver, giver.key)),)
            for model, spec in givers
            for giver in row.artel_state.draft.all(spec).values()
            if giver.loot_table == row.pk
        ]
        return format_html_join(BREAK, "{}", lines) or NOTHING


class OfferInline(ChildInline):
    model = ShopOffer
    autocomplete_fields = ["item"]


@admin.register(Shop)
class ShopAdmin(ChattingAdmin):
    list_display = ["title", "where", "on_sale", "buys_at_percent", "change_badge"]
    list_editable = ["buys_at_percent"]
    list_filter = [ChangeFilter]
    inlines = [OfferInline]
    fieldsets = [
        (
            None,
            {"fields": [("key", "icon"), ("name_ru", "name_en"), ("greeting_ru", "greeting_en"), "buys_at_percent"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shop]:
        return super().get_queryset(request).prefetch_related("offers__item", "locations")

    @admin.display(description=_("where"))
    def where(self, row: Shop) -> SafeString | str:
        places = ((row_link(place, row_title(place)),) for place in row.locations.all())
        return format_html_join(BREAK, "{}", places) or badge(_("nowhere"), "warn")

    @admin.display(description=_("on sale"))
    def on_sale(self, row: Shop) -> SafeString | str:
        lines = ((row_title(offer.item), offer.price or offer.item.price) for offer in row.offers.all())
        return format_html_join(BREAK, "{} <span class='artel-dim'>🪙 {}</span>", lines) or NOTHING
