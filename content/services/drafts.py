"""What a game master does to draft rows as a whole: copy one, take it back to how players see it, change one field
of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from common.audit import audit
from common.errors import NotFound
from common.rules.text import Text
from common.tx import command
from content.draft import live_read
from content.errors import RowsMissing
from content.mapper import spec_from_row, specs_write
from content.models import CatalogueRow
from content.models.catalogue import KEY_MAX_LENGTH
from content.rules.edits import Edit
from content.sections import SECTIONS, Section

_MARK = Text("копия", "copy")


@command
def draft_row_copy(*, section: str, key: str, actor: str) -> str:
    """Copy a draft row with its children; gives the key of the copy. Raises NotFound(what, key)."""
    kind = SECTIONS[section]
    row = kind.model._default_manager.filter(pk=key).first()
    if row is None:
        raise NotFound(what=section, key=key)
    spec = spec_from_row(kind.spec, row)
    copy_key = _free_key(kind, key)
    specs_write(kind.spec, kind.model, [replace(spec, key=copy_key, **_copy_name(kind, spec))])
    audit(actor=actor, action="content.draft_row_copy", subject=f"{section}:{copy_key}", copied=key)
    return copy_key


@command
def draft_row_revert(*, section: str, key: str, actor: str) -> None:
    """Make a draft row what it is in the active release, also when the draft has lost it.

    Raises NotFound(what, key) when the release does not have it, RowsMissing() when it names rows that are gone.
    """
    kind = SECTIONS[section]
    live = live_read().find(kind.spec, key)
    if live is None:
        raise NotFound(what=section, key=key)
    try:
        with transaction.atomic():
            specs_write(kind.spec, kind.model, [live])
            transaction.get_connection().check_constraints()
    except IntegrityError:
        raise RowsMissing() from None
    audit(actor=actor, action="content.draft_row_revert", subject=f"{section}:{key}")


@command
def draft_rows_edit(*, section: str, keys: Sequence[str], field: str, edit: Edit, actor: str) -> int:
    """Change one field of several draft rows, or of their children (`entries.chance`): of all of them or of none.

    Gives the number of rows that are not as they were. Raises NotFound(what, key), and ValidationError with the
    faults of each row, by key, that cannot hold its new value.
    """
    rows = rows_locked(SECTIONS[section], keys)
    before: dict[str, list[Any]] = {}
    faults: dict[str, list[str]] = {}
    for row in rows:
        for target, column in targets(row, field):
            old = getattr(target, column.attname)
            new = edit.of(old)
            if new == old:
                continue
            setattr(target, column.attname, new)
            try:
                target.full_clean()
            except ValidationError as error:
                faults.setdefault(row.pk, []).extend(error.messages)
                continue
            target.save(update_fields=[column.name])
            before.setdefault(row.pk, []).append(old)
        if row.pk in before:
            row.save(update_fields=["updated_at"])  # the row's time stands for its children too
    if faults:
        raise ValidationError(faults)
    details = {"how": edit.how.value, "value": edit.value, "before": before}
    audit(actor=actor, action="content.draft_rows_edit", subject=f"{section}:{field}", **details)
    return len(before)


def rows_locked(kind: Section, keys: Sequence[str]) -> list[CatalogueRow]:
    """Raises NotFound(what, key) for the first that is gone."""
    found = {row.pk: row for row in kind.model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")}
    for key in keys:
        if key not in found:
            raise NotFound(what=kind.name, key=key)
    return list(found.values())


def targets(row: CatalogueRow, field: str) -> Iterator[tuple[models.Model, models.Field[Any, Any]]]:
    """What holds the field: the row itself, or each child of it."""
    relation, _dot, name = field.rpartition(".")
    holders: list[models.Model] = list(getattr(row, relation).all()) if relation else [row]
    for holder in holders:
        yield holder, cast("models.Field[Any, Any]", holder._meta.get_field(name))


def _free_key(kind: Section, key: str) -> str:
    taken = set(kind.model._default_manager.values_list("pk", flat=True))
    number = 1
    while True:
        number += 1
        ending = f"_{number}"
        candidate = key[: KEY_MAX_LENGTH - len(ending)].rstrip("_") + ending
        if candidate not in taken:
            return candidate


def _copy_name(kind: Section, spec: Any) -> dict[str, Text]:
    """The name, marked as a copy as far as the column has room."""
    if "name" not in {field.name for field in fields(spec)}:
        return {}
    names = {}
    for language in ("ru", "en"):
        room = getattr(kind.model._meta.get_field(f"name_{language}"), "max_length", None) or 40
        ending = f" ({getattr(_MARK, language)})"
        names[language] = getattr(spec.name, language)[: room - len(ending)] + ending
    return {"name": Text(**names)}
