"""Rate limits: sliding windows in Redis by the `limits` library, shared by all processes.

All that one request counts against is asked in one command, made of the library's own scripts. With Redis
down each process counts for itself, or the caller refuses (`Budget.needs_redis`).
"""

from __future__ import annotations

import functools
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import cast

import structlog
from django.conf import settings
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis.commands.core import Script
from redis.exceptions import RedisError

from common.redis import redis_client

log = structlog.get_logger(__name__)

_REST_SECONDS = 1.0  # after a failure Redis is left alone for so long: a hung one must not hold requests

_down_until = 0.0


class LimiterDown(Exception):
    """Redis does not answer, and this budget must not be given out without it."""


@dataclass(frozen=True, slots=True)
class Budget:
    """`amount` requests in any `seconds`, for each subject. `needs_redis`: refuse rather than count alone."""

    name: str
    amount: int
    seconds: int = 60
    needs_redis: bool = False


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of the tightest budget after this request. `reset`: seconds until more of it is free."""

    budget: Budget
    allowed: bool
    remaining: int
    reset: int


def take(claims: Sequence[tuple[Budget, str]]) -> Allowance:
    """Count one request against each (budget, subject); the tightest of them. Raises LimiterDown."""
    global _down_until
    if time.monotonic() >= _down_until:
        try:
            return _tightest(_take_in_redis(claims))
        except RedisError as error:
            _down_until = time.monotonic() + _REST_SECONDS
            log.warning("ratelimit.redis_down", error=str(error))
    if any(budget.needs_redis for budget, _ in claims):
        raise LimiterDown()
    return _tightest([_take_alone(budget, subject) for budget, subject in claims])


def _tightest(allowances: Sequence[Allowance]) -> Allowance:
    return min(allowances, key=lambda it: (it.allowed, it.remaining / it.budget.amount))


# The library's own two scripts for one window, run for every window of a request: one command, one flat answer.
_TAKE_ALL = f"""
local function take(KEYS, ARGV)
{RedisStorage.SCRIPT_ACQUIRE_SLIDING_WINDOW.decode()}
end
local function look(KEYS, ARGV)
{RedisStorage.SCRIPT_SLIDING_WINDOW.decode()}
end
local told = {{}}
for i = 1, #KEYS, 2 do
    local keys = {{KEYS[i], KEYS[i + 1]}}
    table.insert(told, take(keys, {{ARGV[i], ARGV[i + 1], 1}}) and 1 or 0)
    for _, value in ipairs(look(keys, {{ARGV[i + 1]}})) do
        table.insert(told, tonumber(value or 0))
    end
end
return told
"""
_TOLD = 5  # numbers per window: taken, then count and milliseconds left of the previous and of the current one


@functools.cache
def _script() -> Script:
    return redis_client().register_script(_TAKE_ALL)


def _take_in_redis(claims: Sequence[tuple[Budget, str]]) -> list[Allowance]:
    keys: list[str] = []
    limits: list[int] = []
    for budget, subject in claims:
        # As the library names them: the previous window, the current one; in braces, for Redis Cluster's sake.
        current = f"{settings.REDIS_PREFIX}:limit:{{{budget.name}/{subject}}}"
        keys += (f"{current}/-1", current)
        limits += (budget.amount, budget.seconds)
    told = cast(list[int], _script()(keys, limits, client=redis_client()))
    return [_allowance(budget, told[at : at + _TOLD]) for at, (budget, _) in zip(count(0, _TOLD), claims, strict=False)]


def _allowance(budget: Budget, told: Sequence[int]) -> Allowance:
    taken, previous, previous_left, current, current_left = told
    previous_seconds, current_seconds = max(0, previous_left) / 1000, max(0, current_left) / 1000
    used = math.floor(previous * previous_seconds / budget.seconds) + current
    # The current window is kept for two lengths, the second as the previous one; a fresh one has both before it.
    waits = [current_seconds - budget.seconds] if current else []
    if previous:
        waits.append(previous_seconds % (budget.seconds / previous))
    reset = math.ceil(min(waits, default=0))
    return Allowance(budget, bool(taken), max(0, budget.amount - used), max(reset, 1))


@functools.cache
def _alone() -> SlidingWindowCounterRateLimiter:
    return SlidingWindowCounterRateLimiter(MemoryStorage())


def _take_alone(budget: Budget, subject: str) -> Allowance:
    item = RateLimitItemPerSecond(budget.amount, budget.seconds, namespace=budget.name)
    taken = _alone().hit(item, subject)
    window = cast(MemoryStorage, _alone().storage).get_sliding_window(item.key_for(subject), item.get_expiry())
    previous, previous_seconds, current, current_seconds = window
    told = (taken, previous, round(previous_seconds * 1000), current, round(current_seconds * 1000))
    return _allowance(budget, told)
