"""What every REST door is built of: the request, answers, and writes that happen once.

What a refusal looks like is decided in one place above all apps, which puts `refuse` on the request.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

import orjson
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from common.errors import GameError
from common.idempotency import Answer, answer_once, fingerprint

_KEY = re.compile(r"[\x21-\x7e]{1,255}")
MOST_ON_A_PAGE = 100
BIGGEST_ID = 2**63 - 1

Id = Annotated[int, Field(ge=1, le=BIGGEST_ID)]
CatalogueKey = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,24}$", description="A key of the catalogue")]
Version = Annotated[
    int | None,
    Field(
        ge=0,
        le=2**31 - 1,
        description="The version you act on; when it has moved on the answer is `common.stale`.",
    ),
]


class ApiRequest(HttpRequest):
    """A request behind the API's front. `language`: the caller's; `scope`: whose idempotency keys these are."""

    language: str
    scope: str
    refuse: Callable[[GameError], Answer]


class PlayerRequest(ApiRequest):
    """A request of a signed-in player. `session_id`: the sign-in of its access token."""

    player_id: int
    session_id: UUID


class StaffRequest(ApiRequest):
    """A request of a program that acts for an account of the staff."""

    by: User


class IdempotencyKeyRequired(Exception):
    """A write came without an Idempotency-Key, or with one that is not 1 to 255 visible ASCII characters."""


class BodyIn(Schema):
    """Base of request bodies: a field that is not asked for is refused, not ignored; `true` and "1" are no numbers.

    A field that is an enum says `Field(strict=False)`: in JSON its members are texts.
    """

    model_config = ConfigDict(extra="forbid", str_max_length=8192, strict=True)

    @field_validator("*")
    @classmethod
    def _storable(cls, value: Any) -> Any:
        """PostgreSQL holds no NUL, and a refusal that names the value is kept as well."""
        if isinstance(value, str) and "\0" in value:
            raise PydanticCustomError("string_nul", "Text should not contain NUL")
        return value


class PageIn(Schema):
    """`cursor`: the `next_cursor` of the page before."""

    cursor: int | None = Field(None, ge=1, le=BIGGEST_ID, description="`next_cursor` of the page before")
    limit: int = Field(20, ge=1, le=MOST_ON_A_PAGE)


Page = Query[PageIn]


def respond(body: Any, *, status: int = 200) -> HttpResponse:
    """A JSON answer."""
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/json")


def write_once(request: ApiRequest, write: Callable[[], Any], *, status: int = 200) -> HttpResponse:
    """Answer a write: `write` gives the body, and runs at most once per Idempotency-Key.

    Raises IdempotencyKeyRequired, IdempotencyKeyReused(key).
    """
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise IdempotencyKeyRequired()
    answer = answer_once(
        scope=request.scope,
        key=key,
        request=fingerprint((request.method or "").encode(), request.get_full_path().encode(), request.body),
        write=lambda: Answer(status, write()),
        refuse=request.refuse,
    )
    response = respond(answer.body, status=answer.status)
    if answer.status >= 400:
        response["Content-Type"] = "application/problem+json"
    if answer.replayed:
        response["Idempotent-Replayed"] = "true"
    return response


def page_body(rows: list[dict[str, Any]], *, limit: int) -> dict[str, Any]:
    """One page of rows, newest first, of which one more than `limit` was read to know whether there are more."""
    more = len(rows) > limit
    shown = rows[:limit]
    return {"items": shown, "next_cursor": shown[-1]["id"] if more else None}


# What OpenAPI is told of every write.
WRITE: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": True,
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[\x21-\x7e]+$"},
            "description": "Your choice, a new one for each new intention. The same request with the same key gets "
            "the same answer and takes effect once.",
            "example": "3f1c2a9e-0d5b-4f0e-9c61-6f7f0b7f4a11",
        }
    ]
}
