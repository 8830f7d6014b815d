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
from players.rules.ranking import LEAST_IS_BEST, BoardKey, ranks

log = structlog.get_logger(__name__)

MEMBER_DIGITS = 10
TOP = 10
AROUND = 3
_MOST_UNANSWERED = 8
_LOADING_TIMEOUT = 30.0  # seconds, for one answer
_LONGEST_JOB = 300  # seconds, after which the lock of a job that died is free

# How many places, and they themselves as Redis's protocol has them: a weight and a member each.
Part = tuple[int, bytes]
# Some places of a board in a season; None when it has no more.
Piece = tuple[BoardKey, int, Part | None]
SCORE_DIGITS = 19  # of any score, with leading zeros: then every place is as long as the next
MEMBER_BEGINS = f"\r\n${MEMBER_DIGITS}\r\n"


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


def score_words(key: BoardKey) -> str:
    """How a place begins in a part: what the score's digits follow to make it the weight of its board."""
    sign = "" if key.board in LEAST_IS_BEST else "-"
    return f"${len(sign) + SCORE_DIGITS}\r\n{sign}"


def standings_replace(pieces: Iterable[Piece]) -> dict[tuple[BoardKey, int], int]:
    """Make boards anew, each beside the old one, which is read until its last piece has come; gives their sizes. One
    whose last piece never comes stays as it was. Raises RedisError."""
    client, sizes = redis_client(), dict[tuple[BoardKey, int], int]()
    with _loading() as load:
        for key, season, part in pieces:
            name = _name(key, season)
            fresh = f"{name}:new"
            if (key, season) not in sizes:
                client.unlink(fresh)
                sizes[key, season] = 0
            if part is None:
                load.settle()
                _swap(name, fresh, sizes[key, season])
            else:
                load.add(fresh.encode(), part)
                sizes[key, season] += part[0]
    return sizes


def _swap(name: str, fresh: str, size: int) -> None:
    client, old = redis_client(), f"{name}:old"
    with client.pipeline() as swap:
        if client.exists(name):
            swap.rename(name, old)
        if size:
            swap.rename(fresh, name)
        swap.unlink(old)  # to take a million members apart is left to another thread of Redis
        swap.execute()


@dataclass(slots=True)
class _Load:
    """ZADDs over one connection, some on their way while the next is made."""

    connection: Any
    unanswered: int = 0

    def add(self, name: bytes, part: Part) -> None:
        count, words = part
        begin = b"*%d\r\n$4\r\nZADD\r\n$%d\r\n%b\r\n" % (2 + 2 * count, len(name), name)
        self.connection.send_packed_command([begin, words])
        self.unanswered += 1
        if self.unanswered > _MOST_UNANSWERED:
            self._answer()

    def settle(self) -> None:
        while self.unanswered:
            self._answer()

    def _answer(self) -> None:
        self.connection.read_response()
        self.unanswered -= 1


@contextmanager
def _loading() -> Iterator[_Load]:
    """A connection of its own, which has more patience than those that players wait for."""
    pool: Any = redis_client().connection_pool
    connection = pool.connection_class(**pool.connection_kwargs | {"socket_timeout": _LOADING_TIMEOUT})
    try:
        connection.connect()
        yield _Load(connection)
    finally:
        connection.disconnect()


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
