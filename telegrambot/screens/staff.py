"""What the staff group reads about a text that waits."""

from __future__ import annotations

import html
from typing import Any

from django.utils.translation import gettext as _

from content.models import GameText, TextVersion
from telegrambot.screens.base import lines


def waiting_payload(row: GameText, version: TextVersion, *, url: str) -> dict[str, Any]:
    """The text with the buttons to decide about it. `url`: its page at the desk; empty where Telegram could not open
    it."""
    head = _("🚩 Hidden after reports") if row.state == GameText.State.HIDDEN else _("📝 Waits for review")
    buttons: list[list[dict[str, str]]] = [
        [
            {"text": _("✅ Approve"), "callback_data": _data("approve", row, version)},
            {"text": _("❌ Reject"), "callback_data": _data("reject", row, version)},
        ]
    ]
    if url:
        buttons.append([{"text": _("Open in admin"), "url": url}])
    return {"text": lines(f"<b>{head}</b>", *_told(row, version)), "keyboard": buttons}


def decided_payload(row: GameText, version: TextVersion | None, *, by: str, state: str) -> dict[str, Any]:
    heads = {
        GameText.State.PUBLISHED.value: _("✅ Approved by %(name)s"),
        GameText.State.REJECTED.value: _("❌ Rejected by %(name)s"),
        GameText.State.WANTED.value: _("🔁 Sent back to the writer by %(name)s"),
    }
    head = heads.get(state, _("Decided by %(name)s")) % {"name": html.escape(by, quote=False)}
    return {"text": lines(f"<b>{head}</b>", *_told(row, version)), "keyboard": []}


def _told(row: GameText, version: TextVersion | None) -> list[str]:
    about = f"{row.get_purpose_display()} · {row.subject} · {row.language}"
    told = [f"<i>{html.escape(about, quote=False)}</i>", ""]
    if version is not None and version.title:
        told.append(f"<b>{html.escape(version.title, quote=False)}</b>")
    return [*told, html.escape(version.body if version else "", quote=False)]


def _data(what: str, row: GameText, version: TextVersion) -> str:
    return f"staff.{what}.{row.pk}.{row.revision}.{version.pk}"
