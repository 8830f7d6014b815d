"""Paying for a world boss: everybody once, some at a time, so that thousands hold up nobody."""

from __future__ import annotations

import hashlib
from datetime import datetime

import structlog

from common.errors import GameError
from common.outbox import publish
from common.rules.rng import Rng
from common.timers import timer_set
from common.tx import command, part_of_unit
from content.release import release_catalogue
from players.events import LevelGained
from players.rules.catalogue import ItemSpec
from players.state.character import VITALS, Character, character_of, player_lock, player_store
from players.state.grants import Grant, grant_give
from world.events import BossRewarded
from world.models import BossContribution, BossFight, EventRun
from world.rules.boss import Hunt, Share, share_of
from world.rules.catalogue import LootTableSpec
from world.rules.events import WorldEventSpec
from world.rules.loot import loot_roll
from world.services.events import BOSS_REWARDS
from world.state.happening import event_of

log = structlog.get_logger(__name__)

BATCH = 50


@command
def boss_rewards_pay(*, run_id: int, now: datetime) -> int:
    """Pay the next BATCH of those who are owed for a boss, and come back for the rest; how many were paid.

    The players are locked in the order of their ids. A second payer waits for the first at the run's row, not at
    the boss's: who strikes holds their own row when they come there.
    """
    run = EventRun.objects.select_for_update(no_key=True).get(pk=run_id)
    boss = BossFight.objects.get(pk=run_id)
    owed = BossContribution.objects.filter(boss=boss, state=BossContribution.State.OWED)
    ids = list(owed.order_by("id").values_list("pk", flat=True)[: BATCH + 1])
    rows = list(BossContribution.objects.filter(pk__in=ids[:BATCH]).order_by("player_id"))
    event, hunt = event_of(run), Hunt(boss.max_hp, boss.max_hp - boss.hp)
    for row in rows:
        _pay(row, event, hunt, release_id=run.release_id, now=now)
    if len(ids) > BATCH:
        timer_set(kind=BOSS_REWARDS, key=str(run_id), due_at=now)
    return len(rows)


def _pay(row: BossContribution, event: WorldEventSpec, hunt: Hunt, *, release_id: int, now: datetime) -> None:
    """One who cannot be paid (nobody has a class that the release lacks, but still) does not hold up the others."""
    try:
        with part_of_unit():
            share = share_of(event, hunt, damage=row.damage, place=row.place)
            row.state = BossContribution.State.NOTHING
            pieces: tuple[int, ...] = ()
            if share != Share():
                pieces = _give(row, event, share, release_id=release_id, now=now)
                row.state = BossContribution.State.PAID
            publish(_told(row, event, hunt, pieces))
    except GameError:
        log.exception("boss.reward_failed", run_id=row.boss_id, player_id=row.player_id)
        row.state, row.xp, row.gold, row.items = BossContribution.State.FAILED, 0, 0, []
    row.save(update_fields=["state", "xp", "gold", "items"])


def _give(
    row: BossContribution, event: WorldEventSpec, share: Share, *, release_id: int, now: datetime
) -> tuple[int, ...]:
    """The ids of what is one of a kind among it."""
    character = character_of(player_lock(row.player_id, also_banned=True), now=now)
    items = _loot(row, event, share, character, release_id) if share.rolls_loot else ()
    reference = f"boss:{row.boss_id}"
    growth = grant_give(
        character,
        Grant(share.xp, share.gold, items),
        reason="boss",
        reference=reference,
        key=f"{reference}:{row.player_id}",
        now=now,
    )
    player_store(character.row, "level", "xp", *VITALS)
    row.xp, row.gold, row.items = share.xp, share.gold, list(items)
    if growth.level:
        publish(LevelGained(player_id=row.player_id, level=growth.level, skills=growth.skills))
    return growth.pieces


def _told(row: BossContribution, event: WorldEventSpec, hunt: Hunt, pieces: tuple[int, ...]) -> BossRewarded:
    """Also for who gets nothing: what they did counts."""
    return BossRewarded(
        player_id=row.player_id,
        run_id=row.boss_id,
        event=event.key,
        damage=row.damage,
        place=row.place or 0,
        felled=hunt.is_felled,
        xp=row.xp,
        gold=row.gold,
        items=tuple((item, amount) for item, amount in row.items),
        pieces=pieces,
    )


def _loot(
    row: BossContribution, event: WorldEventSpec, share: Share, character: Character, release_id: int
) -> tuple[tuple[str, int], ...]:
    """Rolled by the run's release and a seed of its own; what the active release no longer knows is not given."""
    table = release_catalogue(release_id).find(LootTableSpec, event.loot_table)
    if table is None or not share.rolls_loot:
        return ()
    seed = hashlib.sha256(f"boss:{row.boss_id}:{row.player_id}".encode()).digest()
    known = character.catalogue.all(ItemSpec)
    drops = loot_roll(table, Rng(int.from_bytes(seed[:8], "big")))
    return tuple((drop.item, drop.amount) for drop in drops if drop.item in known)
