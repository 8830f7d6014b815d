"""Frozen dataclasses to JSON values and back, by their annotations.

Knows int, str, bool, enums, `X | None`, `tuple[X, ...]` and dataclasses of these. A field that has its default
value is left out, so a state stays small and a new field with a default reads old states.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decoder = Callable[[Any], Any]


def encode(value: Any) -> Any:
    """The JSON value of a dataclass, enum, tuple or plain value."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: encode(item) for name, default in _defaults(kind) if (item := getattr(value, name)) != default}
    return value


def decode(kind: type[T], data: Any) -> T:
    """The value of type `kind` that `encode` made `data` of. Raises KeyError on a field `kind` does not have."""
    hint: Any = kind
    return cast(T, _decoder(hint)(data))


def encode_tagged(value: Any) -> dict[str, Any]:
    """As `encode`, with the class's own `kind` in front: for one of several classes."""
    return {"kind": value.kind, **encode(value)}


def decode_tagged(kinds: Mapping[str, type[T]], data: Mapping[str, Any]) -> T:
    """The inverse of `encode_tagged`, `kinds` being the classes by their `kind`."""
    rest = {name: value for name, value in data.items() if name != "kind"}
    return decode(kinds[data["kind"]], rest)


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


@cache
def _decoder(hint: Any) -> Decoder:
    if is_dataclass(hint):
        return _dataclass_decoder(hint)
    if get_origin(hint) is tuple:
        item = _decoder(get_args(hint)[0])
        return lambda data: tuple(map(item, data))
    if get_origin(hint) in (Union, UnionType):
        (some,) = (_decoder(arg) for arg in get_args(hint) if arg is not NoneType)
        return lambda data: None if data is None else some(data)
    if issubclass(hint, Enum):
        return cast(Decoder, hint)
    return lambda data: data


def _dataclass_decoder(kind: Any) -> Decoder:
    hints = get_type_hints(kind)
    parts = {name: _decoder(hints[name]) for name, _ in _defaults(kind)}
    return lambda data: kind(**{name: parts[name](value) for name, value in data.items()})
