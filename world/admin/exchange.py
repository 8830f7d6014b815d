"""Trades between players, for looking into what two people tell differently."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.admin.base import LongStateAdmin
from common.admin.html import NOTHING, badge, change_url, moment, numbered, row_link
from common.admin.references import REFERENCES
from content.admin.names import live
from players.admin.words import asset_title
from world.models import Trade

TONES = {"open": "info", "done": "good", "cancelled": "calm", "expired": "calm"}


@admin.register(Trade)
class TradeAdmin(LongStateAdmin):
    list_display = ["number", "opener_link", "opener_side", "partner_link", "partner_side", "how", "when"]
    list_filter = ["state"]
    list_select_related = ["opener", "partner"]
    search_fields = ["=id", "=opener__name", "=partner__name"]
    search_help_text = _("A number, or the exact name of either player")
    fields = ["opener_link", "opener_side", "partner_link", "partner_side", "how", "when", "ended"]

    @admin.display(description=_("trade"), ordering="pk")
    def number(self, row: Trade) -> str:
        return numbered(row.pk)

    @admin.display(description=_("who asked"))
    def opener_link(self, row: Trade) -> SafeString | str:
        return row_link(row.opener)

    @admin.display(description=_("who was asked"))
    def partner_link(self, row: Trade) -> SafeString | str:
        return row_link(row.partner)

    @admin.display(description=_("offered by the first"))
    def opener_side(self, row: Trade) -> SafeString | str:
        return _goods(row.opener_goods)

    @admin.display(description=_("offered by the second"))
    def partner_side(self, row: Trade) -> SafeString | str:
        return _goods(row.partner_goods)

    @admin.display(description=_("state"), ordering="state")
    def how(self, row: Trade) -> SafeString:
        return badge(row.get_state_display(), TONES[row.state])

    @admin.display(description=_("when"))
    def when(self, row: Trade) -> SafeString | str:
        return moment(row.created_at)

    @admin.display(description=_("ended"))
    def ended(self, row: Trade) -> SafeString | str:
        return moment(row.ended_at)


def _goods(goods: list[Any]) -> SafeString | str:
    catalogue = live()
    lines = ((asset_title(asset, catalogue), amount) for asset, amount in goods)
    return format_html_join(SafeString("<br>"), "{} ×{}", lines) or NOTHING


REFERENCES["trade"] = (lambda key: change_url(Trade, key), lambda key: str(_("trade %(key)s") % {"key": key}))
