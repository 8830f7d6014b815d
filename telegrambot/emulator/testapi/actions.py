"""What a person does. Every answer carries `seq`: pass it as `after` to wait for the bot's reaction."""

import base64
import binascii
from typing import Any

from aiohttp import web

from telegrambot.emulator.acting import paying, pressing, talking
from telegrambot.emulator.acting.errors import ActingError
from telegrambot.emulator.init_data import launch_url, signed_init_data
from telegrambot.emulator.testapi.body import Body, answer, body_of, emulator_of, person_id_of

_PRESS_WAIT_S = 15.0


async def say(request: web.Request) -> web.Response:
    emulator, person_id, body = emulator_of(request), person_id_of(request), await body_of(request)
    seq = talking.chat_of(emulator, person_id).seq
    message = talking.person_say(emulator, person_id, body.text("text"), reply_to=body.number("reply_to", 0))
    return answer({"seq": seq, "message": message})


async def start(request: web.Request) -> web.Response:
    emulator, person_id, body = emulator_of(request), person_id_of(request), await body_of(request)
    seq = talking.chat_of(emulator, person_id).seq
    message = talking.person_start(emulator, person_id, body.text("payload", ""))
    return answer({"seq": seq, "message": message})


async def reply_button(request: web.Request) -> web.Response:
    emulator, person_id, body = emulator_of(request), person_id_of(request), await body_of(request)
    seq = talking.chat_of(emulator, person_id).seq
    message = talking.person_press_reply_button(emulator, person_id, body.text("text"))
    return answer({"seq": seq, "message": message})


async def photo(request: web.Request) -> web.Response:
    """`photo` is the picture in base64."""
    emulator, person_id, body = emulator_of(request), person_id_of(request), await body_of(request)
    seq = talking.chat_of(emulator, person_id).seq
    try:
        picture = base64.b64decode(body.text("photo"), validate=True)
    except binascii.Error:
        raise ActingError("'photo' must be base64") from None
    message = talking.person_send_photo(emulator, person_id, picture, body.text("caption", ""))
    return answer({"seq": seq, "message": message})


async def web_app_data(request: web.Request) -> web.Response:
    emulator, person_id, body = emulator_of(request), person_id_of(request), await body_of(request)
    seq = talking.chat_of(emulator, person_id).seq
    text, data = body.text("button_text"), body.text("data")
    message = talking.person_send_web_app_data(emulator, person_id, text, data)
    return answer({"seq": seq, "message": message})


async def press(request: web.Request) -> web.Response:
    """Press an inline button and wait up to `timeout` seconds for the answer (null when there is none).

    The button: `data`, or `text`, or `row` and `column`; the message: `message_id`, else the newest keyboard.
    """
    emulator, person_id, body = emulator_of(request), person_id_of(request), await body_of(request)
    chat = talking.open_chat(emulator, person_id)
    seq = chat.seq
    forged = body.flag("forged")
    message_id = body.number("message_id", 0) or pressing.latest_keyboard(chat)["message_id"]
    data = body.text("data") if forged else _data_of(chat.messages.get(message_id), body)
    pressed = pressing.person_press(emulator, person_id, message_id, data, forged=forged)
    timeout_s = body.seconds("timeout", _PRESS_WAIT_S)
    reply = await pressing.answer_to(pressed, timeout_s) if timeout_s else None
    return answer({"seq": seq, "query_id": pressed.query_id, "answer": reply})


def _data_of(message: dict[str, Any] | None, body: Body) -> str:
    if message is None:
        raise ActingError("there is no such message in this chat")
    if "row" in body.fields:
        button = pressing.button_at(message, row=body.number("row"), column=body.number("column", 0))
    else:
        button = pressing.button_with(message, data=body.text("data", ""), text=body.text("text", ""))
    if "callback_data" not in button:
        raise ActingError(f"the button {button['text']!r} does not call the bot")
    return str(button["callback_data"])


async def pay(request: web.Request) -> web.Response:
    """Pay the invoice of `message_id` or of `link`; the outcome is `paid`, `failed` or `timeout`."""
    emulator, person_id, body = emulator_of(request), person_id_of(request), await body_of(request)
    seq = talking.chat_of(emulator, person_id).seq
    invoice = paying.invoice_of(emulator, message_id=body.number("message_id", 0), link=body.text("link", ""))
    outcome = await paying.person_pay(emulator, person_id, invoice)
    return answer({"seq": seq, "outcome": outcome.as_json()})


async def pay_again(request: web.Request) -> web.Response:
    """Deliver a successful_payment once more."""
    body = await body_of(request)
    paying.person_pay_again(emulator_of(request), person_id_of(request), body.text("charge_id"))
    return answer({})


async def invoice(request: web.Request) -> web.Response:
    """What an invoice link asks for."""
    found = paying.invoice_of(emulator_of(request), link=(await body_of(request)).text("link"))
    return answer({"invoice": found.as_message()})


async def block(request: web.Request) -> web.Response:
    talking.person_block(emulator_of(request), person_id_of(request))
    return answer({})


async def unblock(request: web.Request) -> web.Response:
    talking.person_unblock(emulator_of(request), person_id_of(request))
    return answer({})


async def init_data(request: web.Request) -> web.Response:
    """Signed launch data; with `url` also the address to open. It is empty when `source` is `reply_keyboard`."""
    emulator, body = emulator_of(request), await body_of(request)
    person = talking.chat_of(emulator, person_id_of(request)).person
    signed = ""
    if body.text("source", "") != "reply_keyboard":
        signed = signed_init_data(
            emulator.config.token,
            person.user,
            auth_date=body.number("auth_date", emulator.now()),
            start_param=body.text("start_param", ""),
            query_id=emulator.new_query_id() if body.text("source", "") == "inline_button" else "",
        )
    url = body.text("url", "")
    address = launch_url(url, signed, theme=body.text("theme", "light")) if url else ""
    return answer({"init_data": signed, "url": address})
