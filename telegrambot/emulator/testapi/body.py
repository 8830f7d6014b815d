"""Reading requests and writing answers of the test API."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from telegrambot.emulator.acting.errors import ActingError
from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.errors import ApiError
from telegrambot.emulator.server import EMULATOR

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Body:
    """The JSON object of a request. Raises ActingError when a field is missing or of the wrong kind."""

    __slots__ = ("fields",)

    def __init__(self, fields: dict[str, Any]) -> None:
        self.fields = fields

    def text(self, name: str, default: str | None = None) -> str:
        value = self.fields.get(name, default)
        if not isinstance(value, str):
            raise ActingError(f"{name!r} must be a text")
        return value

    def number(self, name: str, default: int | None = None) -> int:
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ActingError(f"{name!r} must be a whole number")
        return value

    def seconds(self, name: str, default: float) -> float:
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            raise ActingError(f"{name!r} must be a number of seconds")
        return float(value)

    def flag(self, name: str) -> bool:
        return self.fields.get(name) is True

    def items(self, name: str) -> list[dict[str, Any]]:
        value = self.fields.get(name)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise ActingError(f"{name!r} must be an array of objects")
        return value


def emulator_of(request: web.Request) -> Emulator:
    return request.app[EMULATOR]


def person_id_of(request: web.Request) -> int:
    return int(request.match_info["person_id"])


async def body_of(request: web.Request) -> Body:
    raw = await request.read()
    if not raw:
        return Body({})
    try:
        fields = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise ActingError("the body is not JSON") from None
    if not isinstance(fields, dict):
        raise ActingError("the body must be an object")
    return Body(fields)


def answer(body: Any, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


def refusing(handler: Handler) -> Handler:
    """What a person cannot do becomes a 400 with the reason."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except ActingError as reason:
            return answer({"error": str(reason)}, 400)
        except ApiError as refusal:
            return answer({"error": refusal.description}, 400)

    return guarded
