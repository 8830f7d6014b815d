"""How api_examples.json is written: from real answers, and the same again when nothing has changed.

ARTEL_RECORD_EXAMPLES=1 .venv/bin/python -m pytest gameproject/tests/api/test_operations.py -n0
"""

from __future__ import annotations

import itertools
import os
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from django.apps import apps
from django.db import connection

from common import clock
from gameproject.openapi import EXAMPLES_FILE

IS_RECORDING = bool(os.environ.get("ARTEL_RECORD_EXAMPLES"))
OURS = ("common", "content", "players", "world", "combat")
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
MOST_IN_A_LIST = 2
SEED = 7
MADE_UP = {
    "access_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmF0dXJl",
    "refresh_token": "mYb0c1tq3v5w7x9z-AbCdEfGhIjKlMnOpQrStUvWxYz",
    "ticket": "Q2hhbmdlIG1lIGZvciBhIHNvY2tldCwgb25jZS4",
    "init_data": "query_id=AAH…&user=%7B%22id%22%3A42%7D&auth_date=1700000000&signature=…&hash=…",
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")


def leave_nothing_to_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next rows get a new installation's numbers, and all chance comes from one seed. Before any row is made."""
    monkeypatch.setattr("gameproject.testing._numbers", itertools.count(1))
    monkeypatch.setattr("common.seeds.fresh", lambda bits=64: SEED)
    monkeypatch.setattr("world.rules.weather._minute", lambda now: 0)  # always the same sky
    ours = [model._meta.db_table for label in OURS for model in apps.get_app_config(label).get_models()]
    with connection.cursor() as cursor:
        for table in ours:
            for sequence in connection.introspection.get_sequences(cursor, table):
                cursor.execute(f"ALTER SEQUENCE {connection.ops.quote_name(sequence['name'])} RESTART")


def record(name: str, request: Any, status: int, answered: Any) -> None:
    kept = orjson.loads(EXAMPLES_FILE.read_bytes()) if EXAMPLES_FILE.exists() else {}
    kept[name] = {"status": status, "response": _short(_timeless(_without_secrets(answered), clock.now()))}
    if request is not None:
        kept[name]["request"] = _without_secrets(request)
    EXAMPLES_FILE.write_bytes(orjson.dumps(kept, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")


def _without_secrets(body: dict[str, Any] | None) -> dict[str, Any] | None:
    return body and {name: MADE_UP.get(name, value) for name, value in body.items()}


def _timeless(value: Any, now: datetime) -> Any:
    """Every moment as if it were noon now; a recording takes far less than the minute it is rounded to."""
    if isinstance(value, dict):
        return {name: _timeless(item, now) for name, item in value.items()}
    if isinstance(value, list):
        return [_timeless(item, now) for item in value]
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        minutes = round((datetime.fromisoformat(value) - now) / timedelta(minutes=1))
        return (NOON + timedelta(minutes=minutes)).isoformat()
    return value


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _short(item) for name, item in value.items()}
    return [_short(item) for item in value[:MOST_IN_A_LIST]] if isinstance(value, list) else value
