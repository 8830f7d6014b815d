"""Sentences drawn from pools. A line of a pool is a sentence with choices `[one|another]` and facts `{place}`.

A line whose facts are not known is not drawn, so nothing is ever told of nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from common.rules.rng import Rng

_PART = re.compile(r"\[([^\]]*)\]|\{(\w+)\}")
_WORD = re.compile(r"[^\W\d_]{5,}")
_ROOT = 5  # letters that words of one family share
_DRAWS = 4  # sentences looked at before a word is said again


@dataclass(frozen=True, slots=True)
class _Fact:
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence to be: plain text, choices and facts in turn."""

    parts: tuple[str | tuple[str, ...] | _Fact, ...]
    needs: frozenset[str]

    def told(self, facts: Mapping[str, str], rng: Rng) -> str:
        text = "".join([_part(part, facts, rng) for part in self.parts])
        return text[0].upper() + text[1:]


Pools = Mapping[str, tuple[Line, ...]]


def pools_read(written: Mapping[str, str]) -> Pools:
    """Pools as they are written: a line for each sentence."""
    return {
        name: tuple(map(_line, filter(None, map(str.strip, lines.splitlines())))) for name, lines in written.items()
    }


def pool_of(pools: Pools, name: str, aspect: str) -> tuple[Line, ...]:
    """Sentences of a pool for an aspect and those for any; where neither is known, those for the unknown."""
    found = pools.get(f"{name}.{aspect}", ()) + pools.get(name, ())
    return found or pools.get(f"{name}.?", ())


def sentences(
    wanted: Iterable[tuple[Line, ...]], facts: Mapping[str, str], rng: Rng, *, longest: int
) -> tuple[str, ...]:
    """A sentence of each pool, in their order, as long as all fit. Words are not said twice if that can be helped."""
    told: list[str] = []
    said: set[str] = set()
    left = longest
    for pool in wanted:
        lines = [line for line in pool if line.needs <= facts.keys()]
        drawn = _drawn(lines, facts, rng, said, left) if lines else ""
        if drawn:
            told.append(drawn)
            said |= _roots(drawn)
            left -= len(drawn) + 1
    return tuple(told)


def _drawn(lines: list[Line], facts: Mapping[str, str], rng: Rng, said: set[str], longest: int) -> str:
    """The first of a few sentences that fits and says nothing again, or else the one that says least again."""
    best, fewest = "", len(said) + 1
    for _ in range(_DRAWS):
        text = rng.pick(lines).told(facts, rng)
        if len(text) > longest:
            continue
        again = len(said & _roots(text)) if said else 0
        if again < fewest:
            best, fewest = text, again
        if not again:
            break
    return best


def _roots(text: str) -> set[str]:
    return {word[:_ROOT] for word in _WORD.findall(text.lower())}


def _line(written: str) -> Line:
    parts: list[str | tuple[str, ...] | _Fact] = []
    end = 0
    for found in _PART.finditer(written):
        parts += [written[end : found.start()], _Fact(found[2]) if found[2] else tuple(found[1].split("|"))]
        end = found.end()
    parts.append(written[end:])
    return Line(tuple(filter(None, parts)), frozenset(part.name for part in parts if isinstance(part, _Fact)))


def _part(part: str | tuple[str, ...] | _Fact, facts: Mapping[str, str], rng: Rng) -> str:
    if isinstance(part, str):
        return part
    return facts[part.name] if isinstance(part, _Fact) else rng.pick(part)
