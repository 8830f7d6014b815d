"""Budgets: per player and per address, told in headers, shared by all processes, and what happens without Redis."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
import redis
from django.test import RequestFactory

from common import ratelimit
from common.ratelimit import Budget, LimiterDown, _allowance, take
from gameproject import api_budgets
from gameproject.api_budgets import client_network
from gameproject.testing import make_player
from gameproject.tests.api.client import ApiClient, session_for, signed_in
from players.models import Player

pytestmark = pytest.mark.django_db
FIVE = Budget("five", 5)


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, amount in (("READS", 3), ("WRITES", 2), ("SIGN_IN", 2), ("RENEWALS", 2), ("REFUSED_OF_ADDRESS", 4)):
        budget: Budget = getattr(api_budgets, name)
        smaller = Budget(budget.name, amount, budget.seconds, budget.needs_redis)
        monkeypatch.setattr(api_budgets, name, smaller)
        monkeypatch.setattr(f"gameproject.api_front.{name}", smaller, raising=False)


@pytest.fixture
def no_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    down = redis.Redis.from_url("redis://127.0.0.1:1/0")
    monkeypatch.setattr(ratelimit, "redis_client", lambda: down)


def test_a_budget_is_a_budget() -> None:
    taken = [take([(FIVE, "a")]) for _ in range(7)]
    assert [it.allowed for it in taken] == [True] * 5 + [False] * 2
    assert [it.remaining for it in taken] == [4, 3, 2, 1, 0, 0, 0]
    assert all(1 <= it.reset <= 60 for it in taken)
    assert take([(FIVE, "b")]).allowed


def test_a_fresh_window_is_told_as_a_whole_one(clean_redis: redis.Redis) -> None:
    assert 59 <= take([(FIVE, "a")]).reset <= 60


@pytest.mark.usefixtures("no_redis")
def test_a_fresh_window_of_one_process_ends_when_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such windows are the minutes of the clock."""
    resets = []
    for now in (1_800_000_000.0, 1_800_000_015.5, 1_800_000_059.0):
        monkeypatch.setattr("limits.storage.memory.time", SimpleNamespace(time=lambda now=now: now))
        resets.append(take([(FIVE, f"at {now}")]).reset)
    assert resets == [60, 45, 1]


@pytest.mark.parametrize(
    ("current_left", "reset"), [(120_000, 60), (119_999, 60), (90_000, 30), (60_500, 1), (60_000, 1)]
)
def test_the_reset_is_the_end_of_the_current_window(current_left: int, reset: int) -> None:
    """Redis keeps a window for twice its length."""
    assert _allowance(FIVE, (1, 0, -2, 1, current_left)).reset == reset


def test_the_reset_is_sooner_while_an_earlier_window_runs_out() -> None:
    """Of four requests a minute ago one is forgotten every 15 seconds."""
    assert _allowance(FIVE, (1, 4, 50_000, 1, 110_000)).reset == 5
    assert _allowance(FIVE, (1, 4, 14_000, 1, 74_000)).reset == 14


def test_the_tightest_budget_is_told() -> None:
    wide = Budget("wide", 1000)
    assert take([(wide, "a"), (FIVE, "a")]).budget is FIVE
    for _ in range(5):
        last = take([(wide, "a"), (FIVE, "a")])
    assert (last.allowed, last.budget) == (False, FIVE)


def test_it_is_exact_under_load() -> None:
    fifty = Budget("fifty", 50)
    with ThreadPoolExecutor(16) as pool:
        taken = list(pool.map(lambda _: take([(fifty, "crowd")]).allowed, range(200)))
    assert sum(taken) == 50


