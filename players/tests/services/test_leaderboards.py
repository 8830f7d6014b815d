"""Boards: who stands where, and a copy in Redis that may be lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
import redis
from django.core.management import CommandError, call_command

from common import clock
from common.errors import NotFound
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.models import Player, Score, Season
from players.rules.catalogue import ProgressSpec
from players.rules.character import xp_for_level
from players.rules.ranking import Board, BoardKey, Period
from players.selectors.boards import board_keys
from players.services.corrections import player_ban, player_unban
from players.services.leaderboards import (
    LeaderboardView,
    leaderboard_view,
    leaderboards_rebuild,
    leaderboards_refresh,
)
from players.state import standings
from players.state.character import character_lock, player_store
from players.state.grants import Grant, grant_give
from players.state.ledger import GOLD, Move, balance, ledger_move
from players.state.scores import score_add, score_record
from players.state.standings import copying

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_world", "clean_redis")]
WINS = BoardKey(Board.WINS)


def look(player: Player, board: Board = Board.WINS, period: Period | None = None, **more: str) -> LeaderboardView:
    return leaderboard_view(player_id=player.pk, board=board, period=period, now=clock.now(), **more)


def wins(amount: int) -> Player:
    player = make_player()
    win(player, amount)
    return player


def win(player: Player, amount: int = 1) -> None:
    score_add(player_id=player.pk, amounts={WINS: amount}, at=clock.now())


def earn(player: Player, xp: int) -> None:
    character = character_lock(player.pk, now=clock.now())
    grant_give(character, Grant(xp=xp), reason="test", reference="", key=None, now=clock.now())
    player_store(character.row, "level", "xp")


def running() -> Season:
    now = clock.now()
    times = {"starts_at": now - timedelta(days=1), "ends_at": now + timedelta(days=1)}
    return Season.objects.create(name_ru="Сезон 1", name_en="Season 1", state=Season.State.RUNNING, **times)


def rebuild() -> None:
    assert leaderboards_rebuild(now=clock.now()) is not None


def refresh() -> int | None:
    return leaderboards_refresh(now=clock.now())


def told(view: LeaderboardView) -> list[tuple[int, str, int]]:
    return [(place.rank, place.name, place.score) for place in view.top]


def test_equals_share_a_rank_and_stand_by_age() -> None:
    first, older, younger, last = wins(9), wins(5), wins(5), wins(1)
    rebuild()
    view = look(younger)
    assert told(view) == [(1, first.name, 9), (2, older.name, 5), (2, younger.name, 5), (4, last.name, 1)]
    assert view.mine is not None
    assert (view.mine.rank, view.size, view.counted) == (2, 4, True)
    assert [place.mine for place in view.top] == [False, False, True, False]


def test_those_around_have_the_ranks_they_have_on_the_whole_board() -> None:
    players = [wins(amount) for amount in (9, 9, 9, 7, 7, 6, 5, 4, 4, 3, 2, 1)]
    rebuild()
    view = look(players[8])
    assert [place.rank for place in view.around] == [6, 7, 8, 8, 10, 11, 12]
    assert [place.rank for place in look(players[4]).around] == [1, 1, 4, 4, 6, 7, 8]
    assert len(view.top) == 10


def test_who_has_done_nothing_has_no_place() -> None:
    newcomer = make_player()
    wins(1)
    rebuild()
    view = look(newcomer)
    assert (view.mine, view.around, view.size) == (None, (), 1)


def test_who_looks_has_the_own_score_as_it_is_now() -> None:
    ahead, me = wins(2), wins(1)
    rebuild()
    win(me, 5)
    assert told(look(ahead)) == [(1, ahead.name, 2), (2, me.name, 1)]
    assert told(look(me)) == [(1, me.name, 6), (2, ahead.name, 2)]


def test_the_copy_follows_whatever_has_changed() -> None:
    me, other = wins(1), wins(2)
    rebuild()
    win(me, 5)
    earn(other, 7)
    ledger_move(player_id=other.pk, moves=[Move(GOLD, 1_000_000)], reason="test")
    assert refresh() == 2
    assert told(look(other))[0] == (1, me.name, 6)
    assert told(look(me, Board.LEVEL)) == [(1, other.name, 7)]
    assert look(other, Board.WEALTH).mine == look(me, Board.WEALTH).top[0].__class__(
        1, other.pk, other.name, balance(player_id=other.pk, asset=GOLD), None, True
    )


def test_a_level_outweighs_experience_and_both_are_told(published_world: Catalogue) -> None:
    needed = xp_for_level(published_world.one(ProgressSpec), 1)
    high, low = make_player(), make_player()
    earn(high, needed + 3)
    earn(low, needed - 1)
    rebuild()
    top = look(low, Board.LEVEL, Period.ALL).top
    assert [(place.name, place.level, place.score) for place in top] == [
        (high.name, 2, needed + 3),
        (low.name, 1, needed - 1),
    ]


def test_the_banned_are_not_shown_until_they_are_back() -> None:
    cheat, me = wins(9), wins(1)
    rebuild()
    player_ban(player_id=cheat.pk, reason="bot", actor="test")
    assert told(look(me)) == [(2, me.name, 1)]
    refresh()
    assert told(look(me)) == [(1, me.name, 1)]
    player_unban(player_id=cheat.pk, reason="no bot", actor="test")
    refresh()
    assert [place.name for place in look(me).top] == [cheat.name, me.name]


def test_a_season_counts_what_was_done_in_it() -> None:
    me = wins(3)
    ledger_move(player_id=me.pk, moves=[Move(GOLD, 50)], reason="test")
    season = running()
    win(me)
    earn(me, 5)
    score_add(player_id=me.pk, amounts={WINS: 10}, at=season.ends_at)  # when it is over
    rebuild()
    assert told(look(me)) == [(1, me.name, 1)]
    assert told(look(me, Board.LEVEL)) == [(1, me.name, 5)]
    assert told(look(me, period=Period.ALL)) == [(1, me.name, 14)]


def test_without_a_season_there_is_all_time() -> None:
    me = wins(1)
    rebuild()
    assert look(me).period is Period.ALL
    with pytest.raises(NotFound):
        look(me, period=Period.SEASON)
    with pytest.raises(NotFound):
        look(me, theme="nowhere")


def test_a_record_is_the_least() -> None:
    me, key = make_player(), BoardKey(Board.DUNGEON, "crypt")
    for time in (900, 700, 800):
        score_record(player_id=me.pk, key=key, score=time, at=clock.now())
    assert Score.objects.get(player=me, what=str(key)).score == 700


def test_a_lost_copy_is_made_anew(clean_redis: redis.Redis) -> None:
    me = wins(1)
    rebuild()
    clean_redis.flushdb()
    view = look(me)
    assert (view.counted, view.top, view.mine is not None and view.mine.rank) == (False, (), 0)
    assert refresh() is not None
    assert told(look(me)) == [(1, me.name, 1)]


def test_boards_that_are_no_more_are_forgotten(clean_redis: redis.Redis, published_world: Catalogue) -> None:
    wins(1)
    season = running()
    rebuild()
    assert {key.split(":")[-2] for key in map(str, clean_redis.keys("*:of:*"))} <= {"0", str(season.pk)}
    Season.objects.all().delete()
    rebuild()
    assert not clean_redis.keys(f"*:of:{season.pk}:*")


def test_a_rebuild_that_redis_fails_leaves_the_old_boards_and_a_connection_that_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    player = wins(3)
    rebuild()
    win(player)

    def fail(*_part: object) -> None:
        raise redis.TimeoutError("too slow")

    with monkeypatch.context() as slow:
        slow.setattr(standings._Load, "add", fail)
        with pytest.raises(redis.TimeoutError):
            rebuild()
    assert [place.score for place in look(wins(1)).top] == [3, 1]
    rebuild()
    assert [place.score for place in look(player).top] == [4, 1]


def test_one_job_at_a_time_writes() -> None:
    with copying() as ours:
        assert ours
        assert leaderboards_rebuild(now=clock.now()) is None
        assert refresh() is None
        with pytest.raises(CommandError, match="Another job"):
            call_command("rebuild_leaderboards")


def test_the_command_tells_what_it_did(capsys: pytest.CaptureFixture[str], published_world: Catalogue) -> None:
    wins(1)
    call_command("rebuild_leaderboards")
    printed = capsys.readouterr().out
    assert f"{len(board_keys(published_world))} boards" in printed


def test_a_page_costs_few_statements(django_assert_max_num_queries: object) -> None:
    me = [wins(n + 1) for n in range(12)][5]
    rebuild()
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        look(me)
