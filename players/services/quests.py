"""Accepting quests, giving them up, taking the rewards of quests and achievements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from common import clock
from common.events import Event
from common.outbox import publish
from common.tx import command
from players.errors import (
    AchievementLocked,
    LevelTooLow,
    QuestDone,
    QuestLocked,
    QuestLogFull,
    QuestNotActive,
    QuestNotReady,
    QuestTaken,
    RewardTaken,
)
from players.events import (
    AchievementRewarded,
    LevelGained,
    QuestAbandoned,
    QuestAccepted,
    QuestFinished,
)
from players.models import QuestEntry, UnlockedAchievement
from players.rules.quests import AchievementSpec, QuestSpec, RewardItem, baseline_of, brought, is_ready
from players.selectors.quests import (
    MOST_ACTIVE,
    AchievementsView,
    QuestLog,
    achievements_of,
    entries_of,
    is_done,
    lacking,
    period_now,
    quest_log_of,
)
from players.state.character import VITALS, Character, character_lock, check_free, player_store
from players.state.grants import Grant, Growth, grant_give
from players.state.ledger import Move, item_asset, ledger_move
from players.state.tallies import baseline_json, baseline_read, steps_of, tallies_read

State = QuestEntry.State


@dataclass(frozen=True, slots=True)
class Reward:
    """What was given. `level`: the one reached, 0 when none was gained; `skills`: those learned (keys)."""

    xp: int
    gold: int
    items: tuple[tuple[str, int], ...]
    level: int
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestClaimed:
    quest: QuestSpec
    reward: Reward
    log: QuestLog


@dataclass(frozen=True, slots=True)
class AchievementClaimed:
    achievement: AchievementSpec
    reward: Reward
    view: AchievementsView


def quest_begin(character: Character, quest: QuestSpec, *, now: datetime) -> QuestLog:
    """Put a quest into the log, in the caller's transaction, which holds the player's lock.

    Raises QuestTaken(quest), QuestDone(quest, repeat), LevelTooLow(needs, has), QuestLocked(quest),
    QuestLogFull(most).
    """
    player = character.row
    entries = entries_of(player.pk)
    entry, period = entries.get(quest.key), period_now(character.catalogue, quest, now)
    if entry is not None and entry.state == State.ACTIVE:
        raise QuestTaken(quest=quest.key)
    if is_done(quest, entry, period):
        raise QuestDone(quest=quest.key, repeat=quest.repeat)
    if player.level < quest.min_level:
        raise LevelTooLow(needs=quest.min_level, has=player.level)
    for first in lacking(quest, entries):
        raise QuestLocked(quest=first)
    known = character.catalogue.all(QuestSpec)  # what a release has taken away does not fill the log
    if sum(each.state == State.ACTIVE and each.quest in known for each in entries.values()) >= MOST_ACTIVE:
        raise QuestLogFull(most=MOST_ACTIVE)
    counts = tallies_read(player.pk, {step.tally for step in quest.objectives})
    entry = entry or QuestEntry(player=player, quest=quest.key, times_accepted=0)
    entry.baseline = baseline_json(baseline_of(quest, counts))
    entry.state, entry.period, entry.told, entry.accepted_at = State.ACTIVE, period, False, now
    entry.times_accepted += 1
    entry.save()
    player_store(player)
    publish(QuestAccepted(player_id=player.pk, quest=quest.key))
    return quest_log_of(character, now=now)


@command
def quest_abandon(*, player_id: int, quest: str, expected_version: int | None = None) -> QuestLog:
    """Give up a quest: what was done for it is forgotten. Raises Stale, NotFound, QuestNotActive(quest)."""
    now = clock.now()
    character = character_lock(player_id, now=now, expected_version=expected_version)
    spec = character.catalogue.get(QuestSpec, quest)
    active = QuestEntry.objects.filter(player_id=player_id, quest=spec.key, state=State.ACTIVE)
    if not active.update(state=State.ABANDONED):
        raise QuestNotActive(quest=quest)
    player_store(character.row)
    publish(QuestAbandoned(player_id=player_id, quest=quest))
    return quest_log_of(character, now=now)


@command
def quest_claim(*, player_id: int, quest: str, expected_version: int | None = None) -> QuestClaimed:
    """Finish a quest: give away what it wants brought, take its reward.

    Raises Busy, Stale, NotFound, QuestNotActive(quest), QuestNotReady(quest).
    """
    now = clock.now()
    character = character_lock(player_id, now=now, expected_version=expected_version)
    check_free(character.row)
    spec = character.catalogue.get(QuestSpec, quest)
    entry = QuestEntry.objects.filter(player_id=player_id, quest=quest, state=State.ACTIVE).first()
    if entry is None:
        raise QuestNotActive(quest=quest)
    steps = steps_of(player_id, [(spec, baseline_read(entry.baseline))])
    if not is_ready(steps[quest]):
        raise QuestNotReady(quest=quest)
    # Of the many times that it may be finished, this one is this ledger key: it can be paid once.
    reference, key = f"quest:{quest}", f"quest:{quest}:{entry.times_finished + 1}:{player_id}"
    taken = [Move(item_asset(item), -amount) for item, amount in brought(spec).items()]
    ledger_move(player_id=player_id, moves=taken, reason="quest_brought", reference=reference, key=f"{key}:brought")
    reward = _give(character, spec, reason="quest", reference=reference, key=key, now=now)
    QuestEntry.objects.filter(pk=entry.pk).update(
        state=State.FINISHED, finished_at=now, times_finished=F("times_finished") + 1
    )
    finished = QuestFinished(player_id=player_id, quest=quest, xp=reward.xp, gold=reward.gold, items=reward.items)
    publish(finished, *_levels(player_id, reward))
    return QuestClaimed(spec, reward, quest_log_of(character, now=now))


@command
def achievement_claim(*, player_id: int, achievement: str, expected_version: int | None = None) -> AchievementClaimed:
    """Take the reward of an achievement.

    Raises Busy, Stale, NotFound, AchievementLocked(achievement), RewardTaken(achievement).
    """
    now = clock.now()
    character = character_lock(player_id, now=now, expected_version=expected_version)
    check_free(character.row)
    spec = character.catalogue.get(AchievementSpec, achievement)
    unlocked = UnlockedAchievement.objects.filter(player_id=player_id, achievement=achievement)
    if not spec.rewards_something or not unlocked.filter(claimed_at=None).update(claimed_at=now):
        raise RewardTaken(achievement=achievement) if unlocked.exists() else AchievementLocked(achievement=achievement)
    reference = f"achievement:{achievement}"
    key = f"{reference}:{player_id}"
    reward = _give(character, spec, reason="achievement", reference=reference, key=key, now=now)
    rewarded = AchievementRewarded(
        player_id=player_id, achievement=achievement, xp=reward.xp, gold=reward.gold, items=reward.items
    )
    publish(rewarded, *_levels(player_id, reward))
    return AchievementClaimed(spec, reward, achievements_of(character))


def _give(
    character: Character, spec: QuestSpec | AchievementSpec, *, reason: str, reference: str, key: str, now: datetime
) -> Reward:
    items = _pairs(spec.items)
    growth: Growth = grant_give(
        character, Grant(spec.xp, spec.gold, items), reason=reason, reference=reference, key=key, now=now
    )
    player_store(character.row, "level", "xp", *VITALS)
    return Reward(spec.xp, spec.gold, items, growth.level, growth.skills)


def _pairs(items: tuple[RewardItem, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((reward.item, reward.amount) for reward in items)


def _levels(player_id: int, reward: Reward) -> list[Event]:
    return [LevelGained(player_id=player_id, level=reward.level, skills=reward.skills)] if reward.level else []
