"""What a screen is: text and buttons, decided by a view alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from telegrambot.codec import Tap

MAX_ROWS = 5
MAX_COLUMNS = 3
# How many characters of a label a phone shows when a row has one, two or three buttons.
_FITS = {1: 60, 2: 21, 3: 12}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Button:
    """`label` is plain text, not HTML."""

    label: str
    tap: Tap


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Awaited:
    """A text that a screen lacks: its mark, and the page that shows the screen again when the text is there."""

    mark: str
    again: Tap


@dataclass(frozen=True, slots=True)
class Screen:
    """`text` is Telegram HTML; `kind` says which place it shows."""

    kind: str
    text: str
    rows: tuple[Row, ...] = ()
    awaits: Awaited | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list: `number` from 1 to `pages`."""

    items: tuple[T, ...]
    number: int
    pages: int


def page_of(items: Sequence[T], number: int, size: int) -> Page[T]:
    """Page `number` of a list, or the nearest there is."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 1), pages)
    return Page(tuple(items[(number - 1) * size : number * size]), number, pages)


def page_number(arg: str) -> int:
    """The page that a tap's argument names; the first when it names none."""
    return int(arg) if arg.isdecimal() and len(arg) < 4 else 1


def packed(buttons: Iterable[Button], *, columns: int = MAX_COLUMNS) -> tuple[Row, ...]:
    """Buttons in rows, in order, as many a row as leaves their labels readable."""
    rows: list[Row] = []
    row: Row = ()
    for button in buttons:
        wider = (*row, button)
        longest = max(len(each.label) for each in wider)
        if row and (len(wider) > columns or longest > _FITS[len(wider)]):
            rows.append(row)
            wider = (button,)
        row = wider
    return (*rows, row) if row else tuple(rows)


def grid(buttons: Iterable[Button], *, columns: int = 2) -> tuple[Row, ...]:
    """Buttons of a list, always so many a row: the text names each in full, so a label may be cut."""
    row = list(buttons)
    return tuple(tuple(row[at : at + columns]) for at in range(0, len(row), columns))


def lines(*parts: str | None) -> str:
    """Lines of text; None is left out, an empty string is an empty line, never two together nor at the ends."""
    kept: list[str] = []
    for part in parts:
        if part is not None and (part or (kept and kept[-1])):
            kept.append(part)
    while kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept)
