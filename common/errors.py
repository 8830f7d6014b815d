"""Refusals: what a player or game master may be told "no" for. A bug stays an ordinary exception."""

from __future__ import annotations

from typing import ClassVar


class GameError(Exception):
    """A refusal: a stable `code` (`app.reason`) and the parameters that explain it.

    No text for people and no HTTP status live here: each door words the code in the caller's language.
    Parameters are JSON values (str, int, float, bool, None).
    """

    code: ClassVar[str] = "common.refused"

    def __init__(self, **params: str | int | float | bool | None) -> None:
        super().__init__(self.code, params)
        self.params = params


class NotFound(GameError):
    """The thing named does not exist, or not for this caller. params: what, key."""

    code = "common.not_found"


class Stale(GameError):
    """The caller acted on a state that has moved on. params: expected, actual."""

    code = "common.stale"


class Forbidden(GameError):
    """The caller may not do this. params: needs."""

    code = "common.forbidden"


class TooFast(GameError):
    """A rate limit was hit. params: retry_after (seconds)."""

    code = "common.too_fast"


class Invalid(GameError):
    """An input has the wrong shape. params: field, reason."""

    code = "common.invalid"


class IdempotencyKeyReused(GameError):
    """The same idempotency key came with another body. params: key."""

    code = "common.idempotency_key_reused"
