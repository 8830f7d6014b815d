"""Parameters of one Bot API call, however they were sent: query string, form, multipart or JSON."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from telegrambot.emulator.errors import ApiError, bad_request, required

_TRUE = frozenset(("true", "yes", "1"))
_INT32_MAX = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent in a multipart body."""

    filename: str
    content_type: str
    body: bytes


class Params:
    """Typed access to the parameters. Absent and empty are the same, as on the Bot API server."""

    __slots__ = ("files", "raw")

    def __init__(self, raw: dict[str, Any], files: dict[str, Upload] | None = None) -> None:
        self.raw = raw
        self.files = files or {}

    def has(self, name: str) -> bool:
        return self.raw.get(name) not in (None, "") or name in self.files

    def text(self, name: str, default: str = "") -> str:
        value = self.raw.get(name)
        if value is None:
            return default
        return value if isinstance(value, str) else orjson.dumps(value).decode()

    def required_text(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise required(name)
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """A number; the default when absent, 0 when it is no number, as the server reads it."""
        value = self.raw.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            return 0

    def between(self, name: str, default: int, lowest: int, highest: int) -> int:
        return min(max(self.integer(name, default), lowest), highest)

    def flag(self, name: str) -> bool:
        value = self.raw.get(name)
        return value is True or (value is not None and str(value).lower() in _TRUE)

    def json(self, name: str, *, or_else: str) -> Any:
        """The decoded value, None when absent; `or_else` is the refusal when it is not JSON."""
        value = self.raw.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request(or_else) from None

    def message_id(self, name: str = "message_id") -> int:
        number = self.integer(name)
        return number if 0 < number <= _INT32_MAX else 0

    def user_id(self, name: str = "user_id") -> int:
        number = self.integer(name)
        if number <= 0:
            raise bad_request(f"Invalid {name} specified")
        return number


async def read_params(request: web.Request) -> Params:
    """All parameters of a request; the body wins over the query string.

    Raises ApiError 400 when the body is not what its content type says.
    """
    query = request.query_string
    raw: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    if not request.body_exists:
        return Params(raw)
    content_type = request.headers.get("Content-Type", "")
    if content_type.startswith("multipart/form-data"):
        return await _read_multipart(request, raw)
    body = await request.read()
    if not body:
        return Params(raw)
    try:
        if content_type.startswith("application/json"):
            decoded = orjson.loads(body)
            if not isinstance(decoded, dict):
                raise ApiError(400, "Bad Request: object expected as the request body")
            raw.update(decoded)
        else:
            raw.update(parse_qsl(body.decode(), keep_blank_values=True))
    except orjson.JSONDecodeError:
        raise ApiError(400, "Bad Request: can't parse the request body as JSON") from None
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return Params(raw)


async def _read_multipart(request: web.Request, raw: dict[str, Any]) -> Params:
    files: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            raw[name] = value if isinstance(value, str) else bytes(value).decode()
    return Params(raw, files)
