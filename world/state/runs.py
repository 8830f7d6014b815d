"""Rows of runs to rules and back: where a run stands now, by PostgreSQL and by Redis."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any, LiteralString

import msgspec
from django.db.models import F

from common.errors import NotFound, Stale
from common.events import Event
from common.outbox import publish
from common.rules.rng import Rng
from common.shapes import value_from
from common.tx import statement
from content.release import release_catalogue
from players.errors import Banned, Busy
from players.events import LevelGained
from players.rules.catalogue import ItemSpec
from players.state.character import VITALS, Character, player_store
from players.state.grants import Grant, Growth, grant_give
from world.errors import NothingToTake, RunOver
from world.events import DungeonFinished, DungeonLeft, DungeonLooted
from world.models import DungeonPlan, DungeonRun, DungeonRunMember
from world.rules.dungeon_maker import Dungeon
from world.rules.dungeon_run import (
    SCHEMA,
    Gain,
    Member,
    News,
    RunState,
    Scene,
    boss_gain,
    fight_left,
    fight_won,
    room_of,
)
from world.rules.dungeon_themes import DungeonThemeSpec, RoomKind
from world.state.hot import LASTING, hot_read, same_lasting

_RUN = "run:"
Result = DungeonRun.Result


def run_engagement(run_id: int) -> str:
    """What a player on a run is held by."""
    return f"{_RUN}{run_id}"


def engaged_run(engagement: str) -> int | None:
    """The run that holds a player; None when something else does, or nothing."""
    return int(engagement.removeprefix(_RUN)) if engagement.startswith(_RUN) else None


def state_to_json(state: RunState) -> dict[str, Any]:
    encoded: dict[str, Any] = msgspec.to_builtins(state)
    return encoded


def state_from_json(data: dict[str, Any]) -> RunState:
    """The inverse of `state_to_json`. Raises ValueError on a schema this code cannot read."""
    if data["schema"] != SCHEMA:
        raise ValueError(f"run schema {data['schema']}, this code reads {SCHEMA}")
    return value_from(data, RunState)


@dataclass(frozen=True, slots=True)
class Cause:
    """The last mere step of a run: the door's own name for the request that asked for it, and what it brought about."""

    intent: str = ""
    news: tuple[News, ...] = ()


def caused_to_json(state: RunState, cause: Cause) -> dict[str, Any]:
    """A state with its cause beside it, of which the rules know nothing."""
    return state_to_json(state) | {"cause": msgspec.to_builtins(cause)}


@dataclass(slots=True)
class Standing:
    """A run where it is now: its row, the state as of `version`, what it happens in, and the last step there."""

    row: DungeonRun
    state: RunState
    version: int
    scene: Scene
    cause: Cause = field(default_factory=Cause)


def run_read(run_id: int, player_id: int) -> Standing:
    """A run that the player is or was on, without a lock. Raises NotFound, Banned, RunOver, Busy when a fight is on."""
    row = (
        DungeonRun.objects.filter(pk=run_id, members__player_id=player_id)
        .annotate(held_by=F("members__player__engagement"), banned_at=F("members__player__banned_at"))
        .first()
    )
    if row is None:
        raise NotFound(what="run", key=str(run_id))
    if row.banned_at is not None:
        raise Banned()
    if row.result:
        raise RunOver()
    if row.held_by != run_engagement(run_id):
        raise Busy(engagement=row.held_by)
    return run_standing(row)


def run_lock(character: Character, run_id: int) -> Standing:
    """A run on which the player is, locked. The player is locked before: everywhere in this order.

    Raises NotFound, RunOver, Busy when something else (a fight, say) holds the player.
    """
    row = run_row_locked(run_id, character.row.pk)
    if row.result:
        raise RunOver()
    if character.row.engagement != run_engagement(run_id):
        raise Busy(engagement=character.row.engagement)
    return run_standing(row)


def run_row_locked(run_id: int, player_id: int) -> DungeonRun:
    """The row of a run that the player is or was on. Raises NotFound."""
    rows = DungeonRun.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk=run_id, members__player_id=player_id).first()
    if row is None:
        raise NotFound(what="run", key=str(run_id))
    return row