def test_one_round_trip(clean_redis: redis.Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    take([(FIVE, "warm")])
    sent: list[object] = []
    original = redis.connection.AbstractConnection.send_packed_command

    def counted(self: redis.Connection, command: object, *args: Any, **kwargs: Any) -> None:
        sent.append(command)
        original(self, command, *args, **kwargs)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(redis.connection.AbstractConnection, "send_packed_command", counted)
    take([(FIVE, "a"), (Budget("wide", 1000), "b")])
    assert len(sent) == 1


def test_a_restarted_redis_has_forgotten_the_scripts(clean_redis: redis.Redis) -> None:
    take([(FIVE, "a")])
    clean_redis.script_flush()
    assert take([(FIVE, "a")]).remaining == 3


@pytest.mark.usefixtures("no_redis")
def test_without_redis_each_process_counts_alone() -> None:
    taken = [take([(FIVE, "a")]) for _ in range(6)]
    assert [it.allowed for it in taken] == [True] * 5 + [False]
    with pytest.raises(LimiterDown):
        take([(Budget("strict", 5, needs_redis=True), "a")])


@pytest.mark.usefixtures("no_redis")
def test_without_redis_people_play_and_nobody_signs_in(player: Player) -> None:
    client = signed_in(player)
    assert client.get("/me").status_code == 200
    assert client.send("PATCH", "/me/settings", {"text_only": True}).status_code == 200
    refresh_token = session_for(player).refresh_token
    assert client.post("/auth/refresh", {"refresh_token": refresh_token}).status_code == 200
    refused = client.post("/auth/guest", {"guest_key": "somebody-new"})
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "5"
    assert not Player.objects.filter(guest_key="somebody-new").exists()


@pytest.mark.usefixtures("tight")
def test_reads_and_writes_have_budgets_of_their_own(player: Player) -> None:
    client = signed_in(player)
    reads = [client.get("/me") for _ in range(4)]
    assert [response.status_code for response in reads] == [200, 200, 200, 429]
    assert [response.headers["RateLimit-Remaining"] for response in reads] == ["2", "1", "0", "0"]
    assert reads[0].headers["RateLimit-Limit"] == "3"
    assert reads[0].headers["RateLimit-Policy"] == '"reads";q=3;w=60'
    assert reads[0].headers["RateLimit"].startswith('"reads";r=2;t=')
    assert 1 <= int(reads[-1].headers["Retry-After"]) <= 60
    assert reads[-1].headers["Content-Type"] == "application/problem+json"
    assert client.send("PATCH", "/me/settings", {"text_only": True}).status_code == 200
    assert signed_in(make_player()).get("/me").status_code == 200


@pytest.mark.usefixtures("tight")
def test_a_refused_write_changes_nothing(player: Player) -> None:
    client = signed_in(player)
    statuses = [client.send("PATCH", "/me/settings", {"text_only": on}).status_code for on in (True, False, True)]
    assert statuses == [200, 200, 429]
    player.refresh_from_db()
    assert player.text_only is False


@pytest.mark.usefixtures("tight")
def test_guessing_is_slowed_down(nobody: ApiClient) -> None:
    guesses = [nobody.post("/auth/refresh", {"refresh_token": "x" * 43}).status_code for _ in range(3)]
    assert guesses == [401, 401, 429]
    names = [nobody.post("/auth/guest", {"guest_key": f"guest-no-{number}"}).status_code for number in range(3)]
    assert names == [200, 200, 429]
    tokens = [ApiClient({"Authorization": "Bearer x"}).get("/me").status_code for _ in range(5)]
    assert tokens == [401, 401, 401, 401, 429]


@pytest.mark.usefixtures("tight")
def test_an_invented_address_is_no_way_round(nobody: ApiClient, settings: Any) -> None:
    def guess(forwarded: str) -> int:
        body = {"refresh_token": "x" * 43}
        return nobody.post("/auth/refresh", body, X_Forwarded_For=forwarded).status_code

    assert [guess(f"6.6.6.{number}") for number in range(3)] == [401, 401, 429]
    settings.TRUSTED_PROXIES = 1
    assert [guess(f"6.6.6.{number}, 203.0.113.9") for number in range(3)] == [401, 401, 429]
    assert guess("6.6.6.6, 203.0.113.10") == 401


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_what_one_address_is(address: str, network: str) -> None:
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=address)) == network
