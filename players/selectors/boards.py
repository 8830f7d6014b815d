"""The boards there are, and where each one's scores come from: PostgreSQL says who has what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString

from django.db.models import Q

from common.rules.text import Text
from common.tx import statement
from content.rules.catalogue import Catalogue
from players.models import Season
from players.models.seasons import ALL_TIME
from players.rules.ranking import LEAST_IS_BEST, Board, BoardKey

Themes = Callable[[Catalogue], Mapping[str, Text]]

_OPEN: list[Board] = [Board.LEVEL, Board.WEALTH, Board.WINS]
_THEMES: dict[Board, Themes] = {}


def board_open(board: Board, themes: Themes | None = None) -> None:
    """Add a board whose scores an app above feeds; with `themes` it is one board for each of them."""
    if board not in _OPEN:
        _OPEN.append(board)
    if themes is not None:
        _THEMES[board] = themes


def boards_open() -> list[Board]:
    """In the order they are shown."""
    return sorted(_OPEN, key=list(Board).index)


def board_themes(board: Board, catalogue: Catalogue) -> Mapping[str, Text] | None:
    """The themes of a board by key; None for a board without."""
    return _THEMES[board](catalogue) if board in _THEMES else None


def board_keys(catalogue: Catalogue) -> list[BoardKey]:
    """Every board of a catalogue, each theme's included."""
    found: list[BoardKey] = []
    for board in boards_open():
        themes = board_themes(board, catalogue)
        found += [BoardKey(board)] if themes is None else [BoardKey(board, theme) for theme in themes]
    return found


def season_at(now: datetime) -> Season | None:
    """The season that is on."""
    return Season.objects.filter(Q(starts_at__lte=now, ends_at__gt=now), state=Season.State.RUNNING).first()


# Each gives (player_id, score) of those who have a place: who has done nothing has none, and the banned are not shown.
# The few who are hidden are left out, instead of looking up the many who are not.
_SHOWN: LiteralString = """
    NOT EXISTS (
        SELECT FROM players_player AS hidden
        WHERE hidden.id = player_id AND (hidden.banned_at IS NOT NULL OR hidden.character_class = '')
    )
"""
_LEVEL: LiteralString = """
    SELECT id AS player_id, level::bigint * 2147483648 + xp AS score
    FROM players_player WHERE banned_at IS NULL AND character_class <> '' AND (level > 1 OR xp > 0)
"""
_WEALTH: LiteralString = (
    "SELECT player_id, amount AS score FROM players_holding"  # noqa: S608  (our own words, like all that follow)
    " WHERE asset = 'gold' AND amount > 0 AND " + _SHOWN
)
_SEASON_WEALTH: LiteralString = (
    """
    SELECT player_id, amount - coalesce(start.gold, 0) AS score
    FROM players_holding LEFT JOIN (
        SELECT player_id AS owner_id, gold FROM players_seasonstart WHERE season_id = %(season)s
    ) AS start ON start.owner_id = player_id
    WHERE asset = 'gold' AND amount > coalesce(start.gold, 0) AND
    """  # noqa: S608
    + _SHOWN
)
_COUNTER: LiteralString = (
    "SELECT player_id, score FROM players_score"  # noqa: S608
    " WHERE season_number = %(season)s AND what = %(what)s AND score > 0 AND " + _SHOWN
)


def source(key: BoardKey, season: int) -> tuple[LiteralString, dict[str, Any]]:
    """The query of a board, (player_id, score), and its parameters; `season` 0 is all time."""
    parameters: dict[str, Any] = {"season": season, "what": str(key)}
    if key.board is Board.LEVEL and season == ALL_TIME:
        return _LEVEL, parameters
    if key.board is Board.WEALTH:
        return (_SEASON_WEALTH if season else _WEALTH), parameters
    return _COUNTER, parameters


def weight_sql(key: BoardKey) -> LiteralString:
    """`players.rules.ranking.weight`, in SQL."""
    return "score" if key.board in LEAST_IS_BEST else "-score"


def scores_of(key: BoardKey, season: int, players: Sequence[int]) -> dict[int, int]:
    """The scores of some players, of those who have one."""
    sql, parameters = source(key, season)
    wanted: LiteralString = "SELECT player_id, score FROM (" + sql + ") AS standing"  # noqa: S608  (our own words)
    wanted += " WHERE player_id = ANY(%(players)s)"
    return dict(statement(wanted, parameters | {"players": list(players)}).fetchall())
