"""Striking at a world boss, whose HP everybody shares."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from combat.errors import BossGone, BossNotHere, StrikeTooSoon
from combat.rules import boss as rules
from combat.rules.conditions import fighter_under
from combat.rules.fighters import fighter_from_monster
from combat.selectors.boss import BossView, boss_view_of, strike_ready_at
from combat.services.encounters import fighter_of
from combat.state.battles import MONSTER_ID, lore_of
from common import clock, seeds
from common.outbox import publish
from common.rules.rng import Rng
from common.tx import command
from content.release import release_catalogue
from players.state.character import VITALS, Character, check_free, player_store
from world.errors import TooWeak
from world.events import BossStruck
from world.models import BossContribution
from world.rules.catalogue import MonsterSpec
from world.services.events import event_finish
from world.state.bosses import Blow, boss_wound
from world.state.happening import Running, boss_at, sky_at
from world.state.place import standing_lock

WEAKEST = 10  # percent of one's HP below which one is too weak to strike


@dataclass(frozen=True, slots=True)
class StrikeView:
    """What a strike came to: `damage` done to the boss, `lost` HP of one's own; and the boss after it."""

    damage: int
    lost: int
    boss: BossView


@command
def boss_strike(*, player_id: int, run_id: int | None = None, expected_version: int | None = None) -> StrikeView:
    """Strike at the world boss where one stands: a few turns of battle, fought sensibly with one's own skills.

    Nobody dies of it, but HP and energy are spent. With `run_id` only at the boss of that run. Raises Busy, Stale,
    BossNotHere, StrikeTooSoon(retry_after), TooWeak, BossGone besides what any character is refused.
    """
    now = clock.now()
    standing = standing_lock(player_id, now=now, expected_version=expected_version)
    character, here = standing.character, standing.location
    check_free(character.row)
    running = boss_at(here, now=now)
    if running is None or run_id not in (None, running.run_id):
        raise BossNotHere()
    _check_ready(character, running, now)
    had = character.row.hp
    exchange = _exchange(character, running, region=here.region, now=now)
    character.set_vitals(now=now, hp=exchange.fighter.hp, energy=exchange.fighter.energy)
    player_store(character.row, *VITALS)
    # All that is read is read before the blow: the boss's row is locked from there on, and everybody waits for it.
    before = boss_view_of(character, here, running, now=now, struck=exchange.damage)
    blow = _wound(player_id, running, exchange.damage, now)
    return StrikeView(blow.dealt, had - character.row.hp, _after(before, blow, now))


def _check_ready(character: Character, running: Running, now: datetime) -> None:
    """The player's row is locked, so nobody strikes for them meanwhile."""
    mine = BossContribution.objects.filter(boss_id=running.run_id, player_id=character.row.pk).first()
    ready_at = strike_ready_at(mine, running)
    if ready_at is not None and ready_at > now:
        raise StrikeTooSoon(retry_after=math.ceil((ready_at - now).total_seconds()))
    if character.row.hp * 100 < character.sheet.max_hp * WEAKEST:
        raise TooWeak()


def _exchange(character: Character, running: Running, *, region: str, now: datetime) -> rules.Exchange:
    """By the run's release: the boss stays what it was when it came. The sky is over both."""
    catalogue = release_catalogue(running.release_id)
    monster = catalogue.get(MonsterSpec, running.event.monster or "")
    sky = sky_at(character.catalogue, region, now=now)
    return rules.strike(
        fighter_under(sky, replace(fighter_of(character), potions=())),
        fighter_under(sky, fighter_from_monster(fighter_id=MONSTER_ID, monster=monster)),
        lore=lore_of(character.catalogue.release_id),
        rng=Rng(seeds.fresh()),
    )


def _after(before: BossView, blow: Blow, now: datetime) -> BossView:
    ready_at = now + timedelta(seconds=before.running.event.strike_seconds)
    return replace(before, hp=blow.hp, damage=blow.mine, ready_at=ready_at)


def _wound(player_id: int, running: Running, damage: int, now: datetime) -> Blow:
    """Take it from the shared HP; the last blow ends the event."""
    blow = boss_wound(run_id=running.run_id, player_id=player_id, damage=damage, now=now)
    if blow is None:
        raise BossGone()
    monster = running.event.monster or ""
    publish(BossStruck(player_id=player_id, run_id=running.run_id, monster=monster, damage=blow.dealt, hp=blow.hp))
    if blow.is_last:
        event_finish(run_id=running.run_id, by="felled", now=now)
    return blow
