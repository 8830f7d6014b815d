"""What changed between two catalogues, as a game master reads it: row by row, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row: `path` like `name ru` or `exits 2 min_level`; values as they are, None where absent."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    section: str
    key: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()


def row_change(section: str, key: str, before: Any, after: Any) -> RowChange | None:
    """The change of one row; None when there is none."""
    if before == after:
        return None
    if before is None:
        return RowChange(section, key, ChangeKind.ADDED)
    if after is None:
        return RowChange(section, key, ChangeKind.REMOVED)
    return RowChange(section, key, ChangeKind.CHANGED, tuple(_field_changes(before, after, "")))


def _field_changes(before: Any, after: Any, path: str) -> Iterator[FieldChange]:
    if before == after:
        return
    if is_dataclass(before) and type(before) is type(after):
        for field in fields(before):
            name = f"{path} {field.name}".strip()
            yield from _field_changes(getattr(before, field.name), getattr(after, field.name), name)
    elif isinstance(before, tuple) and isinstance(after, tuple):
        for number in range(max(len(before), len(after))):
            yield from _field_changes(_at(before, number), _at(after, number), f"{path} {number + 1}")
    else:
        yield FieldChange(path, before, after)


def _at(items: tuple[Any, ...], index: int) -> Any:
    return items[index] if index < len(items) else None
