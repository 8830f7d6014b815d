"""The Bot API over aiohttp: python-telegram-bot's request class, without the one that makes it slow.

`telegram.Bot` uses it for what is rare; the hot calls go straight through `BotApi`, which builds no objects of the
library around an answer that nobody reads. Errors are the library's own either way.
"""

from __future__ import annotations

import json
import os
from datetime import timedelta
from typing import Any

import aiohttp
import orjson
from telegram import InputFile
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

# The library is about to give `retry_after` as a timedelta and warns of it at each 429 until one agrees.
os.environ.setdefault("PTB_TIMEDELTA", "true")

_READ_SECONDS = 10.0
_CONNECT_SECONDS = 5.0
_CONNECTIONS = 100


class AiohttpRequest(BaseRequest):
    """One aiohttp session: keep-alive connections, JSON bodies by orjson."""

    __slots__ = ("_session", "_timeout")

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._timeout = _timeout(_READ_SECONDS)

    @property
    def read_timeout(self) -> float | None:
        return _READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        """Raises TimedOut and NetworkError. Neither says the address: the bot's token is a part of it."""
        if self._session is None:
            raise RuntimeError("AiohttpRequest is not initialized")
        timeout = _timeout(read_timeout) if isinstance(read_timeout, int | float) else self._timeout
        try:
            async with self._session.request(method, url, timeout=timeout, **_body(request_data)) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(f"aiohttp {type(error).__name__}") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Halves of surrogate pairs, which orjson refuses, are let through: one odd message must not end polling."""
        try:
            answer: dict[str, Any] = orjson.loads(payload)
        except orjson.JSONDecodeError:
            try:
                answer = json.loads(payload.decode(errors="replace"))
            except ValueError as error:
                raise TelegramError("Invalid server response") from error
        return answer


def _timeout(read: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS, sock_read=read)


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": orjson.dumps(data.parameters), "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}


def seconds_to_wait(error: RetryAfter) -> float:
    """The whole time Telegram asks for: asking again earlier makes it longer."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


class BotApi:
    """Calls by name, parameters and results as plain JSON. Raises telegram.error.TelegramError."""

    def __init__(self, token: str, base_url: str, request: BaseRequest) -> None:
        self._address = f"{base_url}/bot{token}"
        self._request = request

    async def call(self, method: str, parameters: dict[str, Any], *, read_timeout: float | None = None) -> Any:
        data = RequestData([RequestParameter(name, value, None) for name, value in parameters.items()])
        if read_timeout is None:
            return await self._request.post(f"{self._address}/{method}", data)
        return await self._request.post(f"{self._address}/{method}", data, read_timeout=read_timeout)

    async def upload(self, method: str, parameters: dict[str, Any], *, name: str, filename: str, body: bytes) -> Any:
        """A call with a file as its parameter `name`."""
        plain = [RequestParameter(key, value, None) for key, value in parameters.items()]
        file = InputFile(body, filename=filename)
        data = RequestData([*plain, RequestParameter(name, None, [file])])
        return await self._request.post(f"{self._address}/{method}", data)
