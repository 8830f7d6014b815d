"""Going through dungeons: in, step by step, and out again. The fights on the way are of a higher app."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from common import clock, seeds
from common.errors import Stale
from common.outbox import publish
from common.tx import command
from content.rules.catalogue import Catalogue
from players.errors import CannotUse, LevelTooLow, NothingToRestore
from players.events import ItemUsed
from players.rules.catalogue import ItemKind, ItemSpec
from players.state.character import VITALS, character_lock, character_of, check_free, player_lock, player_store
from players.state.grants import Grant
from players.state.ledger import Move, item_asset, ledger_move
from world.errors import NoDungeonHere, TooWeak
from world.events import DungeonEntered
from world.models import DungeonPlan, DungeonRun, DungeonRunMember
from world.rules.catalogue import LocationSpec
from world.rules.dungeon_maker import dungeon_make
from world.rules.dungeon_run import RunAction, RunState, Step, drink, run_begin, run_step
from world.rules.dungeon_themes import DungeonThemeSpec
from world.selectors.runs import RunView, run_view_of
from world.state.hot import LASTING, Hot, hot_forget, hot_store
from world.state.place import standing_lock
from world.state.runs import (
    Cause,
    Result,
    Standing,
    caused_to_json,
    check_version,
    freed,
    loot_give,
    member_of,
    run_end,
    run_engagement,
    run_left,
    run_lock,
    run_read,
    run_row_locked,
    run_standing,
    run_store,
    state_to_json,
)

LEFT_OPEN = timedelta(hours=24)
_LAST_STEP = LASTING - 1  # the version after it would be taken for a lasting change


@command
def run_enter(*, player_id: int, theme: str, expected_version: int | None = None) -> RunView:
    """Go into a dungeon whose entrance is here.

    Raises Busy, Stale, NoDungeonHere(theme), LevelTooLow(needs, has), TooWeak.
    """
    now = clock.now()
    standing = standing_lock(player_id, now=now, expected_version=expected_version)
    character = standing.character
    check_free(character.row)
    spec = _theme_here(character.catalogue, standing.location, theme)
    if character.row.level < spec.min_level:
        raise LevelTooLow(needs=spec.min_level, has=character.row.level)
    if character.row.hp < 1:
        raise TooWeak()
    seed = seeds.fresh()
    state = run_begin(spec, [member_of(character)], rng=seeds.fresh())
    row = DungeonRun.objects.create(
        release_id=character.catalogue.release_id,
        theme=theme,
        seed=str(seed),
        state=state_to_json(state),
        started_at=now,
        stored_at=now,
    )
    DungeonPlan.objects.create(run=row, dungeon=msgspec.to_builtins(dungeon_make(spec, seed)))
    DungeonRunMember.objects.create(run=row, player_id=player_id)
    hot_forget(row.pk)
    character.row.engagement = run_engagement(row.pk)
    player_store(character.row, "engagement", *VITALS)
    publish(DungeonEntered(player_id=player_id, run_id=row.pk, theme=theme))
    return run_view_of(run_standing(row), player_id=player_id)


def _theme_here(catalogue: Catalogue, here: LocationSpec, theme: str) -> DungeonThemeSpec:
    spec = catalogue.find(DungeonThemeSpec, theme)
    if spec is None or spec.location != here.key:
        raise NoDungeonHere(theme=theme)
    return spec


@command
def run_act(
    *, player_id: int, run_id: int, action: RunAction, expected_version: int | None = None, intent: str = ""
) -> RunView:
    """Go, search, rest, take or choose.

    What gives nothing of value is kept in Redis alone, and written to the row by a beat job. That it was kept is not
    undone with the transaction, so the same `intent` (what a door calls one request, however often it comes) is not
    taken for another step. Raises NotFound, Busy, Stale(expected, actual), RunOver and the refusals of `run_step`.
    """
    standing = run_read(run_id, player_id)
    if done := _done_before(standing, player_id, intent):
        return done
    check_version(standing, expected_version)
    step = run_step(standing.state, action, standing.scene, player_id=player_id)
    if step.gain is None and standing.version % LASTING < _LAST_STEP:
        stored = _walk(standing, step, intent)
        if stored is False:
            if done := _done_before(run_read(run_id, player_id), player_id, intent):
                return done
            raise Stale(expected=standing.version, actual=standing.version + 1)
        if stored:
            return run_view_of(standing, player_id=player_id, news=step.news)
    return _act_for_good(player_id, run_id, action, expected_version, intent)


def _done_before(standing: Standing, player_id: int, intent: str) -> RunView | None:
    """The answer to a request whose step was kept and whose answer was lost; None to a new one."""
    if not intent or standing.cause.intent != intent:
        return None
    return run_view_of(standing, player_id=player_id, news=standing.cause.news)


def _walk(standing: Standing, step: Step, intent: str) -> bool | None:
    """Keep a step that may be lost; None when Redis is down."""
    version = standing.version + 1
    stored = hot_store(standing.row.pk, Hot(version, caused_to_json(step.state, Cause(intent, step.news))))
    if stored:
        standing.state, standing.version = step.state, version
    return stored


def _act_for_good(player_id: int, run_id: int, action: RunAction, expected_version: int | None, intent: str) -> RunView:
    """The same step under the locks: what it gives is given, and the state written, in one transaction."""
    now = clock.now()
    character = character_lock(player_id, now=now)
    standing = run_lock(character, run_id)
    if done := _done_before(standing, player_id, intent):  # a Redis that did not answer may have kept it all the same
        return done
    check_version(standing, expected_version)
    step = run_step(standing.state, action, standing.scene, player_id=player_id)
    grant: Grant | None = None
    pieces: tuple[int, ...] = ()
    if step.gain is not None:
        grant, growth = loot_give(character, standing, step.gain, now=now)
        pieces = growth.pieces
        player_store(character.row, "level", "xp", *VITALS)
    run_store(standing, step.state, now=now)
    return run_view_of(standing, player_id=player_id, news=step.news, grant=grant, pieces=pieces)


@command
def run_drink(*, player_id: int, run_id: int, item: str, expected_version: int | None = None) -> RunView:
    """Drink a potion on the way.

    Raises NotFound, Busy, Stale, RunOver, CannotUse(item), NothingToRestore(item), NotEnough(asset, needs, has).
    """
    now = clock.now()
    character = character_lock(player_id, now=now)
    standing = run_lock(character, run_id)
    check_version(standing, expected_version)
    spec = character.catalogue.get(ItemSpec, item)
    if spec.kind is not ItemKind.POTION:
        raise CannotUse(item=item)
    step = drink(standing.state, player_id=player_id, heals=spec.heals, energizes=spec.energizes)
    if step.state == standing.state:
        raise NothingToRestore(item=item)
    energized = _energy(step.state, player_id) - _energy(standing.state, player_id)
    ledger_move(player_id=player_id, moves=[Move(item_asset(item), -1)], reason="use", reference=run_engagement(run_id))
    player_store(character.row)
    run_store(standing, step.state, now=now)
    publish(ItemUsed(player_id=player_id, item=item, healed=step.news[0].amount, energized=energized))
    return run_view_of(standing, player_id=player_id, news=step.news)


def _energy(state: RunState, player_id: int) -> int:
    return state.member(player_id).energy


@command
def run_leave(*, player_id: int, run_id: int, expected_version: int | None = None) -> RunView:
    """Give up, and come out at the entrance with everything found so far. Raises NotFound, Busy, Stale, RunOver."""
    now = clock.now()
    character = character_lock(player_id, now=now)
    standing = run_lock(character, run_id)
    check_version(standing, expected_version)
    run_end(standing, standing.state, Result.LEFT, now=now)
    freed(character, standing.state, now=now)
    publish(run_left(standing, player_id=player_id, result=Result.LEFT))
    return run_view_of(standing, player_id=player_id)


@command
def run_forget(*, run_id: int, now: datetime) -> bool:
    """End a run in which nobody has done anything for LEFT_OPEN, as if its players had left. False: they have."""
    found = DungeonRunMember.objects.filter(run_id=run_id, active=True).order_by("player_id")
    players = [player_lock(player_id, also_banned=True) for player_id in found.values_list("player_id", flat=True)]
    if not players:
        return False
    standing = run_standing(run_row_locked(run_id, players[0].pk))
    held = all(player.engagement == run_engagement(run_id) for player in players)  # not by a fight, which ends first
    if standing.row.result or standing.row.stored_at > now - LEFT_OPEN or not held:
        return False
    run_end(standing, standing.state, Result.LEFT, now=now)
    for player in players:
        freed(character_of(player, now=now), standing.state, now=now)
        publish(run_left(standing, player_id=player.pk, result=Result.LEFT))
    return True


def runs_forgotten(*, now: datetime, limit: int = 200) -> list[int]:
    """The ids of runs in which nobody has done anything for LEFT_OPEN."""
    before = now - LEFT_OPEN
    forgotten = DungeonRun.objects.filter(result="", started_at__lte=before, stored_at__lte=before)
    return list(forgotten.order_by("stored_at").values_list("pk", flat=True)[:limit])
