"""Texts as rows: all of them with their history, and the names that no text tells."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.admin.base import LongStateAdmin, StateAdmin
from common.admin.html import NOTHING, change_url, json_block, link, moment, numbered
from common.admin.references import REFERENCES
from common.admin.words import refusal_words
from common.errors import GameError
from content.admin.desk import PERMISSION, TEXT, desk_view, text_view
from content.admin.desk_page import versions_shown
from content.admin.text_words import state_badge
from content.models import BannedName, GameText
from content.services.moderation import name_allow


class ModeratedAdmin(StateAdmin):
    """Seen by moderators as well as by those who may view the model."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or request.user.has_perm(PERMISSION)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


@admin.register(GameText)
class GameTextAdmin(ModeratedAdmin, LongStateAdmin):
    list_display = ["title_line", "state_shown", "purpose_shown", "explorer", "since"]
    list_filter = ["state", "purpose", "language", "is_reviewed"]
    search_fields = ["subject", "body", "=credit"]
    search_help_text = _("What it is about, words of the text, or the exact name of its first explorer")
    fields = [
        "title_line", "state_shown", "chat", "explorer", "facts_shown", "hint_shown", "since", "asked_at",
        "history_list",
    ]  # fmt: skip
    change_form_outer_before_template = "admin/artel/text_desk_link.html"
    actions = None

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("desk/", wrap(partial(desk_view, self)), name="content_gametext_desk"),
            path("desk/<int:text_id>/", wrap(partial(text_view, self)), name="content_gametext_desk_text"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        is_there = request.user.has_perm(PERMISSION) and object_id.isdecimal()
        context = {"desk_url": reverse(TEXT, args=[int(object_id)]) if is_there else ""}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    @admin.display(description=_("text"), ordering="pk")
    def title_line(self, row: GameText) -> SafeString:
        words = Truncator(row.body).chars(90) or NOTHING
        return format_html("{}<br><span class='artel-dim'>{} · {}</span>", words, row.subject, row.language)

    @admin.display(description=_("state"))
    def state_shown(self, row: GameText) -> SafeString:
        return state_badge(row)

    @admin.display(description=_("kind"))
    def purpose_shown(self, row: GameText) -> str:
        return row.get_purpose_display()

    @admin.display(description=_("first explorer"))
    def explorer(self, row: GameText) -> str:
        if row.explorer_id is None:
            return NOTHING
        return row.credit or numbered(row.explorer_id)

    @admin.display(description=_("in this state"))
    def since(self, row: GameText) -> SafeString | str:
        return moment(row.settled_at)

    @admin.display(description=_("asked for"))
    def asked_at(self, row: GameText) -> SafeString | str:
        return moment(row.created_at)

    @admin.display(description=_("what players read"))
    def chat(self, row: GameText) -> SafeString | str:
        if not row.body:
            return NOTHING
        return format_html("<div class='artel-chat'><b>{}</b> {}</div>", row.title, row.body)

    @admin.display(description=_("facts"))
    def facts_shown(self, row: GameText) -> SafeString:
        return json_block(row.facts)

    @admin.display(description=_("hint"))
    def hint_shown(self, row: GameText) -> str:
        return row.hint or NOTHING

    @admin.display(description=_("history"))
    def history_list(self, row: GameText) -> SafeString | str:
        lines = (
            (
                shown.row.number,
                shown.verdict,
                shown.row.get_origin_display(),
                shown.row.model or NOTHING,
                shown.cost,
                moment(shown.row.created_at),
                shown.row.body,
                " · ".join(
                    filter(None, (shown.row.reviewer.get_username() if shown.row.reviewer else "", shown.row.reason))
                ),
            )
            for shown in versions_shown(row)
        )
        return (
            format_html_join(
                "",
                "<p>{}. {} <span class='artel-dim'>{} · {} · {} · {}</span><br>{}<br>"
                "<span class='artel-dim'>{}</span></p>",
                lines,
            )
            or NOTHING
        )


@admin.register(BannedName)
class BannedNameAdmin(ModeratedAdmin):
    """Names are banned at the desk, from the page of a text, and allowed again here."""

    list_display = ["name", "player", "reason", "by", "since"]
    search_fields = ["name", "=player_id"]
    list_select_related = ["banned_by"]
    fields = ["name", "player", "reason", "by", "since"]
    ordering = ["-banned_at"]
    actions = ["allow"]

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))

    @admin.display(description=_("player"))
    def player(self, row: BannedName) -> SafeString | str:
        words = REFERENCES.get("player")
        return link(words[0](str(row.pk)), words[1](str(row.pk))) if words else numbered(row.pk)

    @admin.display(description=_("by"))
    def by(self, row: BannedName) -> str:
        return row.banned_by.get_username() if row.banned_by else NOTHING

    @admin.display(description=_("banned"))
    def since(self, row: BannedName) -> SafeString | str:
        return moment(row.banned_at)

    @admin.action(description=_("Let texts tell these names again"), permissions=["moderate"])
    def allow(self, request: HttpRequest, queryset: QuerySet[BannedName]) -> None:
        done = 0
        for player_id in list(queryset.values_list("pk", flat=True)):
            try:
                name_allow(player_id=player_id, by=request.user, reason="")  # type: ignore[arg-type]
                done += 1
            except GameError as error:
                self.message_user(request, refusal_words(error), messages.ERROR)
        if done:
            text = ngettext("%(n)d name may be told again.", "%(n)d names may be told again.", done)
            self.message_user(request, text % {"n": done}, messages.SUCCESS)


REFERENCES["text"] = (lambda key: change_url(GameText, key), numbered)
