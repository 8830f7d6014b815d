"""Draft rows of items, affix tables and sets; and the pieces that players have."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.admin.base import LongStateAdmin
from common.admin.html import NOTHING, badge, change_url, icon_name, link, list_url, moment, numbered, row_link
from common.admin.references import reference_link
from content.admin.catalogue import ChangeFilter, ChildInline
from content.admin.names import field_title, key_title, language, live, row_title, value_word
from content.admin.screens import ChattingAdmin
from players.admin.panels import PANELS, Panel
from players.admin.words import reason_words
from players.models import AffixGrade, AffixRow, AffixTable, Gear, Item, ItemSet, ItemSetBonus, Parcel, Player
from players.rules.catalogue import AffixStat, Rarity
from players.rules.items import affixes_from_json
from players.state.gear import pieces_of

TEXTS: tuple[Any, ...] = (("name_ru", "name_en"), ("description_ru", "description_en"))
BONUSES = ("strength", "agility", "intellect", "vitality", "attack", "armor", "heals", "energizes")
BREAK = SafeString("<br>")
TONES = {
    Rarity.COMMON: "calm",
    Rarity.UNCOMMON: "good",
    Rarity.RARE: "info",
    Rarity.EPIC: "warn",
    Rarity.LEGENDARY: "bad",
}


def rarity_badge(rarity: str) -> SafeString:
    return badge(value_word(rarity), TONES[Rarity(rarity)])


def bonus_words(row: Any, names: Any) -> str:
    given = ((field_title(type(row), name), getattr(row, name)) for name in names)
    return ", ".join(f"{title} {value:+d}" for title, value in given if value) or NOTHING


@admin.register(Item)
class ItemAdmin(ChattingAdmin):
    list_display = ["title", "kind_word", "rarity_word", "level", "price", "bonuses", "change_badge"]
    list_editable = ["level", "price"]
    list_filter = [ChangeFilter, "kind", "slot", "rarity", "bind", "affix_table", "item_set"]
    autocomplete_fields = ["affix_table", "item_set"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("key", "icon"),
                    *TEXTS,
                    ("kind", "slot"),
                    ("level", "price"),
                    ("rarity", "bind"),
                    "stack",
                ]
            },
        ),
        (
            _("When it is worn"),
            {
                "fields": [
                    ("strength", "agility"),
                    ("intellect", "vitality"),
                    ("attack", "armor"),
                    ("affix_table", "item_set"),
                    "durability",
                ]
            },
        ),
        (_("When it is drunk"), {"fields": [("heals", "energizes")]}),
    ]

    @admin.display(description=_("kind"), ordering="kind")
    def kind_word(self, row: Item) -> str:
        return value_word(row.slot or row.kind)

    @admin.display(description=_("rarity"), ordering="rarity")
    def rarity_word(self, row: Item) -> SafeString:
        return rarity_badge(row.rarity)

    @admin.display(description=_("what it gives"))
    def bonuses(self, row: Item) -> str:
        return bonus_words(row, BONUSES)


class GradeInline(ChildInline):
    model = AffixGrade


class AffixInline(ChildInline):
    model = AffixRow


@admin.register(AffixTable)
class AffixTableAdmin(ChattingAdmin):
    list_display = ["title", "grades_words", "affix_words", "item_count", "change_badge"]
    list_filter = [ChangeFilter]
    search_fields = ("key", "affixes__name_ru", "affixes__name_en")
    inlines = [GradeInline, AffixInline]
    fieldsets = [(None, {"fields": ["key"]})]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).annotate(items_rolled=Count("items", distinct=True))
        return rows.prefetch_related("grades", "affixes")

    @admin.display(description=_("affix table"), ordering="key")
    def title(self, row: AffixTable) -> SafeString:
        return icon_name("🎲", row.pk)

    @admin.display(description=_("grades"))
    def grades_words(self, row: AffixTable) -> SafeString | str:
        total = sum(grade.weight for grade in row.grades.all()) or 1
        lines = (
            (rarity_badge(grade.rarity), round(100 * grade.weight / total, 1), grade.affixes)
            for grade in row.grades.all()
        )
        return format_html_join(BREAK, "{} {} % <span class='artel-dim'>×{}</span>", lines) or badge(_("none"), "bad")

    @admin.display(description=_("affixes"))
    def affix_words(self, row: AffixTable) -> SafeString | str:
        lines = (
            (getattr(affix, "name_" + language()), value_word(affix.stat), affix.low, affix.high)
            for affix in row.affixes.all()
        )
        return format_html_join(BREAK, "{}: <span class='artel-dim'>{} {}–{}</span>", lines) or badge(_("none"), "bad")

    @admin.display(description=_("items"))
    def item_count(self, row: Any) -> SafeString | str:
        count = row.items_rolled
        return link(list_url(Item, f"affix_table__key__exact={row.pk}"), count) if count else NOTHING


class SetBonusInline(ChildInline):
    model = ItemSetBonus


@admin.register(ItemSet)
class ItemSetAdmin(ChattingAdmin):
    list_display = ["title", "pieces", "bonuses_words", "change_badge"]
    list_filter = [ChangeFilter]
    inlines = [SetBonusInline]
    fieldsets = [(None, {"fields": ["key", ("name_ru", "name_en")]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ItemSet]:
        return super().get_queryset(request).prefetch_related("items", "bonuses")

    @admin.display(description=_("pieces"))
    def pieces(self, row: ItemSet) -> SafeString | str:
        lines = ((row_link(item, row_title(item)), value_word(item.slot)) for item in row.items.all())
        return format_html_join(BREAK, "{} <span class='artel-dim'>{}</span>", lines) or badge(_("none"), "bad")

    @admin.display(description=_("bonuses"))
    def bonuses_words(self, row: ItemSet) -> SafeString | str:
        lines = ((bonus.pieces, bonus_words(bonus, list(AffixStat))) for bonus in row.bonuses.all())
        return format_html_join(BREAK, "{}: {}", lines) or badge(_("none"), "bad")


@admin.register(Gear)
class GearAdmin(LongStateAdmin):
    """Pieces that are one of a kind: for looking; an operator takes or gives one by correcting a balance."""

    list_display = ["number", "what", "rarity_word", "affix_words", "owner_link", "bound", "wear", "why", "when"]
    list_filter = ["rarity", "bound"]
    list_select_related = ["owner"]
    search_fields = ["=id", "=owner__name", "=item"]
    search_help_text = _("A number, the owner's exact name, or the key of an item")
    fields = ["what", "rarity_word", "affix_words", "owner_link", "bound", "wear", "why", "origin", "when", "seed"]

    @admin.display(description=_("piece"), ordering="pk")
    def number(self, row: Gear) -> str:
        return numbered(row.pk)

    @admin.display(description=_("item"))
    def what(self, row: Gear) -> str:
        return key_title("items", row.item, live())

    @admin.display(description=_("rarity"))
    def rarity_word(self, row: Gear) -> SafeString:
        return rarity_badge(row.rarity)

    @admin.display(description=_("affixes"))
    def affix_words(self, row: Gear) -> str:
        return affix_words(row)

    @admin.display(description=_("owner"))
    def owner_link(self, row: Gear) -> SafeString | str:
        return row_link(row.owner)

    @admin.display(description=_("reason"))
    def why(self, row: Gear) -> str:
        return reason_words(row.reason)

    @admin.display(description=_("in connection with"))
    def origin(self, row: Gear) -> SafeString | str:
        return reference_link(row.reference)

    @admin.display(description=_("when"))
    def when(self, row: Gear) -> SafeString | str:
        return moment(row.created_at)


def affix_words(row: Gear) -> str:
    affixes = affixes_from_json(row.affixes)
    return ", ".join(f"{value_word(affix.stat)} {affix.amount:+d}" for affix in affixes) or NOTHING


def gear_panel(player: Player) -> Panel:
    """Pieces the player has, and what waits for room."""
    catalogue = live()
    worn = set(Gear.objects.filter(owner=player, worn__player=player).values_list("pk", flat=True))
    rows: list[list[Any]] = [
        [
            link(change_url(Gear, piece.id), key_title("items", piece.item.key, catalogue)),
            rarity_badge(piece.item.rarity),
            ", ".join(f"{value_word(affix.stat)} {affix.amount:+d}" for affix in piece.affixes) or NOTHING,
            badge(_("worn"), "info") if piece.id in worn else badge(_("bound"), "calm") if piece.bound else NOTHING,
        ]
        for piece in pieces_of(player.pk, catalogue)
    ]
    for parcel in Parcel.objects.filter(player=player).order_by("pk"):
        count = ngettext("%(count)d piece", "%(count)d pieces", parcel.amount) % {"count": parcel.amount}
        title = key_title("items", parcel.item, catalogue)
        rows.append([title, count, reason_words(parcel.reason), badge(_("waits for room"), "warn")])
    headers = (_("item"), _("rarity"), _("affixes"), _("state"))
    return Panel(_("Pieces of equipment"), rows, headers, empty=_("None yet."))


PANELS.append(gear_panel)
