"""A person presses inline buttons."""

import asyncio
from typing import Any

from telegrambot.emulator.acting.errors import ActingError
from telegrambot.emulator.acting.talking import chat_of, open_chat
from telegrambot.emulator.emulator import Emulator, PressedButton
from telegrambot.emulator.keyboards import Button
from telegrambot.emulator.people import Message, PrivateChat


def button_at(message: Message, *, row: int, column: int) -> Button:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    if not 0 <= row < len(rows) or not 0 <= column < len(rows[row]):
        raise ActingError(f"message {message['message_id']} has no button at row {row}, column {column}")
    button: Button = rows[row][column]
    return button


def button_with(message: Message, *, data: str = "", text: str = "") -> Button:
    """The first button with this callback data, or else with this label."""
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            if (data and button.get("callback_data") == data) or (not data and button["text"] == text):
                return dict(button)
    raise ActingError(f"message {message['message_id']} has no button {data or text!r}")


def latest_keyboard(chat: PrivateChat) -> Message:
    """The newest message with inline buttons."""
    for message in reversed(chat.messages.values()):
        if "reply_markup" in message:
            return message
    raise ActingError("there is no message with buttons in this chat")


def person_press(
    emulator: Emulator, person_id: int, message_id: int, data: str, *, forged: bool = False, group_id: int = 0
) -> PressedButton:
    """Press a callback button. `forged` sends data no button has, or for a message that is gone, as a hostile
    client can. `group_id`: the button is in a group that the person is in."""
    chat = chat_of(emulator, group_id) if group_id else open_chat(emulator, person_id)
    message = chat.messages.get(message_id)
    if message is None and not forged:
        raise ActingError(f"there is no message {message_id} in this chat")
    if message is not None and not forged:
        button_with(message, data=data)
    pressed = emulator.button_pressed(person_id, message_id, data)
    shown = message or {"chat": chat.info, "message_id": message_id, "date": 0}
    query = {
        "id": pressed.query_id,
        "from": chat_of(emulator, person_id).person.user,
        "message": shown,
        "chat_instance": str(person_id * 7919),
        "data": data,
    }
    emulator.send_update("callback_query", query, lane=f"callback_query:{person_id}")
    emulator.watchers.publish(
        person_id, "pressed", {"query_id": pressed.query_id, "message_id": message_id, "data": data}
    )
    return pressed


async def answer_to(pressed: PressedButton, timeout_s: float) -> dict[str, Any] | None:
    """What the bot answered; None when it did not in time."""
    try:
        return await asyncio.wait_for(asyncio.shield(pressed.answer), timeout_s)
    except TimeoutError:
        return None
