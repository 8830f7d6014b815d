"""What the chat page and the test API are shown: people, chats and menus as JSON."""

from typing import Any

from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.people import Person, PrivateChat

_MESSAGES_SHOWN = 200


def person_view(person: Person) -> dict[str, Any]:
    return {
        **person.user,
        "has_started": person.has_started,
        "has_blocked": person.has_blocked,
        "is_deactivated": person.is_deactivated,
    }


def chat_view(emulator: Emulator, chat: PrivateChat, *, limit: int = _MESSAGES_SHOWN) -> dict[str, Any]:
    """The chat with its last `limit` messages, oldest first."""
    person = chat.person
    messages = list(chat.messages.values())[-limit:]
    waiting = [
        {"message_id": pressed.message_id, "data": pressed.data, "query_id": pressed.query_id}
        for pressed in emulator.pressed.values()
        if pressed.person_id == person.id
    ]
    return {
        "person": person_view(person),
        "bot": bot_view(emulator, person.language_code),
        "seq": chat.seq,
        "messages": messages,
        "keyboard": chat.reply_keyboard,
        "pressed": waiting,
        "commands": emulator.profile.commands_for(person.id, person.language_code),
        "menu_button": chat.menu_button or emulator.profile.menu_button,
    }


def bot_view(emulator: Emulator, language_code: str) -> dict[str, Any]:
    language = language_code.partition("-")[0].lower()
    profile = emulator.profile
    return {
        "id": emulator.me["id"],
        "username": emulator.config.bot_username,
        "name": profile.text("name", language, emulator.config.bot_name),
        "description": profile.text("description", language),
        "short_description": profile.text("short_description", language),
    }


def state_view(emulator: Emulator) -> dict[str, Any]:
    """The whole at a glance: counters a benchmark or a test may poll."""
    return {
        "bot": bot_view(emulator, ""),
        "people": len(emulator.people.chats),
        "pending_updates": len(emulator.queue.pending),
        "bot_messages": emulator.bot_message_count,
        "webhook_url": emulator.webhook.url if emulator.webhook else "",
        "faults": faults_view(emulator),
    }


def faults_view(emulator: Emulator) -> dict[str, Any]:
    return {
        "flood_limits": emulator.faults.flood_limits,
        "scripted": [fault.as_json() for fault in emulator.faults.scripted],
    }
