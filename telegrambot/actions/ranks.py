"""Looking at the boards."""

from __future__ import annotations

from players.rules.ranking import Board, Period
from players.services.leaderboards import boards_view, leaderboard_view, prizes_view
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import here
from telegrambot.codec import Tap
from telegrambot.screens.ranks import ALL_TIME, AROUND_ME, PRIZES, prizes_screen, ranks_screen


def ranks(visit: Visit, tap: Tap) -> Answer:
    """`dungeon_2_all_me`: the second theme's board, of all time, around me. What is not named is the first there is.
    `wins_prizes`: what the season that is on brings to the best of that board."""
    if visit.player.next_step:
        return Answer(here(visit))
    words = tap.arg.split("_")
    board = Board(words[0]) if words[0] in set(Board) else Board.LEVEL
    view = leaderboard_view(
        player_id=visit.player.id,
        board=board,
        theme=_theme(board, words),
        period=Period.ALL if ALL_TIME in words else None,
        now=visit.now,
    )
    if PRIZES in words and view.season is not None:
        return Answer(prizes_screen(view, prizes_view(view.season.id), visit.pen, now=visit.now))
    return Answer(ranks_screen(view, visit.pen, now=visit.now, around=AROUND_ME in words))


def _theme(board: Board, words: list[str]) -> str:
    """The theme of that number; one there is not is the first."""
    number = next((int(word) for word in words if word.isdecimal()), 1)
    themes = next((tab.themes for tab in boards_view() if tab.board is board), ())
    return themes[number - 1][0] if 1 <= number <= len(themes) else ""
