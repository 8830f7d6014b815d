"""Screens in the words of the Bot API."""

from __future__ import annotations

from typing import Any

from telegrambot.codec import command_of, encode
from telegrambot.screens.base import Button, Screen
from telegrambot.screens.pen import Pen


def screen_payload(screen: Screen, pen: Pen) -> dict[str, Any]:
    """The `text` and `keyboard` of a message. For a text-only player every button is also a typed command."""
    text = _in_words(screen, pen) if pen.plain else screen.text
    keyboard = [
        [{"text": pen.finished(button.label).strip(), "callback_data": encode(button.tap)} for button in row]
        for row in screen.rows
    ]
    return {"text": text, "keyboard": keyboard}


def _in_words(screen: Screen, pen: Pen) -> str:
    """The text without empty lines, then the commands, a line for each row of buttons: it is all read aloud."""
    told = [line for line in pen.finished(screen.text).split("\n") if line]
    listed = {line.rpartition(": ")[2] for line in told}
    rows = ([button for button in row if command_of(button.tap) not in listed] for row in screen.rows)
    commands = ["; ".join(_command(button, pen) for button in row) for row in rows if row]
    return "\n".join((*told, "", *commands) if commands else told)


def _command(button: Button, pen: Pen) -> str:
    return f"{pen.html(pen.finished(button.label).strip())}: {command_of(button.tap)}"
