"""What players have, and every movement that made it so."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.admin.base import LongStateAdmin
from common.admin.html import moment, row_link, signed
from common.admin.references import reference_link
from players.admin.economy import economy_view
from players.admin.words import REASONS, asset_title, reason_words
from players.models import Holding, LedgerEntry
from players.state.ledger import GOLD


class AssetFilter(admin.SimpleListFilter):
    title = _("asset")
    parameter_name = "what"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(GOLD, _("gold")), ("items", _("items"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == GOLD:
            return queryset.filter(asset=GOLD)
        return queryset.exclude(asset=GOLD) if self.value() == "items" else queryset


class ReasonFilter(admin.SimpleListFilter):
    title = _("reason")
    parameter_name = "why"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(REASONS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(reason=self.value()) if self.value() else queryset


class AssetAdmin(LongStateAdmin):
    """Rows that belong to a player and name an asset."""

    list_select_related = ["player"]
    search_fields = ["=player__name", "=player__id", "asset"]
    search_help_text = _("A player's exact name or number, or the key of an item")

    @admin.display(description=_("player"))
    def player_link(self, row: Any) -> SafeString | str:
        return row_link(row.player)

    @admin.display(description=_("asset"))
    def asset_words(self, row: Any) -> str:
        return asset_title(row.asset)


@admin.register(Holding)
class HoldingAdmin(AssetAdmin):
    list_display = ["asset_name", "player_link", "amount"]
    list_filter = [AssetFilter]
    fields = ["player_link", "asset_words", "amount"]

    @admin.display(description=_("asset"), ordering="asset")
    def asset_name(self, row: Holding) -> str:
        return asset_title(row.asset)


@admin.register(LedgerEntry)
class LedgerAdmin(AssetAdmin):
    list_display = ["when", "player_link", "asset_words", "moved", "balance", "why", "reference_shown"]
    list_filter = [AssetFilter, ReasonFilter]
    fields = ["when", "player_link", "asset_words", "moved", "balance", "why", "reference_shown", "key"]

    def get_urls(self) -> list[URLPattern]:
        economy = path("economy/", self.admin_site.admin_view(self.economy), name="players_ledgerentry_economy")
        return [economy, *super().get_urls()]

    def economy(self, request: HttpRequest) -> HttpResponse:
        return economy_view(self, request)

    @admin.display(description=_("when"), ordering="pk")
    def when(self, row: LedgerEntry) -> SafeString | str:
        return moment(row.created_at)

    @admin.display(description=_("moved"), ordering="amount")
    def moved(self, row: LedgerEntry) -> SafeString:
        return signed(row.amount)

    @admin.display(description=_("reason"))
    def why(self, row: LedgerEntry) -> str:
        return reason_words(row.reason)

    @admin.display(description=_("in connection with"))
    def reference_shown(self, row: LedgerEntry) -> SafeString | str:
        return reference_link(row.reference)
