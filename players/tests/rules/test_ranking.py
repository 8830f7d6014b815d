"""Laws of places and prizes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from players.rules.ranking import (
    LEAST_IS_BEST,
    Board,
    BoardKey,
    Prize,
    Winnings,
    board_key,
    level_of,
    level_score,
    next_name,
    ranks,
    score_of,
    weight,
    winnings,
)

scores = st.lists(st.integers(0, 20), min_size=1, max_size=30)
boards = st.sampled_from(Board)


@given(boards, scores)
def test_a_rank_is_one_more_than_how_many_are_better(board: Board, scores: list[int]) -> None:
    weights = sorted(weight(board, score) for score in scores)
    better = max if board not in LEAST_IS_BEST else min
    assert score_of(board, weights[0]) == better(scores)
    assert ranks(weights) == [1 + sum(other < value for other in weights) for value in weights]


@given(boards, scores, st.data())
def test_a_piece_of_a_board_has_the_ranks_of_the_whole(board: Board, scores: list[int], data: st.DataObject) -> None:
    weights = sorted(weight(board, score) for score in scores)
    start = data.draw(st.integers(0, len(weights) - 1))
    end = data.draw(st.integers(start + 1, len(weights)))
    whole = ranks(weights)
    assert ranks(weights[start:end], position=start, first_rank=whole[start]) == whole[start:end]


def test_equals_share_a_rank_and_use_it_up() -> None:
    assert ranks([-9, -5, -5, -1]) == [1, 2, 2, 4]


@given(st.integers(1, 32_767), st.integers(0, 2**31 - 1), st.integers(1, 32_767), st.integers(0, 2**31 - 1))
def test_a_level_outweighs_any_xp_and_both_come_back(level: int, xp: int, other: int, more: int) -> None:
    assert level_of(level_score(level, xp)) == (level, xp)
    assert (level_score(level, xp) < level_score(other, more)) == ((level, xp) < (other, more))
    assert int(float(level_score(level, xp))) == level_score(level, xp)  # Redis keeps doubles


@given(boards, st.from_regex(r"[a-z0-9_]{0,24}", fullmatch=True))
def test_a_board_is_read_back(board: Board, theme: str) -> None:
    assert board_key(str(BoardKey(board, theme))) == BoardKey(board, theme)


def test_prizes_of_all_places_come_together() -> None:
    prizes = [
        Prize(Board.WINS, 1, 1, 100, (("crown", 1),)),
        Prize(Board.WINS, 1, 10, 20, (("tonic", 2),)),
        Prize(Board.DUNGEON, 2, 3, 5, (("tonic", 1),)),
    ]
    assert winnings([(Board.WINS, 1), (Board.DUNGEON, 3)], prizes) == Winnings(125, (("crown", 1), ("tonic", 3)))
    assert winnings([(Board.WINS, 11), (Board.DUNGEON, 1)], prizes) == Winnings()


@given(st.lists(st.tuples(boards, st.integers(1, 50))))
def test_no_prize_is_made_of_nothing(places: list[tuple[Board, int]]) -> None:
    assert winnings(places, []) == Winnings()


@pytest.mark.parametrize(
    ("name", "following"),
    [("Сезон 1", "Сезон 2"), ("Season 9 of frost", "Season 10 of frost"), ("Весна", "Весна 2"), ("7", "8"), ("", " 2")],
)
def test_the_next_season_counts_on(name: str, following: str) -> None:
    assert next_name(name) == following
