"""The HTTP side of the Bot API: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import time
from typing import Any

import orjson
from aiohttp import web

from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.errors import ApiError, ConnectionDroppedError
from telegrambot.emulator.faults import FaultKind
from telegrambot.emulator.methods.registry import METHODS, WAITING_METHODS
from telegrambot.emulator.params import Params, read_params

EMULATOR = web.AppKey("emulator", Emulator)

_UNAUTHORIZED = ApiError(401, "Unauthorized")
_NO_METHOD = ApiError(404, "Not Found: method not found")
_NO_EFFECT_ON = frozenset(("getupdates",))


async def call(request: web.Request) -> web.StreamResponse:
    """One Bot API call. Telegram answers errors with the HTTP status of the error."""
    emulator = request.app[EMULATOR]
    started_at = time.perf_counter()
    method = request.match_info["method"]
    params = Params({})
    try:
        if request.match_info["token"] != emulator.config.token:
            raise _UNAUTHORIZED
        params = await read_params(request)
        result = await _result(emulator, method.lower(), params)
    except ApiError as refusal:
        _note(emulator, method, params, refusal.code, refusal.description, started_at)
        return _answer(refusal.body(), refusal.code)
    except ConnectionDroppedError:
        _note(emulator, method, params, 0, "connection dropped after success", started_at)
        return _drop(request)
    _note(emulator, method, params, 200, "", started_at)
    return _answer({"ok": True, "result": result}, 200)


async def file(request: web.Request) -> web.StreamResponse:
    """The bytes of a file by the path getFile gave."""
    emulator = request.app[EMULATOR]
    stored = emulator.files.by_path.get(request.match_info["path"])
    if request.match_info["token"] != emulator.config.token or stored is None:
        return _answer(ApiError(404, "Not Found").body(), 404)
    return web.Response(body=stored.body, content_type=stored.content_type)


async def _result(emulator: Emulator, method: str, params: Params) -> Any:
    """The result of a call, after the faults that are switched on. Raises ApiError and ConnectionDroppedError."""
    faults = emulator.faults
    chat_id = params.integer("chat_id") if faults.scripted or faults.flood_limits else 0
    faults.refuse(method, chat_id)
    if (act := METHODS.get(method)) is not None:
        result = act(emulator, params)
    elif (wait := WAITING_METHODS.get(method)) is not None:
        result = await wait(emulator, params)
    else:
        raise _NO_METHOD
    if faults.scripted and method not in _NO_EFFECT_ON:
        if delay := faults.strike(FaultKind.DELAY, method, chat_id):
            await asyncio.sleep(delay.seconds)
        if faults.strike(FaultKind.TIMEOUT_AFTER_SUCCESS, method, chat_id):
            raise ConnectionDroppedError
    return result


def _answer(body: dict[str, Any], status: int) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


def _drop(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=504)


def _note(emulator: Emulator, method: str, params: Params, code: int, description: str, started_at: float) -> None:
    if emulator.journal.is_on:
        emulator.journal.note(method, params, code=code, description=description, started_at=started_at)