def run_standing(row: DungeonRun) -> Standing:
    """The newest that is known of a run; what Redis holds counts only while nothing lasting has happened since."""
    newest, version = _newest(row)
    cause = value_from(newest.get("cause", {}), Cause)
    return Standing(row, state_from_json(newest), version, run_scene(row), cause)


def run_state(row: DungeonRun) -> tuple[RunState, int]:
    """The newest state that is known of a run, and its version, without what it happens in."""
    newest, version = _newest(row)
    return state_from_json(newest), version


def _newest(row: DungeonRun) -> tuple[dict[str, Any], int]:
    hot = None if row.result else hot_read(row.pk)
    if hot is not None and hot.version > row.version and same_lasting(hot.version, row.version):
        return hot.state, hot.version
    return row.state, row.version


def run_scene(row: DungeonRun) -> Scene:
    """Where a run happens, by the release that it began with."""
    catalogue = release_catalogue(row.release_id)
    return Scene(_dungeon(row.pk, row.seed), catalogue.get(DungeonThemeSpec, row.theme), catalogue)


@lru_cache(maxsize=4096)
def _dungeon(run_id: int, seed: str) -> Dungeon:
    """A run's dungeon never changes, so it is read once per process. The seed tells runs of two databases apart."""
    stored = DungeonPlan.objects.values_list("dungeon", flat=True).get(run_id=run_id, run__seed=seed)
    return value_from(stored, Dungeon)


def check_version(standing: Standing, expected: int | None) -> None:
    """Raises Stale(expected, actual)."""
    if expected is not None and expected != standing.version:
        raise Stale(expected=expected, actual=standing.version)


_STORE: LiteralString = """
    UPDATE world_dungeonrun SET state = %s::jsonb, version = %s, result = %s, rewards = %s::jsonb, finished_at = %s,
        stored_at = %s
    WHERE id = %s
"""


