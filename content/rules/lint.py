"""What is wrong with a draft. A rule is a pure function from a catalogue to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from common.rules.text import LANGUAGES, Text
from content.rules.catalogue import Catalogue


class Level(StrEnum):
    ERROR = "error"  # the draft cannot be published
    WARNING = "warning"  # it can, and the game master is told


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with one row: `section` and `key` name the row, `code` the rule, `params` what it saw."""

    level: Level
    section: str
    key: str
    code: str
    params: tuple[tuple[str, str | int], ...] = ()


LintRule = Callable[[Catalogue], Iterator[Finding]]


def error(section: str, key: str, code: str, **params: str | int) -> Finding:
    return Finding(Level.ERROR, section, key, code, tuple(params.items()))


def warning(section: str, key: str, code: str, **params: str | int) -> Finding:
    return Finding(Level.WARNING, section, key, code, tuple(params.items()))


def missing_translations(section: str, key: str, spec: Any) -> Iterator[Finding]:
    """An error for each language of each text of a row, children included, that is empty."""
    for path, text in _texts(spec, ""):
        for language in LANGUAGES:
            if not getattr(text, language).strip():
                yield error(section, key, "missing_translation", field=path, language=language)


def _texts(value: Any, path: str) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value, start=1):
            yield from _texts(item, f"{path} {number}")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), f"{path} {field.name}".strip())
