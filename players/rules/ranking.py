"""Boards, places on them, and what a place at the end of a season brings.

Equal scores share a rank, and the ranks that they use up are left out: 1, 2, 2, 4. Among equals the older player
(the smaller id) is listed first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

LEVEL_UNIT = 2**31  # more than the XP within any level; a level and its XP together still fit a double exactly


class Board(StrEnum):
    """What players are compared by."""

    LEVEL = "level"  # experience
    WEALTH = "wealth"  # gold
    WINS = "wins"  # battles won
    BOSSES = "bosses"  # damage done to the bosses of the world
    DUNGEON = "dungeon"  # the fastest run, in seconds, for each theme


class Period(StrEnum):
    SEASON = "season"
    ALL = "all"


LEAST_IS_BEST = frozenset({Board.DUNGEON})


@dataclass(frozen=True, slots=True)
class BoardKey:
    """A board; of dungeons, the one of a theme."""

    board: Board
    theme: str = ""

    def __str__(self) -> str:
        return f"{self.board}:{self.theme}" if self.theme else str(self.board)


def board_key(text: str) -> BoardKey:
    """The board that `str` wrote. Raises ValueError."""
    board, _sep, theme = text.partition(":")
    return BoardKey(Board(board), theme)


def weight(board: Board, score: int) -> int:
    """What a board is ordered by: the less the better, whatever its scores mean."""
    return score if board in LEAST_IS_BEST else -score


def score_of(board: Board, weight: int) -> int:
    return weight if board in LEAST_IS_BEST else -weight


def level_score(level: int, xp: int) -> int:
    """A level and the XP within it as one number that grows with either."""
    return level * LEVEL_UNIT + xp


def level_of(score: int) -> tuple[int, int]:
    """(level, XP within it)."""
    return divmod(score, LEVEL_UNIT)


def ranks(weights: Sequence[int], *, position: int = 0, first_rank: int = 1) -> list[int]:
    """The ranks of a piece of a board, best first. `position`: how many stand before the piece, equals included."""
    found: list[int] = []
    for number, value in enumerate(weights):
        if number == 0:
            found.append(first_rank)
        elif value == weights[number - 1]:
            found.append(found[-1])
        else:
            found.append(position + number + 1)
    return found


@dataclass(frozen=True, slots=True)
class Prize:
    """For each rank from `first` to `last` of a board; of dungeons, of every theme's. `items`: (key, amount)."""

    board: Board
    first: int
    last: int
    gold: int = 0
    items: tuple[tuple[str, int], ...] = ()

    def holds(self, rank: int) -> bool:
        return self.first <= rank <= self.last


@dataclass(frozen=True, slots=True)
class Winnings:
    gold: int = 0
    items: tuple[tuple[str, int], ...] = ()


def winnings(places: Iterable[tuple[Board, int]], prizes: Sequence[Prize]) -> Winnings:
    """Everything that somebody's places (board, rank) bring together."""
    won = [prize for board, rank in places for prize in prizes if prize.board is board and prize.holds(rank)]
    amounts: dict[str, int] = {}
    for item, amount in (pair for prize in won for pair in prize.items):
        amounts[item] = amounts.get(item, 0) + amount
    return Winnings(sum(prize.gold for prize in won), tuple(sorted(amounts.items())))


def next_name(name: str) -> str:
    """What the season after this one is called: its number grows, and who had none becomes the second."""
    found = re.search(r"\d+(?=\D*$)", name)
    if found is None:
        return f"{name} 2"
    return f"{name[: found.start()]}{int(found[0]) + 1}{name[found.end() :]}"
