"""Frozen dataclasses to JSON values and back, by their annotations.

Knows int, str, bool, enums, `X | None`, `tuple[X, ...]` and dataclasses of these. A field that has its default
value is left out, so a state stays small and a new field with a default reads old states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Coder = Callable[[Any], Any]


def encode(value: Any) -> dict[str, Any]:
    """The JSON value of a dataclass."""
    kind: Any = type(value)
    encoded: dict[str, Any] = _coder(_ENCODE, kind)(value)
    return encoded


def decode(kind: type[T], data: Any) -> T:
    """The value of type `kind` that `encode` made `data` of. Raises KeyError on a field `kind` does not have."""
    hint: Any = kind
    return cast(T, _coder(_DECODE, hint)(data))


def encode_tagged(value: Any) -> dict[str, Any]:
    """As `encode`, with the class's own `kind` in front: for one of several classes."""
    return {"kind": value.kind, **encode(value)}


def decode_tagged(kinds: Mapping[str, type[T]], data: Mapping[str, Any]) -> T:
    """The inverse of `encode_tagged`, `kinds` being the classes by their `kind`."""
    rest = {name: value for name, value in data.items() if name != "kind"}
    return decode(kinds[data["kind"]], rest)


@dataclass(frozen=True, slots=True)
class _Way:
    """What encoding and decoding differ in: the dataclass, the sequence, and the enum (given its class)."""

    record: Callable[[Any], Coder]
    sequence: Callable[[Iterable[Any]], Any]
    enum: Callable[[Any], Coder]


@cache
def _coder(way: _Way, hint: Any) -> Coder:
    if is_dataclass(hint):
        return way.record(hint)
    if get_origin(hint) is tuple:
        item = _coder(way, get_args(hint)[0])
        return lambda data: way.sequence(map(item, data))
    if get_origin(hint) in (Union, UnionType):
        (some,) = (_coder(way, arg) for arg in get_args(hint) if arg is not NoneType)
        return lambda data: None if data is None else some(data)
    if issubclass(hint, Enum):
        return way.enum(hint)
    return _as_it_is


def _as_it_is(data: Any) -> Any:
    return data


def _encoder(kind: Any) -> Coder:
    parts = [(name, default, _coder(_ENCODE, hint)) for name, default, hint in _parts(kind)]

    def encoded(value: Any) -> dict[str, Any]:
        return {
            name: item if coder is _as_it_is else coder(item)
            for name, default, coder in parts
            if (item := getattr(value, name)) != default
        }

    return encoded


def _decoder(kind: Any) -> Coder:
    parts = {name: _coder(_DECODE, hint) for name, _, hint in _parts(kind)}
    return lambda data: kind(**{name: parts[name](value) for name, value in data.items()})


def _parts(kind: Any) -> list[tuple[str, Any, Any]]:
    """Name, default and annotation of each field."""
    hints = get_type_hints(kind)
    return [(field.name, field.default, hints[field.name]) for field in fields(kind)]


_ENCODE = _Way(_encoder, list, lambda kind: attrgetter("value"))
_DECODE = _Way(_decoder, tuple, lambda kind: cast(Coder, kind))
