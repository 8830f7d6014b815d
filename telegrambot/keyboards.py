"""Screens in the words of the Bot API."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from telegrambot.codec import command_of, encode
from telegrambot.screens.base import Screen
from telegrambot.screens.pen import Pen


def screen_payload(screen: Screen, pen: Pen) -> dict[str, Any]:
    """The `text` and `keyboard` of a message. For a text-only player every button is also a typed command."""
    text = pen.finished(screen.text)
    if pen.plain and screen.rows:
        text = f"{text}\n\n{_commands(screen, pen)}"
    keyboard = [
        [{"text": pen.finished(button.label).strip(), "callback_data": encode(button.tap)} for button in row]
        for row in screen.rows
    ]
    return {"text": text, "keyboard": keyboard}


def _commands(screen: Screen, pen: Pen) -> str:
    told = (
        f"{pen.html(pen.finished(button.label).strip())}: {command_of(button.tap)}"
        for row in screen.rows
        for button in row
    )
    return "\n".join((_("Commands:"), *told))
