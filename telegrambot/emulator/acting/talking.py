"""A person writes, starts, blocks and comes back."""

import re
from typing import Any

from telegrambot.emulator.acting.errors import ActingError
from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.entities import formatted
from telegrambot.emulator.people import Message, Person, PrivateChat

_FIRST_PERSON_ID = 5_000_000_001
_START_PAYLOAD = re.compile(r"^[A-Za-z0-9_-]{0,64}$")
_MAX_TEXT = 4096


def person_create(
    emulator: Emulator,
    first_name: str,
    *,
    person_id: int = 0,
    last_name: str = "",
    username: str = "",
    language_code: str = "",
    has_started: bool = False,
) -> Person:
    """A new person; ids count up from 5000000001, so a repeated run gives the same ones."""
    people = emulator.people
    person_id = person_id or max((*people.chats, _FIRST_PERSON_ID - 1)) + 1
    if person_id in people.chats:
        raise ActingError(f"there is already a person with the id {person_id}")
    if not first_name.strip():
        raise ActingError("a person needs a first name")
    person = Person(person_id, first_name.strip(), last_name, username, language_code, has_started)
    people.add(person)
    emulator.changes += 1
    emulator.watchers.publish(0, "people", {})
    return person


def group_create(emulator: Emulator, title: str, *, group_id: int) -> Person:
    """A group with the bot in it. Its id is below zero."""
    if group_id >= 0 or group_id in emulator.people.chats:
        raise ActingError(f"{group_id} cannot be a new group's id")
    group = Person(group_id, title, has_started=True, is_group=True)
    emulator.people.add(group)
    emulator.changes += 1
    emulator.watchers.publish(0, "people", {})
    return group


def person_say(emulator: Emulator, person_id: int, text: str, *, reply_to: int = 0) -> Message:
    """A text message. The person starts the chat by it if they have not."""
    plain, entities = formatted(text, "", None)
    if not plain:
        raise ActingError("an empty message cannot be sent")
    if len(plain) > _MAX_TEXT:
        raise ActingError("a message has at most 4096 characters")
    chat = open_chat(emulator, person_id)
    content: Message = {"text": plain}
    if entities:
        content["entities"] = entities
    if reply_to:
        if reply_to not in chat.messages:
            raise ActingError(f"there is no message {reply_to} in this chat")
        replied = chat.messages[reply_to].items()
        content["reply_to_message"] = {name: value for name, value in replied if name != "reply_to_message"}
    return emulator.person_message(chat, content)


def person_start(emulator: Emulator, person_id: int, payload: str = "") -> Message:
    """The Start button or a deep link; the payload has at most 64 of A-Za-z0-9_-.

    Whoever had blocked the bot unblocks it, as in Telegram.
    """
    if not _START_PAYLOAD.match(payload):
        raise ActingError("a start parameter has at most 64 characters of A-Z, a-z, 0-9, _ and -")
    if chat_of(emulator, person_id).person.has_blocked:
        person_unblock(emulator, person_id)
    return person_say(emulator, person_id, f"/start {payload}".rstrip())


def person_send_photo(emulator: Emulator, person_id: int, body: bytes, caption: str = "") -> Message:
    chat = open_chat(emulator, person_id)
    sizes = emulator.files.add_photo(body)
    text, entities = formatted(caption, "", None)
    content: Message = {"photo": [size.as_photo_size() for size in sizes]}
    if text:
        content["caption"] = text
    if entities:
        content["caption_entities"] = entities
    return emulator.person_message(chat, content)


def person_press_reply_button(emulator: Emulator, person_id: int, text: str) -> Message:
    """A button of the reply keyboard sends its text; a one-time keyboard then folds."""
    chat = open_chat(emulator, person_id)
    rows = (chat.reply_keyboard or {}).get("keyboard", [])
    if not any(button["text"] == text for row in rows for button in row):
        raise ActingError(f"there is no reply button {text!r}")
    if chat.reply_keyboard and chat.reply_keyboard.get("one_time_keyboard"):
        chat.reply_keyboard = None
        emulator.watchers.publish(person_id, "keyboard", {"keyboard": None})
    return person_say(emulator, person_id, text)


def person_send_web_app_data(emulator: Emulator, person_id: int, button_text: str, data: str) -> Message:
    """What a Mini App opened from a reply keyboard sends back; at most 4096 bytes."""
    if len(data.encode()) > 4096:
        raise ActingError("web app data has at most 4096 bytes")
    chat = open_chat(emulator, person_id)
    return emulator.person_message(chat, {"web_app_data": {"data": data, "button_text": button_text}})


def person_block(emulator: Emulator, person_id: int) -> None:
    person = chat_of(emulator, person_id).person
    if not person.has_blocked:
        person.has_blocked = True
        _membership_changed(emulator, person, old="member", new="kicked")


def person_unblock(emulator: Emulator, person_id: int) -> None:
    person = chat_of(emulator, person_id).person
    if person.has_blocked:
        person.has_blocked = False
        _membership_changed(emulator, person, old="kicked", new="member")


def chat_of(emulator: Emulator, person_id: int) -> PrivateChat:
    chat = emulator.people.chats.get(person_id)
    if chat is None:
        raise ActingError(f"there is no person with the id {person_id}")
    return chat


def open_chat(emulator: Emulator, person_id: int) -> PrivateChat:
    """The chat a person is about to write in."""
    chat = chat_of(emulator, person_id)
    if chat.person.has_blocked:
        raise ActingError(f"{chat.person.first_name} has blocked the bot; unblock it first")
    chat.person.has_started = True
    return chat


def _membership_changed(emulator: Emulator, person: Person, *, old: str, new: str) -> None:
    chat = emulator.people.chats[person.id]
    change = {
        "chat": chat.info,
        "from": person.user,
        "date": emulator.now(),
        "old_chat_member": _member(emulator, old),
        "new_chat_member": _member(emulator, new),
    }
    emulator.send_update("my_chat_member", change, lane=f"my_chat_member:{person.id}")
    emulator.watchers.publish(person.id, "blocked", {"has_blocked": person.has_blocked})


def _member(emulator: Emulator, status: str) -> dict[str, Any]:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": emulator.me, "status": status, **until}
