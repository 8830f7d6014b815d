"""The hot state of runs: in Redis at every step, in PostgreSQL a little later.

A step that gives nothing costs no write to PostgreSQL: its state goes to the key `game_session:{run}` together with
its version, and the run's number to the set of those whose row is behind. A beat job writes these rows in bulk.

Nothing of value hangs on it. A version counts lasting changes in its thousands and mere steps in between: whatever
changes for good is written to the row, in a new thousand, and all that Redis holds of the one before is out of date
from that moment, without anybody telling Redis. So a Redis that was wiped, or holds what was rolled back, costs the
steps since the last snapshot and nothing else.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, LiteralString, cast

import orjson
from django.conf import settings
from redis.commands.core import Script

from common.redis import asked, redis_client
from common.tx import run_unit, statement

LASTING = 1_000  # versions from one lasting change to the next
KEPT_SECONDS = 2 * 24 * 3600  # longer than a run is left open
_BATCH = 10_000

# Only what is newer than what is there is taken: of two steps at once one is late.
_STORE = """
local held = redis.call('GET', KEYS[1])
if held and tonumber(string.match(held, '^%d+')) >= tonumber(ARGV[1]) then
    return 0
end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'EX', ARGV[4])
redis.call('ZADD', KEYS[2], ARGV[1], ARGV[3])
return 1
"""
# What has changed again since it was read stays in the set.
_STORED = """
for i = 1, #ARGV, 2 do
    if redis.call('ZSCORE', KEYS[1], ARGV[i]) == ARGV[i + 1] then
        redis.call('ZREM', KEYS[1], ARGV[i])
    end
end
"""


@dataclass(frozen=True, slots=True)
class Hot:
    """A run's state (the rules' own JSON) as of `version`."""

    version: int
    state: dict[str, Any]


@functools.cache
def _store_script() -> Script:
    return redis_client().register_script(_STORE)


@functools.cache
def _stored_script() -> Script:
    return redis_client().register_script(_STORED)


def _key(run_id: int) -> str:
    return f"{settings.REDIS_PREFIX}:game_session:{run_id}"


def _behind() -> str:
    return f"{settings.REDIS_PREFIX}:game_sessions_behind"


def same_lasting(first: int, second: int) -> bool:
    """Whether nothing lasting happened between two versions of a run."""
    return first // LASTING == second // LASTING


def hot_read(run_id: int) -> Hot | None:
    """What Redis holds of a run; None when it holds nothing or is down."""
    found = cast(str | None, asked(lambda redis: redis.get(_key(run_id))))
    if found is None:
        return None
    version, _space, state = found.partition(" ")
    return Hot(int(version), orjson.loads(state))


def hot_store(run_id: int, hot: Hot) -> bool | None:
    """Keep the state of the step to `hot.version`; False when another step was first, None when Redis is down."""
    arguments: list[int | bytes] = [hot.version, orjson.dumps(hot.state), run_id, KEPT_SECONDS]
    stored = asked(lambda redis: _store_script()([_key(run_id), _behind()], arguments, client=redis))
    return None if stored is None else bool(stored)


def hot_forget(run_id: int) -> None:
    """Begin with nothing: after a database was put back from a backup, numbers of runs come a second time."""
    asked(lambda redis: redis.delete(_key(run_id)))


# A row that is of another thousand, newer or over stays as it is.
_SNAPSHOT: LiteralString = """
    UPDATE world_dungeonrun AS run SET state = hot.state, version = hot.version, stored_at = now()
    FROM jsonb_to_recordset(%s::jsonb) AS hot (id bigint, version int, state jsonb)
    WHERE run.id = hot.id AND run.result = '' AND run.version < hot.version AND run.version / %s = hot.version / %s
"""


def hot_snapshot() -> int:
    """Write the states of runs whose rows are behind; the number of those looked at. Raises RedisError."""
    total = 0
    while True:
        behind = cast(list[tuple[str, float]], redis_client().zrange(_behind(), 0, _BATCH - 1, withscores=True))
        if not behind:
            return total
        run_ids = [int(run_id) for run_id, _ in behind]
        snapshot_write(_read_all(run_ids))
        seen = [text for run_id, version in behind for text in (run_id, f"{version:.0f}")]
        for at in range(0, len(seen), 2_000):  # a script holds up everybody else, so no long ones
            _stored_script()([_behind()], seen[at : at + 2_000], client=redis_client())
        total += len(behind)
        if len(behind) < _BATCH:
            return total


def _read_all(run_ids: Iterable[int]) -> list[str]:
    """As the JSON objects that the snapshot takes; states go through as the text they are."""
    ids = list(run_ids)
    found = cast(list[str | None], redis_client().mget([_key(run_id) for run_id in ids]))
    read = ((run_id, *kept.split(" ", 1)) for run_id, kept in zip(ids, found, strict=True) if kept)
    return [f'{{"id":{run_id},"version":{version},"state":{state}}}' for run_id, version, state in read]


def snapshot_write(states: list[str]) -> None:
    """One statement for all of them."""
    if states:
        document = f"[{','.join(states)}]"
        run_unit(lambda: statement(_SNAPSHOT, [document, LASTING, LASTING]))
