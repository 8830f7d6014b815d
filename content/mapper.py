"""Between draft rows and frozen specs, both ways, by the names of their fields."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from common.rules.text import LANGUAGES, Text

_types: dict[type[Any], dict[str, Any]] = {}


def spec_types(spec: type[Any]) -> dict[str, Any]:
    """The resolved annotation of each field of a frozen dataclass."""
    if spec not in _types:
        hints = typing.get_type_hints(spec)
        _types[spec] = {field.name: hints[field.name] for field in fields(spec)}
    return _types[spec]


def child_spec(annotation: Any) -> type[Any] | None:
    """The dataclass of a `tuple[Child, ...]` annotation; None for anything else."""
    if typing.get_origin(annotation) is not tuple:
        return None
    inner = typing.get_args(annotation)[0]
    return inner if is_dataclass(inner) and isinstance(inner, type) else None


def specs_read(spec: type[Any], model: type[models.Model]) -> list[Any]:
    """Every draft row of a model as a spec, in the model's order; one query per table."""
    children = [name for name, hint in spec_types(spec).items() if child_spec(hint)]
    rows = model._default_manager.prefetch_related(*children)
    return [spec_from_row(spec, row) for row in rows]


def spec_from_row(spec: type[Any], row: models.Model) -> Any:
    """One draft row, with its children, as a spec."""
    return spec(**{name: _value(row, name, hint) for name, hint in spec_types(spec).items()})


def _value(row: models.Model, name: str, hint: Any) -> Any:
    if hint is Text:
        return Text(*(getattr(row, f"{name}_{language}") for language in LANGUAGES))
    if child := child_spec(hint):
        return tuple(spec_from_row(child, item) for item in getattr(row, name).all())
    field = _column(type(row), name)
    value = getattr(row, field.attname)  # a foreign key's attname holds the key itself
    return _as_enum(hint, value)


def _as_enum(hint: Any, value: Any) -> Any:
    """Choices columns hold an enum's value; an empty one means None where None is allowed."""
    if isinstance(hint, types.UnionType):
        if value in (None, ""):
            return None
        hint = next(arg for arg in typing.get_args(hint) if arg is not types.NoneType)
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value


def specs_write(spec: type[Any], model: type[models.Model], values: Iterable[Any]) -> None:
    """Create or overwrite one draft row, with its children, per value. Other rows are left alone.

    Raises ValidationError where a value does not pass its column's validators.
    """
    for value in values:
        row = model(**_columns(model, value))
        _validate(row, value.key)
        row.save()
        for name, hint in spec_types(spec).items():
            if child := child_spec(hint):
                _children_write(row, name, child, getattr(value, name))


def specs_prune(model: type[models.Model], values: Iterable[Any]) -> None:
    """Delete the draft rows that are not among `values`; call it when nothing points at them any more."""
    model._default_manager.exclude(pk__in=[value.key for value in values]).delete()


def _children_write(row: models.Model, name: str, child: type[Any], values: Iterable[Any]) -> None:
    relation = typing.cast("models.ManyToOneRel", row._meta.get_field(name))
    model = relation.related_model
    manager = getattr(row, name)
    manager.all().delete()
    children = [model(**{relation.field.name: row}, **_columns(model, value)) for value in values]
    for number, item in enumerate(children, start=1):
        _validate(item, f"{row.pk} {name} {number}")
    model._default_manager.bulk_create(children)


def _validate(row: models.Model, place: str) -> None:
    """What a form would check of single columns; whether other rows exist is for lint and the database."""
    relations = {field.name for field in row._meta.fields if field.is_relation}
    try:
        row.clean_fields(exclude=relations)
    except ValidationError as error:
        faults = "; ".join(f"{field}: {' '.join(words)}" for field, words in error.message_dict.items())
        raise ValidationError(f"{place}: {faults}") from error


def _columns(model: type[models.Model], value: Any) -> dict[str, Any]:
    """A spec's own fields as model arguments; children are left out."""
    columns: dict[str, Any] = {}
    for name, hint in spec_types(type(value)).items():
        item = getattr(value, name)
        if hint is Text:
            columns |= {f"{name}_{language}": getattr(item, language) for language in LANGUAGES}
        elif child_spec(hint) is None:
            field = _column(model, name)
            columns[field.attname] = _for_column(field, item)
    return columns


def _column(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    return typing.cast("models.Field[Any, Any]", model._meta.get_field(name))


def _for_column(field: models.Field[Any, Any], item: Any) -> Any:
    if isinstance(item, Enum):
        return item.value
    return "" if item is None and not field.null else item


def without_defaults(spec: Any) -> Any:
    """A spec as JSON values, leaving out what equals its default: short documents, readable diffs."""
    if isinstance(spec, Enum):
        return spec.value
    if isinstance(spec, tuple):
        return [without_defaults(item) for item in spec]
    if not is_dataclass(spec):
        return spec
    return {
        field.name: without_defaults(getattr(spec, field.name))
        for field in fields(spec)
        if field.default is MISSING or getattr(spec, field.name) != field.default
    }
