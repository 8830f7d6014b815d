"""Updates as the Bot API sends them: the few fields that the game reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from common.shapes import value_from

ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member", "pre_checkout_query"]


class User(msgspec.Struct):
    id: int
    first_name: str = ""
    language_code: str | None = None
    is_bot: bool = False


class TelegramChat(msgspec.Struct):
    id: int
    type: str = "private"


class Message(msgspec.Struct):
    message_id: int
    chat: TelegramChat
    sender: User | None = msgspec.field(name="from", default=None)
    text: str = ""
    successful_payment: dict[str, Any] | None = None


class CallbackQuery(msgspec.Struct):
    """`message` may be gone or too old for the bot to see; then only its id and chat come."""

    id: str
    sender: User = msgspec.field(name="from")
    message: Message | None = None
    data: str = ""


class Member(msgspec.Struct):
    status: str


class MembershipChange(msgspec.Struct):
    chat: TelegramChat
    sender: User = msgspec.field(name="from")
    new_chat_member: Member


class PreCheckout(msgspec.Struct):
    id: str
    sender: User = msgspec.field(name="from")


class Update(msgspec.Struct):
    update_id: int
    message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: MembershipChange | None = None
    pre_checkout_query: PreCheckout | None = None


def read_update(payload: Mapping[str, Any]) -> Update:
    """Raises msgspec.ValidationError for what is no update."""
    return value_from(payload, Update)


def lane_of(payload: Mapping[str, Any]) -> int:
    """The Telegram id of the person an update is from; 0 when it is from nobody."""
    for kind in ALLOWED_UPDATES:
        part = payload.get(kind)
        if isinstance(part, dict):
            sender = part.get("from") or part.get("chat") or {}
            return int(sender.get("id") or 0)
    return 0


def is_payment(payload: Mapping[str, Any]) -> bool:
    """Whether money depends on this update: such are never skipped."""
    message = payload.get("message")
    return "pre_checkout_query" in payload or (
        isinstance(message, dict) and ("successful_payment" in message or "refunded_payment" in message)
    )
