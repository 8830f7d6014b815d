"""People and their chats: create, read, wait."""

from aiohttp import web

from telegrambot.emulator.acting.talking import chat_of, person_create
from telegrambot.emulator.testapi.body import answer, body_of, emulator_of, person_id_of
from telegrambot.emulator.views import chat_view, person_view

_KINDS = frozenset(("message", "edit"))
_LONGEST_WAIT_S = 60.0


async def people(request: web.Request) -> web.Response:
    chats = emulator_of(request).people.chats.values()
    return answer({"people": [person_view(chat.person) for chat in chats]})


async def create(request: web.Request) -> web.Response:
    body = await body_of(request)
    person = person_create(
        emulator_of(request),
        body.text("first_name"),
        person_id=body.number("id", 0),
        last_name=body.text("last_name", ""),
        username=body.text("username", ""),
        language_code=body.text("language_code", ""),
        has_started=body.flag("has_started"),
    )
    return answer({"person": person_view(person)}, 201)


async def change(request: web.Request) -> web.Response:
    """Delete the account (`is_deactivated`) or bring it back."""
    chat = chat_of(emulator_of(request), person_id_of(request))
    chat.person.is_deactivated = (await body_of(request)).flag("is_deactivated")
    return answer({"person": person_view(chat.person)})


async def chat(request: web.Request) -> web.Response:
    emulator = emulator_of(request)
    return answer(chat_view(emulator, chat_of(emulator, person_id_of(request))))


async def wait(request: web.Request) -> web.Response:
    """The next thing the bot did after `after` (a `seq`); 408 when `timeout` seconds are over.

    `kinds` is a comma-separated list of message, edit, delete, action, answer, checkout.
    """
    found = chat_of(emulator_of(request), person_id_of(request))
    query = request.query
    kinds = frozenset(query["kinds"].split(",")) if "kinds" in query else _KINDS
    timeout_s = min(float(query.get("timeout", "5")), _LONGEST_WAIT_S)
    event = await found.next_event(int(query.get("after", "0")), kinds, timeout_s)
    if event is None:
        return answer({"error": f"the bot did nothing in {timeout_s:g} s"}, 408)
    return answer(event.as_json())
