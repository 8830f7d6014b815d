"""Counting what players do, and what that brings: achievements, and quests that are ready.

Subscribers call `facts_record` for nearly every event, so its statements are written by hand, and there are as many
of them for a player with a full log as for one with an empty one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import LiteralString

import orjson

from common.events import Event
from common.outbox import publish
from common.tx import statement
from content.release import current, is_active, release_catalogue
from players.events import AchievementUnlocked, QuestReady
from players.rules.quests import (
    HIGHEST,
    KINDS_KNOWN,
    AchievementSpec,
    Counts,
    Fact,
    QuestSpec,
    Step,
    Tally,
    is_ready,
    quest_steps,
    together,
)
from players.state.ledger import balances, item_asset

# By which what a quest wants brought comes to a player.
_COMES_BY = (Fact.ITEM_GAINED, Fact.ITEM_BOUGHT)


@dataclass(frozen=True, slots=True)
class Listeners:
    """What of a release hangs on each tally."""

    achievements: Mapping[Tally, tuple[AchievementSpec, ...]]
    quests: Mapping[Tally, frozenset[str]]


@lru_cache(maxsize=8)
def listeners(release_id: int) -> Listeners:
    catalogue = release_catalogue(release_id)
    achievements: dict[Tally, list[AchievementSpec]] = {}
    quests: dict[Tally, set[str]] = {}
    for achievement in catalogue.all(AchievementSpec).values():
        achievements.setdefault(achievement.tally, []).append(achievement)
    for quest in catalogue.all(QuestSpec).values():
        for tally in _wakes(quest):
            quests.setdefault(tally, set()).add(quest.key)
    return Listeners(
        {tally: tuple(found) for tally, found in achievements.items()},
        {tally: frozenset(found) for tally, found in quests.items()},
    )


def _wakes(quest: QuestSpec) -> Iterable[Tally]:
    for step in quest.objectives:
        if step.fact is Fact.ITEM_BROUGHT:
            yield from (Tally(fact, step.subject or "") for fact in _COMES_BY)
        else:
            yield step.tally


# Rows in one order, so that two statements do not wait for each other; whether a row is new (its xmax is 0) tells
# whether this subject was met for the first time.
_COUNT: LiteralString = """
    WITH counted AS (
        INSERT INTO players_facttally AS tally (player_id, fact, subject, amount)
        SELECT %(player)s, fact, subject, amount
        FROM unnest(%(facts)s::text[], %(subjects)s::text[], %(amounts)s::bigint[]) AS told (fact, subject, amount)
        ORDER BY fact, subject
        ON CONFLICT (player_id, fact, subject) DO UPDATE SET amount = CASE
            WHEN tally.fact = ANY(%(highest)s) THEN greatest(tally.amount, excluded.amount)
            ELSE tally.amount + excluded.amount
        END
        RETURNING fact, subject, amount, tally.xmax = 0 AS is_new
    ), known AS (
        INSERT INTO players_facttally AS tally (player_id, fact, subject, amount)
        SELECT %(player)s, kinds.known, '', count(*)
        FROM counted JOIN unnest(%(kinds)s::text[], %(known)s::text[]) AS kinds (fact, known) USING (fact)
        WHERE is_new AND subject <> ''
        GROUP BY kinds.known ORDER BY kinds.known
        ON CONFLICT (player_id, fact, subject) DO UPDATE SET amount = tally.amount + excluded.amount
        RETURNING fact, subject, amount
    )
    SELECT fact, subject, amount FROM counted UNION ALL SELECT fact, subject, amount FROM known
"""
_UNLOCK: LiteralString = """
    INSERT INTO players_unlockedachievement (player_id, achievement)
    SELECT %(player)s, key FROM unnest(%(keys)s::text[]) AS reached (key)
    WHERE NOT EXISTS (
        SELECT FROM players_unlockedachievement WHERE player_id = %(player)s AND achievement = key
    )
    ON CONFLICT (player_id, achievement) DO NOTHING
    RETURNING achievement
"""
_WAITING: LiteralString = """
    SELECT quest, baseline FROM players_questentry
    WHERE player_id = %s AND state = 'active' AND NOT told AND quest = ANY(%s)
"""
# Another relay may have told it meanwhile, or its player given it up.
_TELL: LiteralString = """
    UPDATE players_questentry SET told = true
    WHERE player_id = %s AND state = 'active' AND NOT told AND quest = ANY(%s) RETURNING quest
"""
_TALLIES: LiteralString = """
    SELECT fact, subject, amount FROM players_facttally
    WHERE player_id = %s AND (fact, subject) IN (SELECT * FROM unnest(%s::text[], %s::text[]))
