"""Boards: looking at one, making the copy in Redis anew, and keeping it up to date."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from django.db import connection

from common.errors import NotFound
from common.rules.text import Text
from common.threads import handed_over
from common.tx import run_unit, statement
from content.release import current
from players.models import Player, Season, SeasonPrize
from players.models.seasons import ALL_TIME
from players.rules.catalogue import ItemSpec, ProgressSpec
from players.rules.character import xp_for_level
from players.rules.ranking import Board, BoardKey, Period, level_of, score_of, weight
from players.selectors.boards import board_keys, board_themes, boards_open, scores_of, season_at, source, weight_sql
from players.state.standings import (
    MEMBER_BEGINS,
    MEMBER_DIGITS,
    SCORE_DIGITS,
    Piece,
    Stand,
    Standings,
    copied,
    copied_at,
    copying,
    score_words,
    standings_change,
    standings_keep,
    standings_read,
    standings_replace,
)


@dataclass(frozen=True, slots=True)
class SeasonView:
    id: int
    name: Text
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class BoardView:
    """A board there is. `themes`: (key, name) of a board that is one for each theme."""

    board: Board
    themes: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceView:
    """`score`: experience, coins, victories, damage, or seconds. `level`: only on the board of levels of all time."""

    rank: int
    player_id: int
    name: str
    score: int
    level: int | None
    mine: bool


@dataclass(frozen=True, slots=True)
class LeaderboardView:
    """One board in one period. `season`: the one that is on, also when all time is shown. `counted`: False while
    there is no copy to read, when only `mine` is known, and its rank is 0. `mine`: None for who has no place."""

    key: BoardKey
    theme: Text | None
    period: Period
    season: SeasonView | None
    boards: tuple[BoardView, ...]
    counted: bool
    size: int
    top: tuple[PlaceView, ...]
    around: tuple[PlaceView, ...]
    mine: PlaceView | None


def season_view(row: Season) -> SeasonView:
    return SeasonView(row.pk, Text(row.name_ru, row.name_en), row.starts_at, row.ends_at)


@dataclass(frozen=True, slots=True)
class PrizeView:
    """What each place from `first` to `last` of a board brings. `items`: (item, amount)."""

    board: Board
    first: int
    last: int
    gold: int
    items: tuple[tuple[ItemSpec, int], ...]


def prizes_view(season_id: int) -> tuple[PrizeView, ...]:
    """What a season promises, board by board, the best places first."""
    items = current().all(ItemSpec)
    rows = sorted(SeasonPrize.objects.filter(season_id=season_id), key=lambda row: (row.first, row.last, row.pk))
    return tuple(
        PrizeView(board, row.first, row.last, row.gold, ((items[row.item], row.amount),) if row.item in items else ())
        for board in boards_open()
        for row in rows
        if row.board == board
    )


def boards_view() -> tuple[BoardView, ...]:
    """The boards of the live release; one whose themes it lacks altogether is left out."""
    catalogue = current()
    found = []
    for board in boards_open():
        themes = board_themes(board, catalogue)
        if themes is None or themes:
            found.append(BoardView(board, tuple((themes or {}).items())))
    return tuple(found)


def leaderboard_view(
    *, player_id: int, board: Board, theme: str = "", period: Period | None = None, now: datetime
) -> LeaderboardView:
    """The best, those around the player, and the player's own place. Without a period: the season, while one is on;
    without a theme: the first. Raises NotFound(what, key): there is no such board, theme or season."""
    boards = boards_view()
    key, name = _chosen(boards, board, theme)
    season = season_at(now)
    if period is Period.SEASON and season is None:
        raise NotFound(what="season", key="")
    if period is None:
        period = Period.SEASON if season else Period.ALL
    number = season.pk if season is not None and period is Period.SEASON else ALL_TIME
    score = scores_of(key, number, [player_id]).get(player_id)
    mine = None if score is None else weight(board, score)
    standings = standings_read(key, number, player_id=player_id, weight=mine)
    read = standings or Standings(0, (), (), None if mine is None else Stand(player_id, 0, mine))
    names = _names({player_id, *(stand.player_id for stand in (*read.top, *read.around))})
    show = _Listing(key, number, player_id, names)
    return LeaderboardView(
        key=key,
        theme=name,
        period=period,
        season=season_view(season) if season else None,
        boards=boards,
        counted=standings is not None,
        size=read.size,
        top=show(read.top),
        around=show(read.around),
        mine=next(iter(show((read.mine,) if read.mine else ())), None),
    )


@dataclass(frozen=True, slots=True)
class _Listing:
    """Writes places of one board for one player. Whoever has no name here was banned a moment ago."""

    key: BoardKey
    season: int
    player_id: int
    names: dict[int, str]

    def __call__(self, stands: Iterable[Stand]) -> tuple[PlaceView, ...]:
        return tuple(self._place(stand) for stand in stands if stand.player_id in self.names)

    def _place(self, stand: Stand) -> PlaceView:
        score, level = score_of(self.key.board, stand.weight), None
        if self.key == BoardKey(Board.LEVEL) and self.season == ALL_TIME:
            level, xp = level_of(score)
            score = _experience(level) + xp
        is_mine = stand.player_id == self.player_id
        return PlaceView(stand.rank, stand.player_id, self.names[stand.player_id], score, level, is_mine)


def _experience(level: int) -> int:
    """What it takes to reach a level from the first."""
    progress = current().one(ProgressSpec)
    return sum(xp_for_level(progress, lower) for lower in range(1, level))


def _names(player_ids: set[int]) -> dict[int, str]:
    shown = Player.objects.filter(pk__in=player_ids, banned_at=None)
    return dict(shown.values_list("pk", "name"))


def _chosen(boards: Sequence[BoardView], board: Board, theme: str) -> tuple[BoardKey, Text | None]:
    found = next((view for view in boards if view.board is board), None)
    if found is None:
        raise NotFound(what="board", key=board)
    if not found.themes and not theme:
        return BoardKey(board), None
    themes = dict(found.themes)
    chosen = theme or next(iter(themes))
    if chosen not in themes:
        raise NotFound(what="theme", key=theme)
    return BoardKey(board, chosen), themes[chosen]


# How far back the job looks besides: a row is stamped when it is written, and seen when its transaction has ended.
_LATE_SECONDS = 60
_AT_ONCE = 5_000
_WRITTEN_AT_ONCE = 2_000
_WAITING_PARTS = 500  # of those, about 35 MB: PostgreSQL sorts a board while Redis takes in the one before
_FOR_LONG_WORK: LiteralString = "SET LOCAL statement_timeout = '5min'; SET LOCAL work_mem = '256MB'"


def leaderboards_rebuild(*, now: datetime) -> dict[str, int] | None:
    """Make every board anew from PostgreSQL; gives the size of each, None when another job is at it.

    Raises RedisError, NoActiveRelease.
    """
    with copying() as ours:
        return run_unit(lambda: _rebuild(now)) if ours else None


def leaderboards_refresh(*, now: datetime) -> int | None:
    """Bring the copy up to date with what has changed since the last time, or make it anew when it is gone; gives
    how many players were looked at, None when another job is at it. Raises RedisError, NoActiveRelease."""
    with copying() as ours:
        if not ours:
            return None
        since = copied_at()
        if since is None:
            return max(run_unit(lambda: _rebuild(now)).values(), default=0)
        return run_unit(lambda: _refresh(since, now))


def _periods(now: datetime) -> tuple[int, ...]:
    season = season_at(now)
    return (ALL_TIME,) if season is None else (ALL_TIME, season.pk)


def _kept(now: datetime) -> list[tuple[BoardKey, int]]:
    return [(key, season) for season in _periods(now) for key in board_keys(current())]


def _rebuild(now: datetime) -> dict[str, int]:
    statement(_FOR_LONG_WORK)
    until, kept = _clock(), _kept(now)
    sizes = handed_over(_copied(kept), standings_replace, most=_WAITING_PARTS)
    standings_keep(kept)
    copied(until)
    return {f"{season}:{key}": size for (key, season), size in sizes.items()}


# PostgreSQL itself writes what Redis reads, so that Python need not look at a million places one by one: rows of some
# thousand members and weights. Neighbours come together, which Redis takes in fastest. No score is below 1.
_PLACES: LiteralString = """
    SELECT count(*), string_agg(
        lpad(score::text, %(score_digits)s, '0') || %(then_member)s || lpad(player_id::text, %(digits)s, '0'),
        %(then_score)s
    ) FROM (SELECT player_id, score, row_number() OVER (ORDER BY
"""
_PLACED: LiteralString = ", player_id) / %(at_once)s AS part FROM ("


def _copied(kept: Sequence[tuple[BoardKey, int]]) -> Generator[Piece, None, None]:
    """Every board's places out of PostgreSQL's COPY, and a piece without any at the end of each."""
    for key, season in kept:
        sql, parameters = source(key, season)
        query: LiteralString = _PLACES + weight_sql(key) + _PLACED + sql + ") AS scores) AS placed GROUP BY part"
        first, words = score_words(key), {"score_digits": SCORE_DIGITS, "digits": MEMBER_DIGITS}
        between = {"then_member": MEMBER_BEGINS, "then_score": f"\r\n{first}", "at_once": _WRITTEN_AT_ONCE}
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY (" + query + ") TO STDOUT", parameters | words | between) as rows,
        ):
            for row in rows:
                # COPY ends each row with a line break and spells those inside it out.
                count, places = bytes(row).rstrip(b"\n").split(b"\t")
                yield key, season, (int(count), b"%b%b\r\n" % (first.encode(), places.replace(b"\\r\\n", b"\r\n")))
        yield key, season, None


_CHANGED: LiteralString = """
    SELECT player_id FROM players_score
    WHERE changed_at > %(since)s::timestamptz - make_interval(secs => %(late)s)
    UNION
    SELECT player_id FROM players_ledgerentry
    WHERE created_at > %(since)s::timestamptz - make_interval(secs => %(late)s) AND asset = 'gold'
"""


def _refresh(since: str, now: datetime) -> int:
    statement(_FOR_LONG_WORK)
    until = _clock()
    changed = [row[0] for row in statement(_CHANGED, {"since": since, "late": _LATE_SECONDS}).fetchall()]
    for key, season in _kept(now) if changed else ():
        for start in range(0, len(changed), _AT_ONCE):
            _bring_up_to_date(key, season, changed[start : start + _AT_ONCE])
    copied(until)
    return len(changed)


def _bring_up_to_date(key: BoardKey, season: int, players: Sequence[int]) -> None:
    scores = scores_of(key, season, players)
    weights = {player_id: weight(key.board, score) for player_id, score in scores.items()}
    standings_change(key, season, weights=weights, gone=[each for each in players if each not in weights])


def _clock() -> str:
    """PostgreSQL's time, by which rows are stamped."""
    (now,) = statement("SELECT clock_timestamp()::text").fetchone()
    return str(now)
