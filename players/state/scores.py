"""Counting what players do for the boards. A board's counter is named like the board itself: `wins`, `dungeon:crypt`.

Everything is counted twice over: since the beginning, and in the season that its moment lies in. A season takes in
what happened before its end until it has been counted, so an event that comes a little late is not lost to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import LiteralString

from common.tx import statement
from players.rules.ranking import Board, BoardKey

# By hand: every victory counts something, and it should cost one statement.
_COUNTED: LiteralString = """
    INSERT INTO players_score AS score (player_id, what, season_number, score, changed_at)
    SELECT %(player)s, counted.what, period.number, counted.amount, clock_timestamp()
    FROM unnest(%(whats)s::text[], %(amounts)s::bigint[]) AS counted (what, amount)
    CROSS JOIN (
        SELECT 0 AS number UNION ALL
        SELECT id FROM players_season
        WHERE state IN ('running', 'counting') AND starts_at <= %(at)s AND %(at)s < ends_at
    ) AS period
    ON CONFLICT (player_id, what, season_number) DO UPDATE SET changed_at = clock_timestamp(), score =
"""
_ADD: LiteralString = _COUNTED + "score.score + excluded.score"
_LEAST: LiteralString = _COUNTED + "least(score.score, excluded.score)"


def score_add(*, player_id: int, amounts: Mapping[BoardKey, int], at: datetime) -> None:
    """Add to counters, in the caller's transaction; `at`: when it was done."""
    _count(_ADD, player_id, amounts, at)


def score_record(*, player_id: int, key: BoardKey, score: int, at: datetime) -> None:
    """Keep the least: the fastest run of all."""
    _count(_LEAST, player_id, {key: score}, at)


def score_touch(*, player_id: int, at: datetime) -> None:
    """Have the player's places looked at again, because something else about the player has changed."""
    score_add(player_id=player_id, amounts={BoardKey(Board.LEVEL): 0}, at=at)


def _count(sql: LiteralString, player_id: int, amounts: Mapping[BoardKey, int], at: datetime) -> None:
    whats = [str(key) for key in amounts]
    statement(sql, {"player": player_id, "whats": whats, "amounts": list(amounts.values()), "at": at})
