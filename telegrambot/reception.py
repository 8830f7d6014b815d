"""One update of the inbox: what it asks for, its effects, and the reply owed for it.

Everything here happens in the transaction that marks the update as done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from django.utils import translation
from django.utils.translation import gettext as _

from common import clock
from common.errors import GameError
from common.inbox import Reply
from common.models import InboxMessage
from players.selectors.characters import player_view
from telegrambot import replies
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.play import noticed, pressed, refused, with_notice, written
from telegrambot.chats import chat_meet, chat_membership, chat_shows
from telegrambot.codec import Verb, read_command
from telegrambot.incoming import CallbackQuery, MembershipChange, Message, PreCheckout, User, read_update
from telegrambot.keyboards import screen_payload
from telegrambot.models import Chat
from telegrambot.pictures import picture_payload
from telegrambot.replies import Owed
from telegrambot.screens.base import Screen
from telegrambot.screens.pen import Pen
from telegrambot.staff import group_pressed, is_staff_command, staff_command

_LEFT = frozenset({"kicked", "left"})


class UnexpectedPayment(RuntimeError):
    """Money came for something that this bot does not sell: a person has to look."""


def receive(row: InboxMessage) -> Reply | None:
    """Do what the update asks for; the reply it is owed. Raises the GameError of a deed that is refused."""
    return _answer(row, None)


def refuse(row: InboxMessage, refusal: GameError) -> Reply | None:
    """Say why the update's deed was refused, after what it had done was undone."""
    return _answer(row, refusal)


def _answer(row: InboxMessage, refusal: GameError | None) -> Reply | None:
    update = read_update(row.payload)
    if update.callback_query is not None:
        return _press(update.callback_query, refusal, _intent(row))
    if update.message is not None:
        return _message(update.message, refusal, _intent(row))
    if update.my_chat_member is not None:
        _membership(update.my_chat_member)
    if update.pre_checkout_query is not None:
        return _checkout(update.pre_checkout_query)
    return None


def _intent(row: InboxMessage) -> str:
    return f"{row.source}:{row.external_id}"


def _press(query: CallbackQuery, refusal: GameError | None, intent: str) -> Reply:
    message = query.message
    if message is not None and message.chat.type != "private":
        return group_pressed(query, refusal)
    chat = chat_meet(query.sender)
    given = _played(chat, query.sender, _ask(lambda visit: pressed(visit, query.data), refusal), intent)
    payload: dict[str, Any] = {"answer": replies.answer(query.id, given.answer.toast)}
    pressed_id = message.message_id if message else 0
    if given.answer.strip or (given.answer.screen and pressed_id < chat.live_message_id):
        payload["strip"] = pressed_id
    return _owed(chat, given, payload, bottom=pressed_id, adopt=pressed_id)


def _message(message: Message, refusal: GameError | None, intent: str) -> Reply | None:
    if message.successful_payment is not None:
        raise UnexpectedPayment(str(message.successful_payment.get("invoice_payload"))[:128])
    if message.sender is None or message.sender.is_bot:
        return None
    if is_staff_command(message.text):
        return staff_command(message, message.sender, refusal)
    if message.chat.type != "private":
        return None
    chat = chat_meet(message.sender)
    _keep_payload(chat, message.text)
    given = _played(chat, message.sender, _ask(lambda visit: _read(visit, message), refusal), intent, typed=True)
    return _owed(chat, given, {}, bottom=message.message_id)


def _ask(ask: Callable[[Visit], Answer], refusal: GameError | None) -> Callable[[Visit], Answer]:
    """What is done for a visit: what is asked, or, when that was refused, to say so."""
    return ask if refusal is None else lambda visit: refused(visit, refusal)


def _read(visit: Visit, message: Message) -> Answer:
    if not message.text:
        return noticed(visit, _("The bot reads text only. Use the buttons, or /help for commands."))
    return written(visit, message.text)


def _keep_payload(chat: Chat, text: str) -> None:
    """The parameter of a deep link, for whoever asks how the player came here. The first one counts."""
    command = read_command(text)
    if command and command.tap and command.tap.verb is Verb.START and command.rest and not chat.start_payload:
        chat.start_payload = command.rest[:64]
        chat.save(update_fields=["start_payload"])


class _Given:
    """An answer as it goes out, in the player's language."""

    __slots__ = ("answer", "payload")

    def __init__(self, answer: Answer, payload: dict[str, Any]) -> None:
        self.answer = answer
        self.payload = payload


def _played(chat: Chat, user: User, ask: Callable[[Visit], Answer], intent: str, *, typed: bool = False) -> _Given:
    player = player_view(chat.player)
    visit = Visit(player, clock.now(), user.first_name, typed, intent, asking=chat.live_kind)
    with translation.override(player.language), structlog.contextvars.bound_contextvars(player_id=player.id):
        answer = with_notice(ask(visit), visit)
        shown = answer.picture.caption if answer.picture else answer.screen
        return _Given(answer, screen_payload(shown, visit.pen) if shown else {})


def _owed(chat: Chat, given: _Given, payload: dict[str, Any], *, bottom: int, adopt: int = 0) -> Reply:
    """The reply as a row. A pressed message becomes the live one when none is known."""
    screen, picture = given.answer.screen, given.answer.picture
    if picture is not None:
        payload |= {**given.payload, "picture": picture_payload(picture)}
        return replies.reply(chat.chat_id, replies.PHOTO, payload)
    if screen is None:
        return replies.reply(chat.chat_id, replies.ANSWER, payload)
    chat_shows(chat, screen)
    live = chat.live_message_id or adopt
    payload |= {**given.payload, "live": live, "bottom": max(bottom, chat.bottom_message_id)}
    return replies.reply(chat.chat_id, replies.SCREEN, payload)


def _membership(change: MembershipChange) -> None:
    if change.chat.type == "private":
        chat_membership(change.chat.id, reachable=change.new_chat_member.status not in _LEFT)


def _checkout(query: PreCheckout) -> Reply:
    """Nothing is sold for money yet, so whatever is about to be paid for is declined before it is paid."""
    chat = chat_meet(query.sender)
    with translation.override(chat.player.language):
        reason = _("This is not for sale. You have not been charged.")
    return replies.reply(chat.chat_id, replies.CHECKOUT, {"checkout": {"id": query.id, "reason": reason}})


def notice_owed(user_id: int, make: Callable[[Pen], Screen], *, query_id: str = "") -> list[Owed]:
    """Owe a message that is about no action (an apology, "too fast"), and end the waiting of a press."""
    chat = Chat.objects.select_related("player").filter(chat_id=user_id).first()
    language = chat.player.language if chat else "en"
    pen = Pen(language, bool(chat and chat.player.text_only))
    with translation.override(language):
        payload = screen_payload(make(pen), pen)
    if query_id:
        payload["answer"] = replies.answer(query_id)
    return [replies.owe(user_id, replies.MESSAGE, payload)]
