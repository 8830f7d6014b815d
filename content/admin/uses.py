"""What of the players' lives hangs on catalogue rows and releases. Apps above tell how to count it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Expression, Subquery
from django.utils.functional import Promise

KeyCounter = Callable[[Sequence[str]], Mapping[str, int]]


@dataclass(frozen=True)
class RowUse:
    """`count` gives, for keys of `section`, by how many the row is used; `words` says so with %(count)s."""

    section: str
    words: Promise
    count: KeyCounter


@dataclass(frozen=True)
class ReleaseUse:
    """`count` is a subquery over the release `OuterRef("pk")`; `title` heads its column."""

    name: str
    title: Promise
    count: Callable[[], Expression | Subquery | Any]


ROW_USES: list[RowUse] = []
RELEASE_USES: list[ReleaseUse] = []


def uses_of(section: str, keys: Sequence[str]) -> dict[str, list[str]]:
    """In words, what uses each of these rows; one query for each kind of use."""
    found: dict[str, list[str]] = {}
    for use in ROW_USES:
        if use.section == section and keys:
            for key, count in use.count(keys).items():
                found.setdefault(key, []).append(str(use.words) % {"count": count})
    return found