def run_store(standing: Standing, state: RunState, *, now: datetime) -> None:
    """Write the state for good: what Redis holds is out of date from here on."""
    row = standing.row
    row.version = standing.version = (standing.version // LASTING + 1) * LASTING
    row.state, standing.state = caused_to_json(state, standing.cause), state
    encoded = msgspec.json.encode(row.state).decode()
    rewards = msgspec.json.encode(row.rewards).decode()
    statement(_STORE, [encoded, row.version, row.result, rewards, row.finished_at, now, row.pk])


# The mark comes first: where it is there already, nothing is given.
_MARK: LiteralString = """
    INSERT INTO world_dungeonreward (run_id, player_id, place, gold, items) VALUES (%s, %s, %s, %s, %s::jsonb)
    ON CONFLICT (run_id, player_id, place) DO NOTHING RETURNING id
"""


def gain_give(
    character: Character, run_id: int, place: str, gain: Gain, *, xp: int = 0, now: datetime
) -> tuple[Grant, Growth]:
    """Give what a place in a run holds, once. What the active release no longer knows is not given.

    Raises NothingToTake when it was given before. The caller stores the player's level, XP and vitals.
    """
    known = character.catalogue.all(ItemSpec)
    items = tuple((drop.item, drop.amount) for drop in gain.drops if drop.item in known)
    player_id = character.row.pk
    told = msgspec.json.encode(items).decode()
    if statement(_MARK, [run_id, player_id, place, gain.gold, told]).fetchone() is None:
        raise NothingToTake()
    grant = Grant(xp, gain.gold, items)
    reference = run_engagement(run_id)
    growth = grant_give(
        character, grant, reason="dungeon", reference=reference, key=f"{reference}:{place}:{player_id}", now=now
    )
    return grant, growth


def loot_give(character: Character, standing: Standing, gain: Gain, *, now: datetime) -> tuple[Grant, Growth]:
    """Give what the room holds, and announce it."""
    run_id, room = standing.row.pk, standing.state.room
    grant, growth = gain_give(character, run_id, f"room:{room}", gain, now=now)
    player_id = character.row.pk
    found = DungeonLooted(
        player_id=player_id, run_id=run_id, theme=standing.row.theme, gold=grant.gold, items=grant.items
    )
    publish(found, *_level_gained(player_id, growth))
    return grant, growth


def _level_gained(player_id: int, growth: Growth) -> list[Event]:
    return [LevelGained(player_id=player_id, level=growth.level, skills=growth.skills)] if growth.level else []


def run_end(standing: Standing, state: RunState, result: str, *, now: datetime) -> None:
    """The run is over for everybody on it; its row is stored. The caller frees the player whom it has locked."""
    row = standing.row
    row.result, row.finished_at = result, now
    run_store(standing, state, now=now)
    DungeonRunMember.objects.filter(run=row).update(active=False)


def run_left(standing: Standing, *, player_id: int, result: str) -> DungeonLeft:
    row = standing.row
    return DungeonLeft(
        player_id=player_id, run_id=row.pk, theme=row.theme, rooms=len(standing.state.visited), result=result
    )


def member_of(character: Character) -> Member:
    """A character as a run begins, or goes on, with it."""
    row, sheet = character.row, character.sheet
    return Member(row.pk, row.hp, sheet.max_hp, row.energy, sheet.max_energy)


class FightEnd(Enum):
    """How a fight on a run may end. LEFT: alive, and the enemy too."""

    WON = "won"
    LOST = "lost"
    LEFT = "left"


def run_fight_over(character: Character, run_id: int, end: FightEnd, *, now: datetime) -> list[Event]:
    """What the end of a fight means to the run that it interrupted, in the caller's transaction; the events to publish.

    `character` is locked, and as it came out of the fight. Sets its engagement; the caller stores it.
    """
    row = run_row_locked(run_id, character.row.pk)
    player_id = character.row.pk
    if row.result:
        character.row.engagement = ""
        return []
    standing = run_standing(row)
    if end is FightEnd.LOST:
        character.row.engagement = ""
        run_end(standing, standing.state, Result.DEFEAT, now=now)
        return [run_left(standing, player_id=player_id, result=Result.DEFEAT)]
    character.row.engagement = run_engagement(run_id)
    if end is FightEnd.LEFT:
        run_store(standing, fight_left(standing.state, member_of(character)), now=now)
        return []
    step = fight_won(standing.state, standing.scene.dungeon, member_of(character))
    if room_of(standing.scene.dungeon, step.state).kind is RoomKind.BOSS:
        return _finish(character, standing, step.state, now=now)
    run_store(standing, step.state, now=now)
    return []


def _finish(character: Character, standing: Standing, state: RunState, *, now: datetime) -> list[Event]:
    """The boss is felled: the run's own reward, once, and out at the entrance."""
    row, theme, player_id = standing.row, standing.scene.theme, character.row.pk
    rng = Rng(state.rng)
    gain = boss_gain(standing.scene, rng)
    grant, growth = gain_give(character, row.pk, "end", gain, xp=theme.reward_xp, now=now)
    row.rewards = {**asdict(grant), "level": growth.level, "skills": growth.skills, "pieces": growth.pieces}
    character.row.engagement = ""
    run_end(standing, replace(state, rng=rng.state), Result.VICTORY, now=now)
    finished = DungeonFinished(
        player_id=player_id,
        run_id=row.pk,
        theme=row.theme,
        seconds=max(0, int((now - row.started_at).total_seconds())),
        rooms=len(state.visited),
        result=Result.VICTORY,
        xp=grant.xp,
        gold=grant.gold,
        items=grant.items,
    )
    return [finished, *_level_gained(player_id, growth)]


def freed(character: Character, state: RunState, *, now: datetime) -> None:
    """Out of the dungeon, as the run left the character; stored."""
    member = state.member(character.row.pk)
    character.set_vitals(now=now, hp=member.hp, energy=member.energy)
    character.row.engagement = ""
    player_store(character.row, "engagement", "level", "xp", *VITALS)
