"""What is wrong with a draft. A rule is a pure function from a catalogue to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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

# A screen with a picture holds 1024 characters (Telegram's limit for a caption), its other lines take up to 320.
LONGEST_TEXT = 700
# What a button shows of a name on a narrow phone, two to a row.
LONGEST_NAME = 24


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


def texts_fit_screens(section: str, key: str, spec: Any) -> Iterator[Finding]:
    """An error for a text that makes a screen longer than Telegram takes, a warning for a name cut off on buttons."""
    for path, text in _texts(spec, ""):
        for language in LANGUAGES:
            length = _telegram_length(getattr(text, language))
            if length > LONGEST_TEXT:
                yield error(section, key, "text_too_long", field=path, language=language, length=length)
            elif path == "name" and length > LONGEST_NAME:
                yield warning(section, key, "name_long", language=language, length=length)


def icon_is_there(section: str, key: str, spec: Any) -> Iterator[Finding]:
    """A warning for a row that has a place for an icon and none in it."""
    if not getattr(spec, "icon", "-").strip():
        yield warning(section, key, "icon_missing")


ROW_RULES = (missing_translations, texts_fit_screens, icon_is_there)


def single_rules(catalogue: Catalogue, section: str, spec: type) -> Iterator[Finding]:
    """A section of rules has exactly one row, with key `default`."""
    rows: Mapping[str, Any] = catalogue.all(spec)
    if "default" not in rows:
        yield error(section, "default", "rules_missing")
    for key in rows:
        if key != "default":
            yield error(section, key, "rules_extra")


def _telegram_length(text: str) -> int:
    """Telegram counts UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _texts(value: Any, path: str) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value, start=1):
            yield from _texts(item, f"{path} {number}")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), f"{path} {field.name}".strip())
