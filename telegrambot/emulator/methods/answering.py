"""Answers to what a person pressed."""

from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.errors import QUERY_TOO_OLD, bad_request
from telegrambot.emulator.faults import FaultKind
from telegrambot.emulator.params import Params

_MAX_ANSWER = 200


def answer_callback_query(emulator: Emulator, params: Params) -> bool:
    """Exactly once and in time; raises ApiError 400 "query is too old…" otherwise."""
    query_id = params.text("callback_query_id")
    pressed = emulator.pressed.get(query_id)
    if emulator.faults.scripted and emulator.faults.strike(FaultKind.STALE_QUERY, "answercallbackquery", 0):
        emulator.pressed.pop(query_id, None)
        raise bad_request(QUERY_TOO_OLD)
    if pressed is None or emulator.clock() - pressed.pressed_at > emulator.config.callback_ttl_s:
        raise bad_request(QUERY_TOO_OLD)
    text = params.text("text")
    if len(text) > _MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    del emulator.pressed[query_id]
    answer = {
        "query_id": query_id,
        "message_id": pressed.message_id,
        "text": text,
        "show_alert": params.flag("show_alert"),
        "url": params.text("url"),
    }
    if not pressed.answer.done():
        pressed.answer.set_result(answer)
    emulator.bot_signal(emulator.people.chats[pressed.person_id], "answer", {"answer": answer})
    return True
