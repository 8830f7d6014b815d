"""What a game master does to a draft row as a whole: copy it, or take it back to how players see it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from django.db import IntegrityError, transaction

from common.audit import audit
from common.errors import NotFound
from common.rules.text import Text
from common.tx import command
from content.draft import live_read
from content.errors import RowsMissing
from content.mapper import spec_from_row, specs_write
from content.models.catalogue import KEY_MAX_LENGTH
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