"""


def facts_record(player_id: int, added: Counts) -> None:
    """Count what has happened to a player, in the caller's transaction; tell what it has brought about.

    A game without a release counts on and tells nothing.
    """
    if not added:
        return
    counts = _count(player_id, added)
    if not is_active():
        return
    catalogue = current()
    heard = listeners(catalogue.release_id)
    news: list[Event] = [*_unlocked(player_id, counts, heard), *_ready(player_id, counts, heard)]
    publish(*news)


def things_came(player_id: int, items: Iterable[str]) -> None:
    """Tell of the quests that are ready now that a player has these things: for what comes without being gained (a
    gift, a trade, a parcel), so that no tally counts it.

    A quest is told of once each time it is accepted: not again when the things have gone and come back.
    """
    arrived = {Tally(Fact.ITEM_GAINED, item): 0 for item in items}
    if arrived and is_active():
        publish(*_ready(player_id, arrived, listeners(current().release_id)))


def _count(player_id: int, added: Counts) -> dict[Tally, int]:
    rows = statement(
        _COUNT,
        {
            "player": player_id,
            "facts": [tally.fact.value for tally in added],
            "subjects": [tally.subject for tally in added],
            "amounts": list(added.values()),
            "highest": [fact.value for fact in HIGHEST],
            "kinds": [fact.value for fact in KINDS_KNOWN],
            "known": [fact.value for fact in KINDS_KNOWN.values()],
        },
    ).fetchall()
    return {Tally(Fact(fact), subject): amount for fact, subject, amount in rows}


def _unlocked(player_id: int, counts: Counts, heard: Listeners) -> Iterable[Event]:
    """Those whose number is reached, not only those that reach it now: a release may have added one since."""
    reached = {
        spec.key: spec
        for tally, amount in counts.items()
        for spec in heard.achievements.get(tally, ())
        if amount >= spec.amount
    }
    if not reached:
        return
    for (key,) in statement(_UNLOCK, {"player": player_id, "keys": sorted(reached)}).fetchall():
        yield AchievementUnlocked(player_id=player_id, achievement=key, points=reached[key].points)


def _ready(player_id: int, counts: Counts, heard: Listeners) -> Iterable[Event]:
    touched = sorted({key for tally in counts for key in heard.quests.get(tally, ())})
    if not touched:
        return
    specs = current().all(QuestSpec)
    waiting = [
        (specs[quest], baseline_read(baseline))
        for quest, baseline in statement(_WAITING, [player_id, touched]).fetchall()
        if quest in specs
    ]
    steps = steps_of(player_id, waiting)
    done = sorted(key for key, each in steps.items() if is_ready(each))
    if not done:
        return
    for (key,) in statement(_TELL, [player_id, done]).fetchall():
        yield QuestReady(player_id=player_id, quest=key)


def steps_of(
    player_id: int, quests: Sequence[tuple[QuestSpec, Counts]], *, added: Counts | None = None
) -> dict[str, tuple[Step, ...]]:
    """How far these quests are, by key; each comes with what the tallies were when it was accepted.

    `added`: what has happened in this transaction and is counted after it.
    """
    wanted = {step.tally for quest, _ in quests for step in quest.objectives}
    counts = together(tallies_read(player_id, wanted), added or {})
    return {quest.key: quest_steps(quest, counts=counts, baseline=baseline) for quest, baseline in quests}


def tallies_read(player_id: int, wanted: Iterable[Tally]) -> dict[Tally, int]:
    """The tallies named; those of what is to be brought are what the player has of it."""
    tallies = set(wanted)
    to_bring = {tally for tally in tallies if tally.fact is Fact.ITEM_BROUGHT}
    counts: dict[Tally, int] = {}
    if to_bring:
        held = balances(player_id=player_id)
        counts |= {tally: held.get(item_asset(tally.subject), 0) for tally in to_bring}
    counted = sorted(tallies - to_bring)
    if counted:
        facts, subjects = [tally.fact.value for tally in counted], [tally.subject for tally in counted]
        rows = statement(_TALLIES, [player_id, facts, subjects]).fetchall()
        counts |= {Tally(Fact(fact), subject): amount for fact, subject, amount in rows}
    return counts


def baseline_json(baseline: Counts) -> dict[str, dict[str, int]]:
    """`{fact: {subject: amount}}`"""
    kept: dict[str, dict[str, int]] = {}
    for tally, amount in baseline.items():
        kept.setdefault(tally.fact.value, {})[tally.subject] = amount
    return kept


def baseline_read(kept: str | Mapping[str, Mapping[str, int]]) -> dict[Tally, int]:
    """The reverse; a fact that this code does not know is left out. By hand written statements give it as text."""
    by_fact: Mapping[str, Mapping[str, int]] = orjson.loads(kept) if isinstance(kept, str) else kept
    known = {fact.value for fact in Fact}
    return {
        Tally(Fact(fact), subject): amount
        for fact, amounts in by_fact.items()
        if fact in known
        for subject, amount in amounts.items()
    }
