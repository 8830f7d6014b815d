"""Editing and deleting messages the bot sent."""

from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.entities import MAX_CAPTION, MAX_TEXT, caption_of, text_of
from telegrambot.emulator.errors import NOT_MODIFIED, bad_request
from telegrambot.emulator.keyboards import Markup, inline_markup_of
from telegrambot.emulator.methods.sending import known_mentions, link_preview_of
from telegrambot.emulator.params import Params
from telegrambot.emulator.people import Message, PrivateChat

_DELETABLE_FOR_S = 48 * 3600
MEDIA_FIELDS = ("photo", "document")


def edit_message_text(emulator: Emulator, params: Params) -> Message:
    text, entities = text_of(params)
    preview = link_preview_of(params)
    chat, message, markup = edited(emulator, params)
    if "text" not in message:
        raise bad_request("There is no text in the message to edit")
    if len(text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    changes = {
        "text": text,
        "entities": known_mentions(emulator, entities) or None,
        "link_preview_options": preview,
        "reply_markup": markup,
    }
    return apply(emulator, chat, message, changes)


def edit_message_caption(emulator: Emulator, params: Params) -> Message:
    caption, entities = caption_of(params)
    chat, message, markup = edited(emulator, params)
    if not any(name in message for name in MEDIA_FIELDS):
        raise bad_request("There is no caption in the message to edit")
    if len(caption) > MAX_CAPTION:
        raise bad_request("MEDIA_CAPTION_TOO_LONG")
    changes = {
        "caption": caption or None,
        "caption_entities": known_mentions(emulator, entities) or None,
        "show_caption_above_media": params.flag("show_caption_above_media") or None,
        "reply_markup": markup,
    }
    return apply(emulator, chat, message, changes)


def edit_message_reply_markup(emulator: Emulator, params: Params) -> Message:
    chat, message, markup = edited(emulator, params)
    return apply(emulator, chat, message, {"reply_markup": markup})


def delete_message(emulator: Emulator, params: Params) -> bool:
    if not params.text("chat_id"):
        raise bad_request("Chat identifier is not specified")
    message_id = params.message_id()
    if not message_id:
        raise bad_request("Message identifier is not specified")
    chat = emulator.people.writable(params.text("chat_id"))
    if message_id not in chat.messages:
        raise bad_request("message to delete not found")
    _delete(emulator, chat, message_id)
    return True


def delete_messages(emulator: Emulator, params: Params) -> bool:
    """Up to 100 at once; those that are not there are skipped."""
    given = params.json("message_ids", or_else="Can't parse message_ids JSON object")
    if not given:
        raise bad_request("Message identifiers are not specified")
    if not isinstance(given, list):
        raise bad_request("Expected an Array of message identifiers")
    if len(given) > 100:
        raise bad_request("Too many message identifiers specified")
    if not all(str(number).isdigit() and int(number) > 0 for number in given):
        raise bad_request("Invalid message identifier specified")
    chat = emulator.people.writable(params.text("chat_id"))
    for message_id in map(int, given):
        if message_id in chat.messages:
            _delete(emulator, chat, message_id)
    return True


def edited(emulator: Emulator, params: Params) -> tuple[PrivateChat, Message, Markup | None]:
    """The chat, the message to edit and its new keyboard (None takes it away). Raises ApiError 400 or 403."""
    markup = inline_markup_of(params, allow_http_web_app=emulator.config.allow_http_web_app)
    message_id = params.message_id()
    if not params.text("chat_id") and not message_id:
        if not params.text("inline_message_id"):
            raise bad_request("Message identifier is not specified")
        raise bad_request("MESSAGE_ID_INVALID")
    chat = emulator.people.writable(params.text("chat_id"))
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"] is not emulator.me and message["from"]["id"] != emulator.me["id"]:
        raise bad_request("Message can't be edited")
    return chat, message, markup


def apply(emulator: Emulator, chat: PrivateChat, message: Message, changes: Message) -> Message:
    """Change the message, or raise ApiError 400 when nothing would change."""
    if all(message.get(name) == value for name, value in changes.items()):
        raise bad_request(NOT_MODIFIED)
    return emulator.bot_edit(chat, message, changes)


def _delete(emulator: Emulator, chat: PrivateChat, message_id: int) -> None:
    if emulator.now() - int(chat.messages[message_id]["date"]) > _DELETABLE_FOR_S:
        raise bad_request("Message can't be deleted for everyone")
    emulator.bot_delete(chat, message_id)
