"""The copy of the boards in Redis: a sorted set each, from which a place among millions is read in one trip.

It may be lost at any time: `rebuild_leaderboards` makes it anew, a beat job keeps it up to date, and whoever looks
at a board brings the own score along. Members are player ids with leading zeros and scores are weights (the less
the better), so that Redis itself lists equals by id.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import structlog
from django.conf import settings
from redis.commands.core import Script
from redis.exceptions import LockError, RedisError

from common.redis import redis_client
from players.rules.ranking import BoardKey, ranks

log = structlog.get_logger(__name__)

MEMBER_DIGITS = 10
TOP = 10
AROUND = 3
_MOST_UNANSWERED = 8
_LONGEST_JOB = 300  # seconds, after which the lock of a job that died is free

# How many places, and they themselves as Redis's protocol has them: a weight and a member each.
Part = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Stand:
    """A player's place. `weight`: see `players.rules.ranking`."""

    player_id: int
    rank: int
    weight: int


@dataclass(frozen=True, slots=True)
class Standings:
    """`size`: how many have a place; `mine`: None for one who has none."""

    size: int
    top: tuple[Stand, ...]
    around: tuple[Stand, ...]
    mine: Stand | None


# KEYS: board, mark of a copy that is whole. ARGV: my member, my weight or nothing, top, around.
_PAGE = """
if redis.call('EXISTS', KEYS[2]) == 0 then return false end
local board, me, weight = KEYS[1], ARGV[1], ARGV[2]
if weight == '' then
    redis.call('ZREM', board, me)
else
    redis.call('ZADD', board, weight, me)
end
local size = redis.call('ZCARD', board)
local top = redis.call('ZRANGE', board, 0, ARGV[3] - 1, 'WITHSCORES')
if weight == '' then return {size, top} end
local position = redis.call('ZRANK', board, me)
local start = math.max(position - ARGV[4], 0)
local around = redis.call('ZRANGE', board, start, position + ARGV[4], 'WITHSCORES')
return {size, top, around, start, redis.call('ZCOUNT', board, '-inf', '(' .. around[2])}
"""


def standings_read(key: BoardKey, season: int, *, player_id: int, weight: int | None) -> Standings | None:
    """A board with the player's own weight brought up to date; None while there is no copy to read."""
    arguments = (_member(player_id), "" if weight is None else weight, TOP, AROUND)
    try:
        answer = _page()(keys=[_name(key, season), _mark()], args=arguments)
    except RedisError as error:
        log.warning("standings.unread", board=str(key), error=str(error))
        return None
    if answer is None:
        return None
    size, top, *rest = answer
    listed = _stands(top, 0, 0)
    if not rest:
        return Standings(size, listed, (), None)
    around = _stands(rest[0], rest[1], rest[2])
    return Standings(size, listed, around, next(stand for stand in around if stand.player_id == player_id))


@functools.cache
def _page() -> Script:
    return redis_client().register_script(_PAGE)


def _stands(flat: Sequence[str], position: int, better: int) -> tuple[Stand, ...]:
    """Members and weights as Redis lists them, from a position; `better`: how many are better than the first."""
    weights = [int(float(weight)) for weight in flat[1::2]]
    places = ranks(weights, position=position, first_rank=better + 1)
    return tuple(
        Stand(int(member), rank, weight) for member, rank, weight in zip(flat[::2], places, weights, strict=True)
    )


def standings_change(key: BoardKey, season: int, *, weights: Mapping[int, int], gone: Iterable[int]) -> None:
    """Bring some players up to date: those who have a weight, and those who have no place. Raises RedisError."""
    name = _name(key, season)
    with redis_client().pipeline(transaction=False) as pipe:
        if weights:
            pipe.zadd(name, {_member(player_id): weight for player_id, weight in weights.items()})
        members = [_member(player_id) for player_id in gone]
        if members:
            pipe.zrem(name, *members)
        pipe.execute()


def standings_replace(key: BoardKey, season: int, parts: Iterable[Part]) -> int:
    """Make a board anew beside the old one, which is read until the last moment; gives its size. Raises RedisError."""
    client: Any = redis_client()
    name = _name(key, season)
    fresh = f"{name}:new"
    client.delete(fresh)
    size = _add(client, fresh.encode(), parts)
    old = f"{name}:old"
    with client.pipeline() as swap:
        if client.exists(name):
            swap.rename(name, old)
        if size:
            swap.rename(fresh, name)
        swap.unlink(old)  # to take a million members apart is left to another thread of Redis
        swap.execute()
    return size


def _add(client: Any, name: bytes, parts: Iterable[Part]) -> int:
    """ZADD the parts over one connection, some on their way while the next is read out of PostgreSQL."""
    size = unanswered = 0
    connection = client.connection_pool.get_connection()
    try:
        for count, words in parts:
            begin = b"*%d\r\n$4\r\nZADD\r\n$%d\r\n%b\r\n" % (2 + 2 * count, len(name), name)
            connection.send_packed_command([begin + words])
            size, unanswered = size + count, unanswered + 1
            if unanswered > _MOST_UNANSWERED:
                connection.read_response()
                unanswered -= 1
        for _answer in range(unanswered):
            connection.read_response()
    except BaseException:
        connection.disconnect()  # answers may still be on their way
        raise
    finally:
        client.connection_pool.release(connection)
    return size


def standings_keep(kept: Iterable[tuple[BoardKey, int]]) -> None:
    """Forget every other board: those of seasons that are over, of themes that are gone. Raises RedisError."""
    client = redis_client()
    names = {_name(key, season) for key, season in kept}
    for name in client.scan_iter(match=f"{_root()}:of:*", count=1000):
        if name not in names:
            client.unlink(name)


def copied_at() -> str | None:
    """Until when (by PostgreSQL's clock) the copy has every change; None when there is no whole copy.

    Raises RedisError.
    """
    found: str | None = cast(Any, redis_client()).get(_mark())
    return found


def copied(until: str) -> None:
    """The copy is whole, and has what was changed until then. Raises RedisError."""
    redis_client().set(_mark(), until)


@contextmanager
def copying() -> Iterator[bool]:
    """One job at a time writes the copy; gives whether it is ours to do. Raises RedisError."""
    lock = redis_client().lock(f"{_root()}:job", timeout=_LONGEST_JOB, blocking=False)
    ours = bool(lock.acquire())
    try:
        yield ours
    finally:
        if ours:
            try:
                lock.release()
            except LockError:  # it ran for longer than the lock was good
                log.warning("standings.job_outlived_its_lock")


def _root() -> str:
    return f"{settings.REDIS_PREFIX}:boards"


def _mark() -> str:
    return f"{_root()}:copied"


def _name(key: BoardKey, season: int) -> str:
    return f"{_root()}:of:{season}:{key}"


def _member(player_id: int) -> str:
    return f"{player_id:0{MEMBER_DIGITS}}"
