"""One reply to one chat: which calls of the Bot API it takes, and what each refusal of theirs means."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram.error import BadRequest, TelegramError

from telegrambot.api import BotApi
from telegrambot.pictures import painted
from telegrambot.posts import post_message
from telegrambot.replies import ANSWER, CHECKOUT, MESSAGE, PHOTO, POST, POST_EDIT, Owed

log = structlog.get_logger(__name__)

_NOT_MODIFIED = "message is not modified"
# The message is gone, too old, or not ours to edit: the screen is sent anew.
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
    "message not found",
)
# A file_id of another bot, or one that Telegram has forgotten.
_NOT_A_FILE = ("wrong file identifier", "wrong remote file", "file_id")
_NO_PREVIEW = {"is_disabled": True}


@dataclass(slots=True)
class ChatState:
    """The live screen and the newest message of a chat, as far as this process knows."""

    live: int = 0
    bottom: int = 0
    screen: int = 0  # the row of the newest screen sent
    uploads: dict[str, str] = field(default_factory=dict)  # pictures that Telegram has got just now: digest → file_id
    posted: dict[int, int] = field(default_factory=dict)  # to the staff group, not edited yet: post → message

    def sent(self, message_id: int) -> None:
        self.bottom = max(self.bottom, message_id)

    def shown(self, message_id: int) -> None:
        self.live = message_id
        self.sent(message_id)


async def deliver(api: BotApi, owed: Owed, state: ChatState) -> bool:
    """Send a reply; whether `state` has changed. Raises TelegramError for what the sender has to decide."""
    if owed.name == ANSWER:
        await _strip(api, owed.chat_id, int(owed.payload.get("strip") or 0))
        return False
    if owed.name == CHECKOUT:
        await _checkout(api, owed.payload["checkout"])
        return False
    if owed.name in (POST, POST_EDIT):
        await _post(api, owed, state)
        return False
    if owed.name == MESSAGE:
        state.sent(await _send(api, owed))
        return True
    if owed.name == PHOTO:
        state.sent(await _send_photo(api, owed, state))
        return True
    changed = await _show(api, owed, state)
    state.screen = max(state.screen, owed.id)
    return changed


async def _show(api: BotApi, owed: Owed, state: ChatState) -> bool:
    """Edit the live screen where it is, or, when something came below it, send it anew at the bottom."""
    live = max(state.live, int(owed.payload.get("live") or 0))
    bottom = max(state.bottom, int(owed.payload.get("bottom") or 0))
    if live and bottom <= live and await _edit(api, owed, live):
        changed = state.live != live
        state.shown(live)
    else:
        state.shown(await _send(api, owed))
        changed = True
        await _strip(api, owed.chat_id, live)
    pressed = int(owed.payload.get("strip") or 0)
    if pressed not in (live, state.live):
        await _strip(api, owed.chat_id, pressed)
    return changed


def _content(owed: Owed) -> dict[str, Any]:
    content = {
        "chat_id": owed.chat_id,
        "text": owed.payload["text"],
        "parse_mode": "HTML",
        "link_preview_options": _NO_PREVIEW,
    }
    if owed.payload.get("silent"):
        content["disable_notification"] = True
    if owed.payload.get("keyboard"):
        content["reply_markup"] = {"inline_keyboard": owed.payload["keyboard"]}
    return content


async def _send(api: BotApi, owed: Owed) -> int:
    message = await api.call("sendMessage", _content(owed))
    return int(message["message_id"])


async def _send_photo(api: BotApi, owed: Owed, state: ChatState) -> int:
    """By the name that Telegram knows the picture by; else painted, uploaded and remembered."""
    picture = owed.payload["picture"]
    content = _content(owed)
    content["caption"] = content.pop("text")
    del content["link_preview_options"]
    known = state.uploads.get(picture["digest"]) or picture["file_id"]
    if known:
        try:
            message = await api.call("sendPhoto", {**content, "photo": known})
        except BadRequest as error:
            if not any(text in error.message.lower() for text in _NOT_A_FILE):
                raise
        else:
            return int(message["message_id"])
    image = await asyncio.to_thread(painted, picture)
    message = await api.upload("sendPhoto", content, name="photo", filename="map.png", body=image)
    state.uploads[picture["digest"]] = message["photo"][-1]["file_id"]
    return int(message["message_id"])


async def _edit(api: BotApi, owed: Owed, message_id: int) -> bool:
    """Whether the message now shows the screen."""
    try:
        await api.call("editMessageText", {**_content(owed), "message_id": message_id})
    except BadRequest as error:
        reason = error.message.lower()
        if _NOT_MODIFIED in reason:
            return True
        if any(text in reason for text in _NOT_EDITABLE):
            return False
        raise
    return True


async def _post(api: BotApi, owed: Owed, state: ChatState) -> None:
    """A post to the staff group, or its edit, after which it stays as it is. One that was never sent needs none."""
    post = int(owed.payload["post"])
    if owed.name == POST:
        state.posted[post] = await _send(api, owed)
        return
    message_id = state.posted.pop(post, 0) or await asyncio.to_thread(post_message, post)
    if message_id:
        await _edit(api, owed, message_id)


async def _strip(api: BotApi, chat_id: int, message_id: int) -> None:
    """Take the buttons of an old message away. Only tidiness: a stale press is harmless, and so is failing here."""
    if not message_id:
        return
    try:
        await api.call("editMessageReplyMarkup", {"chat_id": chat_id, "message_id": message_id})
    except TelegramError as error:
        log.debug("bot.not_stripped", chat_id=chat_id, error=error.message)


async def end_waiting(api: BotApi, answer: dict[str, Any]) -> None:
    """Answer a press, once. Too late is as good as answered; a lost answer ends by itself in the client."""
    try:
        parameters = {"callback_query_id": answer["id"]}
        if answer.get("text"):
            parameters["text"] = answer["text"]
        await api.call("answerCallbackQuery", parameters)
    except TelegramError as error:
        log.info("bot.press_not_answered", error=error.message)


async def _checkout(api: BotApi, checkout: dict[str, Any]) -> None:
    parameters = {
        "pre_checkout_query_id": checkout["id"],
        "ok": False,
        "error_message": checkout["reason"],
    }
    try:
        await api.call("answerPreCheckoutQuery", parameters)
    except BadRequest as error:  # only when it came too late; the payment is cancelled then
        log.warning("bot.checkout_not_answered", error=error.message)
