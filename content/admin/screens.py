"""How a draft row reads in the chat. The bot lies above this app and tells, for each kind of row, how to draw it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from common.rules.text import LANGUAGES
from content.admin.catalogue import CatalogueAdmin
from content.draft import draft_state
from content.rules.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class ChatScreen:
    """A message of the bot in one language: its text as HTML, its rows of buttons."""

    language: str
    html: SafeString
    rows: tuple[tuple[str, ...], ...]


# By section: the screens of a row, given the draft, the key and the language; none where it cannot be drawn yet.
Draw = Callable[[Catalogue, str, str], list[ChatScreen]]
SCREENS: dict[str, Draw] = {}


def screens_of(section: str, draft: Catalogue, key: str) -> list[ChatScreen]:
    """The row's screens, language by language."""
    draw = SCREENS.get(section)
    return [] if draw is None else [screen for language in LANGUAGES for screen in draw(draft, key, language)]


class ChattingAdmin(CatalogueAdmin):
    """A kind of catalogue row that players read in the chat: its form ends with how it reads there."""

    change_form_outer_after_template = "admin/artel/chat_screens.html"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"chat_screens": screens_of(self.section.name, draft_state().draft, object_id)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)
