"""Rate limits: sliding windows in Redis by the `limits` library, shared by all processes.

All that one request counts against is asked in one round trip: the library's own scripts, pipelined. With Redis
down each process counts for itself, or the caller refuses (`Budget.needs_redis`).
"""

from __future__ import annotations

import functools
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis.exceptions import NoScriptError, RedisError

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


@functools.cache
def _storage() -> RedisStorage:
    return RedisStorage(
        settings.REDIS_URL,
        connection_pool=redis_client().connection_pool,
        key_prefix=f"{settings.REDIS_PREFIX}:limit",
    )


def _take_in_redis(claims: Sequence[tuple[Budget, str]]) -> list[Allowance]:
    try:
        answers = _pipeline(claims)
    except NoScriptError:  # Redis was restarted: it knows the scripts no more
        for script in (_storage().lua_acquire_sliding_window, _storage().lua_sliding_window):
            redis_client().script_load(script.script)
        answers = _pipeline(claims)
    return [
        _allowance(budget, bool(taken), window)
        for (budget, _), taken, window in zip(claims, answers[::2], answers[1::2], strict=True)
    ]


def _pipeline(claims: Sequence[tuple[Budget, str]]) -> list[Any]:
    storage = _storage()
    pipeline = redis_client().pipeline(transaction=False)
    for budget, subject in claims:
        # Named as the library names them, so that its other functions find the same windows.
        current = f"{storage.key_prefix}:{{{budget.name}/{subject}}}"
        keys = (f"{current}/-1", current)
        pipeline.evalsha(storage.lua_acquire_sliding_window.sha, 2, *keys, budget.amount, budget.seconds, 1)
        pipeline.evalsha(storage.lua_sliding_window.sha, 2, *keys, budget.seconds)
    return pipeline.execute()


def _allowance(budget: Budget, taken: bool, window: Sequence[Any]) -> Allowance:
    """`window`: count and milliseconds left of the previous window and of the current one."""
    previous, previous_left = int(window[0] or 0), max(0, int(window[1] or 0)) / 1000
    current, current_left = int(window[2] or 0), max(0, int(window[3] or 0)) / 1000
    used = math.floor(previous * previous_left / budget.seconds) + current
    waits = []
    if previous:
        waits.append(previous_left % (budget.seconds / previous))
    if current:
        waits.append(current_left % budget.seconds)
    reset = math.ceil(min(waits, default=0))
    return Allowance(budget, taken, max(0, budget.amount - used), max(reset, 1))


@functools.cache
def _alone() -> SlidingWindowCounterRateLimiter:
    return SlidingWindowCounterRateLimiter(MemoryStorage())


def _take_alone(budget: Budget, subject: str) -> Allowance:
    item = RateLimitItemPerSecond(budget.amount, budget.seconds, namespace=budget.name)
    allowed = _alone().hit(item, subject)
    stats = _alone().get_window_stats(item, subject)
    return Allowance(budget, allowed, stats.remaining, max(1, math.ceil(stats.reset_time - time.time())))
