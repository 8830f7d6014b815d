"""Players' chats with the bot: who can be reached, and what they look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.admin.base import LongStateAdmin
from common.admin.html import NOTHING, badge, moment, row_link
from telegrambot.models import Chat


class ReachFilter(admin.SimpleListFilter):
    title = _("can be reached")
    parameter_name = "reach"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(unreachable_at__isnull=self.value() == "yes") if self.value() else queryset


@admin.register(Chat)
class ChatAdmin(LongStateAdmin):
    list_display = ["number", "player_link", "reach", "screen", "came_by", "first_seen"]
    list_filter = [ReachFilter]
    list_select_related = ["player"]
    search_fields = ["=chat_id", "=player__name", "=start_payload"]
    search_help_text = _("A chat's number, a player's exact name, or the link they came by")
    fields = ["number", "player_link", "reach", "screen", "came_by", "first_seen"]
    actions = None

    @admin.display(description=_("chat"), ordering="pk")
    def number(self, row: Chat) -> str:
        return str(row.pk)

    @admin.display(description=_("player"))
    def player_link(self, row: Chat) -> SafeString | str:
        return row_link(row.player)

    @admin.display(description=_("can be reached"))
    def reach(self, row: Chat) -> SafeString:
        return badge(_("blocked the bot"), "bad") if row.unreachable_at else badge(_("yes"), "good")

    @admin.display(description=_("screen"))
    def screen(self, row: Chat) -> str:
        return row.live_kind or NOTHING

    @admin.display(description=_("came by the link"))
    def came_by(self, row: Chat) -> str:
        return row.start_payload or NOTHING

    @admin.display(description=_("first seen"))
    def first_seen(self, row: Chat) -> SafeString | str:
        return moment(row.created_at)
