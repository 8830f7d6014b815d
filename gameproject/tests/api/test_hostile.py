"""Bodies, paths and headers that nobody sends by mistake: always a problem document, never a 500."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import orjson
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gameproject.tests.api.client import ApiClient, fighting, signed_in, strong_player
from gameproject.tests.api.operations import CALLS
from players.models import Player

pytestmark = pytest.mark.django_db

BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no json": b"{",
    "a list": b"[]",
    "null": b"null",
    "a number": b"1",
    "a string": b'"x"',
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "deep object": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "not a number": b'{"version": NaN}',
    "infinite": b'{"amount": 1e999}',
    "a huge integer": b'{"version": ' + b"9" * 5_000 + b"}",
    "beyond 64 bits": b'{"version": 18446744073709551616, "target_id": 9223372036854775808}',
    "a lone surrogate": b'{"item": "\\ud800"}',
    "a NUL": b'{"item": "a\\u0000b", "name": "a\\u0000", "to": "\\u0000"}',
    "not UTF-8": b'{"item": "\xff\xfe"}',
    "with a BOM": b"\xef\xbb\xbf{}",
    "10 kB of text": orjson.dumps({"item": "x" * 10_000, "name": "y" * 10_000, "init_data": "z" * 10_000}),
    "markup": orjson.dumps({"name": "<b>Мира</b>", "item": "<script>", "guest_key": "' OR 1=1 --"}),
    "the wrong types": orjson.dumps({"item": {}, "amount": "1", "version": True, "name": [], "to": 5}),
    "fractions": b'{"amount": 1.5, "version": 0.1, "target_id": 1e0}',
    "unknown fields": orjson.dumps({"player_id": 1, "is_admin": True, "gold": 10**9}),
}
WRITES = [name for name, call in CALLS.items() if call.method != "GET" and call.body is not None]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("name", WRITES)
def test_a_hostile_body(name: str, body: bytes, player: Player) -> None:
    client = signed_in(player)
    player.refresh_from_db()
    before = player.version
    path = CALLS[name].path.format_map(defaultdict(lambda: 1))
    response = client.send(CALLS[name].method, path, body)
    assert 400 <= response.status_code < 500, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    player.refresh_from_db()
    assert player.version == before


FREE_TEXTS = [
    ("/gifts", {"to": "\0", "asset": "item:rye_bread"}),
    ("/trades", {"partner": "Mi\0ra"}),
]


@pytest.mark.parametrize(("path", "body"), FREE_TEXTS)
def test_a_text_that_cannot_be_stored(path: str, body: dict[str, Any], api: ApiClient) -> None:
    """A refusal that says what was asked for is stored too."""
    response = api.post(path, body)
    assert response.status_code == 422, response.content
    assert [error["reason"] for error in orjson.loads(response.content)["errors"]] == ["string_nul"]


@pytest.mark.parametrize("amount", [True, "1", 1.0])
def test_what_only_looks_like_a_number(amount: Any, api: ApiClient) -> None:
    response = api.post("/inventory/drop", {"asset": "item:rye_bread", "amount": amount})
    assert response.status_code == 422, response.content


@pytest.mark.parametrize(
    "path",
    [
        "/battles/0",
        "/battles/99999999999999999999999999",
        "/battles/-1",
        "/battles/1%00",
        "/battles/٣",
        "/battles?cursor=0",
        "/battles?cursor=99999999999999999999",
        "/battles?cursor=x&limit=101",
        "/me/ledger?limit=0",
        "/events?after=-1",
        "/events?after=9223372036854775808",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/admin/",
        "/me/",
        "/ME",
        "/battles/1/attack",
    ],
)
def test_a_hostile_address(api: ApiClient, path: str) -> None:
    response = api.get(path)
    assert 400 <= response.status_code < 500, response.content
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer " + "x" * 100_000},
        {"Authorization": "Bearer a b c"},
        {"X-API-Key": "artel_"},
        {"X-API-Key": "\x00"},
        {"Accept-Language": "x" * 10_000},
        {"Accept-Language": "../../ru,;q=NaN"},
        {"If-None-Match": '"' * 500},
    ],
)
def test_hostile_headers(nobody: ApiClient, headers: dict[str, str]) -> None:
    for path in ("/me", "/service/players/1", "/catalogue/items"):
        assert ApiClient(headers).get(path).status_code in {200, 401}


def test_a_body_that_is_too_large(api: ApiClient) -> None:
    response = api.post("/shop/buy", b'{"item": "' + b"x" * 2_000_000 + b'"}')
    assert response.status_code == 413
    assert orjson.loads(response.content)["code"] == "common.too_large"


def test_a_foreign_host(player: Player) -> None:
    response = Client(headers={"Host": "evil.example"}).get("/api/v1/me")
    assert response.status_code == 400


KEYS = st.sampled_from(
    ["item", "amount", "version", "to", "slot", "name", "target_id", "skill", "language", "text_only", "x"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(WRITES), st.dictionaries(KEYS, VALUES, max_size=4))
def test_no_body_breaks_anything(player: Player, name: str, body: dict[str, Any]) -> None:
    client = signed_in(player)
    try:
        sent = orjson.dumps(body)
    except orjson.JSONEncodeError:  # lone surrogates cannot be sent as UTF-8
        return
    response = client.send(CALLS[name].method, CALLS[name].path.format_map(defaultdict(lambda: 1)), sent)
    assert response.status_code < 500, response.content


def test_the_battle_of_another_is_as_good_as_none(api: ApiClient, player: Player) -> None:
    hero = strong_player()
    battle = fighting(hero, "old_clearing")
    theirs = api.post(f"/battles/{battle.pk}/attack", {"target_id": -1})
    none = api.post("/battles/999999/attack", {"target_id": -1})
    strip = {"instance", "params", "detail"}
    assert theirs.status_code == none.status_code == 404
    assert {k: v for k, v in orjson.loads(theirs.content).items() if k not in strip} == {
        k: v for k, v in orjson.loads(none.content).items() if k not in strip
    }
    battle.refresh_from_db()
    assert battle.version == 0
