"""Sending: text, dice and chat actions, and what every message has in common."""

import random
from typing import Any

from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.entities import MAX_TEXT, Formatted, text_of
from telegrambot.emulator.errors import bad_request
from telegrambot.emulator.html_markup import Entity
from telegrambot.emulator.keyboards import Markup, markup_of
from telegrambot.emulator.params import Params
from telegrambot.emulator.people import Message, PrivateChat

_ACTIONS = frozenset(
    (
        *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
        *("upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"),
    )
)
_DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


def send_message(emulator: Emulator, params: Params) -> Message:
    text, entities = text_of(params)
    content: Message = {"text": text}
    if entities:
        content["entities"] = known_mentions(emulator, entities)
    if preview := link_preview_of(params):
        content["link_preview_options"] = preview
    if len(text) > MAX_TEXT:
        raise bad_request("Message is too long")
    return deliver(emulator, params, content)


def send_dice(emulator: Emulator, params: Params) -> Message:
    emoji = params.text("emoji") or "🎲"
    if emoji not in _DICE:
        raise bad_request("Wrong dice emoji specified")
    value = random.Random(emulator.next_message_id).randint(1, _DICE[emoji])  # noqa: S311 - the same every run
    return deliver(emulator, params, {"dice": {"emoji": emoji, "value": value}})


def send_chat_action(emulator: Emulator, params: Params) -> bool:
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = emulator.people.writable(params.text("chat_id"))
    emulator.bot_signal(chat, "action", {"action": action})
    return True


def deliver(emulator: Emulator, params: Params, content: Message) -> Message:
    """Put a message with the options every send method shares into the chat. Raises ApiError 400 or 403."""
    markup = markup_of(params, allow_http_web_app=emulator.config.allow_http_web_app)
    chat = emulator.people.writable(params.text("chat_id"))
    content.update(_options(params, chat))
    if markup is not None:
        if "inline_keyboard" in markup:
            content["reply_markup"] = markup
        else:
            show_reply_keyboard(emulator, chat, markup)
    return emulator.bot_message(chat, content)


def show_reply_keyboard(emulator: Emulator, chat: PrivateChat, markup: Markup) -> None:
    """A reply keyboard belongs to the chat, not to the message that brought it."""
    chat.reply_keyboard = None if "remove_keyboard" in markup else markup
    emulator.watchers.publish(chat.person.id, "keyboard", {"keyboard": chat.reply_keyboard})


def known_mentions(emulator: Emulator, entities: list[Entity]) -> list[Entity]:
    """Mentions of people by id carry their User; a person nobody knows is not marked, as in Telegram."""
    known = []
    for entity in entities:
        if entity["type"] != "text_mention":
            known.append(entity)
        elif chat := emulator.people.chats.get(int(entity["user"]["id"])):
            known.append({**entity, "user": chat.person.user})
    return known


def link_preview_of(params: Params) -> dict[str, Any] | None:
    """The preview options Telegram repeats in the message; None when nothing is set."""
    given = params.json("link_preview_options", or_else="Can't parse link preview options JSON object")
    if given is None:
        return {"is_disabled": True} if params.flag("disable_web_page_preview") else None
    if not isinstance(given, dict):
        raise bad_request("Object expected as link preview options")
    names = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")
    return {name: given[name] for name in names if given.get(name)} or None


def with_caption(emulator: Emulator, content: Message, caption: Formatted) -> Message:
    text, entities = caption
    if text:
        content["caption"] = text
    if entities:
        content["caption_entities"] = known_mentions(emulator, entities)
    return content


def _options(params: Params, chat: PrivateChat) -> Message:
    options: Message = {}
    raw = params.raw
    if "protect_content" in raw and params.flag("protect_content"):
        options["has_protected_content"] = True
    if "message_thread_id" in raw and (thread := params.message_id("message_thread_id")):
        options["message_thread_id"] = thread
    if effect := raw.get("message_effect_id"):
        options["effect_id"] = str(effect)
    if "reply_parameters" in raw and (replied := _replied_message(params, chat)):
        options["reply_to_message"] = replied
    return options


def _replied_message(params: Params, chat: PrivateChat) -> Message | None:
    given = params.json("reply_parameters", or_else="Can't parse reply parameters JSON object")
    if not given:
        return None
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply parameters")
    replied = chat.messages.get(int(given.get("message_id") or 0))
    if replied is None:
        if given.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return {name: value for name, value in replied.items() if name != "reply_to_message"}
