"""What the bot may know about a chat, and the end of a session."""

from typing import Any

from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.errors import bad_request
from telegrambot.emulator.params import Params


def get_chat(emulator: Emulator, params: Params) -> dict[str, Any]:
    chat = emulator.people.chat_of_call(params.text("chat_id"))
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full = {
        **chat.info,
        "accent_color_id": chat.person.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, True),
    }
    if chat.person.username:
        full["active_usernames"] = [chat.person.username]
    if chat.pinned is not None:
        full["pinned_message"] = chat.pinned
    return full


def get_chat_member(emulator: Emulator, params: Params) -> dict[str, Any]:
    chat = emulator.people.chat_of_call(params.text("chat_id"))
    user_id = params.user_id()
    if user_id == emulator.me["id"]:
        return {"status": "member", "user": emulator.me}
    if user_id == chat.person.id:
        return {"status": "member", "user": chat.person.user}
    raise bad_request("PARTICIPANT_ID_INVALID")


def pin_chat_message(emulator: Emulator, params: Params) -> bool:
    chat = emulator.people.writable(params.text("chat_id"))
    message = chat.messages.get(params.message_id())
    if message is None:
        raise bad_request("message to pin not found")
    chat.pinned = message
    return True


def unpin_all(emulator: Emulator, params: Params) -> bool:
    emulator.people.writable(params.text("chat_id")).pinned = None
    return True


def end_session(emulator: Emulator, params: Params) -> bool:
    """logOut and close: nothing to do, the emulator has no other server the bot could move to."""
    return True
