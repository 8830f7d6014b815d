"""What changed between two catalogues, as a game master reads it: row by row, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from content.rules.catalogue import Catalogue


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row: `path` like `("name", "ru")` or `("exits", "ford", "min_level")`.

    A child is named by the row it points at, or by its number where that does not tell it apart. Values are as
    they are: None where absent, a whole child when it came or went.
    """

    path: tuple[str, ...]
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    section: str
    key: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()


def catalogue_changes(specs: Mapping[str, type], before: Catalogue, after: Catalogue) -> tuple[RowChange, ...]:
    """Every row that differs, by section (`specs`: their names and types) in the order of `after`."""
    return tuple(
        change
        for section, spec in specs.items()
        for key in {**after.all(spec), **before.all(spec)}
        if (change := row_change(section, key, before.find(spec, key), after.find(spec, key)))
    )


def row_change(section: str, key: str, before: Any, after: Any) -> RowChange | None:
    """The change of one row; None when there is none."""
    if before == after:
        return None
    if before is None:
        return RowChange(section, key, ChangeKind.ADDED)
    if after is None:
        return RowChange(section, key, ChangeKind.REMOVED)
    return RowChange(section, key, ChangeKind.CHANGED, tuple(_field_changes(before, after, ())))


def _field_changes(before: Any, after: Any, path: tuple[str, ...]) -> Iterator[FieldChange]:
    if before == after:
        return
    if is_dataclass(before) and type(before) is type(after):
        for field in fields(before):
            old, new = getattr(before, field.name), getattr(after, field.name)
            yield from _field_changes(old, new, (*path, field.name))
    elif isinstance(before, tuple) and isinstance(after, tuple):
        yield from _child_changes(before, after, path)
    else:
        yield FieldChange(path, before, after)


def _child_changes(before: tuple[Any, ...], after: tuple[Any, ...], path: tuple[str, ...]) -> Iterator[FieldChange]:
    named_before, named_after = _named(before), _named(after)
    if named_before is None or named_after is None:
        named_before, named_after = _numbered(before), _numbered(after)
    found = False
    for name in {**named_after, **named_before}:
        for change in _field_changes(named_before.get(name), named_after.get(name), (*path, name)):
            found = True
            yield change
    if not found:  # the same children in another order
        yield FieldChange(path, tuple(named_before), tuple(named_after))


def _named(children: tuple[Any, ...]) -> dict[str, Any] | None:
    """Children by their first field, which names what they point at; None when it does not tell them apart."""
    names = [_first_field(child) for child in children]
    if len(set(names)) < len(names) or not all(names):
        return None
    return dict(zip(names, children, strict=True))


def _first_field(child: Any) -> str:
    value = getattr(child, fields(child)[0].name) if is_dataclass(child) else child
    return str(value) if isinstance(value, str) else ""


def _numbered(children: tuple[Any, ...]) -> dict[str, Any]:
    return {str(number): child for number, child in enumerate(children, start=1)}
