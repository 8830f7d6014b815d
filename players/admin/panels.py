"""Pieces of a player's page. Apps above add theirs: the page does not know them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from players.models import Player


@dataclass(frozen=True)
class Panel:
    """A small table. `wide` ones stand in the main column, others at the side."""

    title: Any
    rows: Sequence[Sequence[Any]]
    headers: Sequence[Any] = field(default_factory=tuple)
    empty: Any = ""
    more_url: str = ""
    wide: bool = True


PANELS: list[Callable[[Player], Panel]] = []
