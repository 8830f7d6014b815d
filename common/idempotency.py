"""Writes that a client may send again without doing them again.

The effects come first and the key last, in one transaction: of two runs with the same key the second cannot
insert its record, so everything it did is rolled back and the first answer is given. That costs a hot write
one statement and a repeat one wasted run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, LiteralString

import orjson
from django.db import IntegrityError

from common.errors import GameError, IdempotencyKeyReused
from common.models import IdempotencyRecord
from common.tx import run_unit, statement

# By hand, because every write of the API ends with it.
_REMEMBER: LiteralString = """
    INSERT INTO common_idempotencyrecord (scope, key, fingerprint, status, body) VALUES (%s, %s, %s, %s, %s::jsonb)
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a door answered: an HTTP-like `status` and a JSON `body`. `replayed`: given again, nothing was done."""

    status: int
    body: Any
    replayed: bool = False


def fingerprint(*parts: bytes) -> str:
    """A digest that tells one request from another: method, path, body."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def answer_once(
    *,
    scope: str,
    key: str,
    request: str,
    write: Callable[[], Answer],
    refuse: Callable[[GameError], Answer],
) -> Answer:
    """Run `write` at most once per (scope, key) and give its answer every time.

    `request` is the request's fingerprint: the same key with another one raises IdempotencyKeyReused.
    A refusal is an answer too and is remembered, so that a retry does not succeed where the first call
    was told "no". Errors that are not refusals are not remembered: the client may try again.
    """
    try:
        return run_unit(lambda: _remember(scope, key, request, write()))
    except GameError as refusal:
        return _recall(scope, key, request) or _remember_refusal(scope, key, request, refuse(refusal))
    except IntegrityError:
        answer = _recall(scope, key, request)
        if answer is None:
            raise
        return answer


def _remember(scope: str, key: str, request: str, answer: Answer) -> Answer:
    statement(_REMEMBER, [scope, key, request, answer.status, orjson.dumps(answer.body).decode()])
    return answer


def _remember_refusal(scope: str, key: str, request: str, answer: Answer) -> Answer:
    try:
        return run_unit(lambda: _remember(scope, key, request, answer))
    except IntegrityError:
        return _recall(scope, key, request) or answer


def _recall(scope: str, key: str, request: str) -> Answer | None:
    record = IdempotencyRecord.objects.filter(scope=scope, key=key).first()
    if record is None:
        return None
    if record.fingerprint != request:
        raise IdempotencyKeyReused(key=key)
    return Answer(record.status, record.body, replayed=True)
