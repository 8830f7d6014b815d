"""What stands between a writer and the players: a text with a fault reaches nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from content.rules.texts import Ask, ForbiddenWordSpec, TextKindSpec, Words


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` says what is wrong, `seen` shows it."""

    code: str
    seen: str = ""


def words_cleaned(words: Words) -> Words:
    """The same words with plain white space and without characters that nobody sees."""
    return Words(" ".join(words.body.split()), " ".join(words.title.split()))


def words_faults(
    words: Words,
    kind: TextKindSpec,
    asked: Ask,
    *,
    forbidden: Sequence[ForbiddenWordSpec] = (),
    others: Sequence[str] = (),
) -> tuple[Fault, ...]:
    """All that is wrong with cleaned words. `others`: texts of the same kind that players read already."""
    faults = []
    if not kind.min_length <= len(words.body) <= kind.max_length:
        faults.append(Fault("length", str(len(words.body))))
    return tuple(faults)
