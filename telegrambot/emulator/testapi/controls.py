"""Faults, the request log, bulk updates and waiting: the side of the test that is not a person."""

from typing import Any

from aiohttp import web

from telegrambot.emulator.acting import bulk
from telegrambot.emulator.acting.errors import ActingError
from telegrambot.emulator.faults import Fault, FaultKind
from telegrambot.emulator.testapi.body import Body, answer, body_of, emulator_of
from telegrambot.emulator.views import faults_view, state_view


async def state(request: web.Request) -> web.Response:
    return answer(state_view(emulator_of(request)))


async def faults(request: web.Request) -> web.Response:
    return answer(faults_view(emulator_of(request)))


async def fault_add(request: web.Request) -> web.Response:
    """Switch a fault on; `{"flood_limits": true}` switches Telegram's own pacing of chats."""
    emulator, body = emulator_of(request), await body_of(request)
    if "flood_limits" in body.fields:
        emulator.faults.flood_limits = body.flag("flood_limits")
    if "kind" in body.fields:
        emulator.faults.add(fault_of(body))
    emulator.watchers.publish(0, "faults", {"faults": faults_view(emulator)})
    return answer(faults_view(emulator))


async def faults_clear(request: web.Request) -> web.Response:
    emulator = emulator_of(request)
    emulator.faults.clear()
    emulator.watchers.publish(0, "faults", {"faults": faults_view(emulator)})
    return answer(faults_view(emulator))


def fault_of(body: Body) -> Fault:
    kind = body.text("kind")
    if kind not in frozenset(FaultKind):
        raise ActingError(f"'kind' must be one of {', '.join(FaultKind)}")
    return Fault(
        FaultKind(kind),
        method=body.text("method", "*").lower(),
        calls=body.number("calls", 1),
        chat_id=body.number("chat_id", 0),
        retry_after=body.number("retry_after", 3),
        status=body.number("status", 502),
        seconds=body.seconds("seconds", 1.0),
    )


async def log(request: web.Request) -> web.Response:
    """The last calls; `?method=` and `?after=` (a number `n`) narrow them."""
    query = request.query
    calls = emulator_of(request).journal.calls(method=query.get("method", ""), after=int(query.get("after", "0")))
    return answer({"calls": calls})


async def reset(request: web.Request) -> web.Response:
    """Forget everyone and everything, as a new emulator would; ids go on."""
    emulator_of(request).reset()
    return answer({})


async def bulk_updates(request: web.Request) -> web.Response:
    """Many actions at once: `{"actions": [{"person_id", "text"} or {"person_id", "data", "message_id"}]}`."""
    emulator, body = emulator_of(request), await body_of(request)
    return answer({"count": bulk.act_all(emulator, body.items("actions"))})


async def bulk_people(request: web.Request) -> web.Response:
    """`count` people who have started the bot; their ids follow one another from `first_id`."""
    emulator, body = emulator_of(request), await body_of(request)
    ids = bulk.people_create(emulator, body.number("count"), language_code=body.text("language_code", "ru"))
    return answer({"first_id": ids[0] if ids else 0, "count": len(ids)})


async def replies(request: web.Request) -> web.Response:
    """Wait until the bot has sent or edited `count` messages in all; 408 when `timeout` seconds are over."""
    emulator, body = emulator_of(request), await body_of(request)
    is_reached = await emulator.bot_messages_reach(body.number("count"), body.seconds("timeout", 30.0))
    reached: dict[str, Any] = {"count": emulator.bot_message_count}
    return answer(reached, 200 if is_reached else 408)
