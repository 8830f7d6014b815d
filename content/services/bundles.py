"""Bundles: folders of YAML files, one per section, that become the draft and come out of it again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import yaml
from django.core.exceptions import ValidationError

from common.audit import audit
from common.tx import command
from content.document import rows_from
from content.draft import draft_lock, draft_read
from content.mapper import specs_prune, specs_write, without_defaults
from content.sections import SECTIONS

SCHEMA = 1
SUFFIX = ".yaml"
TEXTS = "texts"  # the file of texts (`texts_bundle`), which are no part of the draft

# libyaml's parser where the wheel has it: twenty times as fast as the one in Python. Its writer escapes emoji.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BundleBroken(Exception):
    """A file of a bundle cannot be used; the message names the file and the place."""


def bundle_read(folder: Path) -> dict[str, list[Any]]:
    """The bundle's rows as specs, by section. Raises BundleBroken, also for a section's file that is missing
    and for a file that belongs to no section: either would silently empty a part of the draft."""
    strangers = {path.stem for path in folder.glob(f"*{SUFFIX}")} - SECTIONS.keys() - {TEXTS}
    if strangers:
        raise BundleBroken(f"{folder}: no such section: {', '.join(sorted(strangers))}")
    return {name: _rows(folder / f"{name}{SUFFIX}", section.spec) for name, section in SECTIONS.items()}


def _rows(path: Path, spec: type[Any]) -> list[Any]:
    try:
        content = yaml.load(path.read_bytes(), _LOADER)  # noqa: S506  (a safe loader)
        if content["schema"] != SCHEMA:
            raise BundleBroken(f"{path.name}: schema {content['schema']!r}, expected {SCHEMA}")
        return rows_from(spec, content["rows"])
    except FileNotFoundError:
        raise BundleBroken(
            f"{path.name}: the file is missing; an empty section is `schema: 1` and `rows: []`"
        ) from None
    except (yaml.YAMLError, KeyError, TypeError, msgspec.ValidationError) as error:
        raise BundleBroken(f"{path.name}: {error}") from error


@command
def bundle_load(*, rows: dict[str, list[Any]], actor: str) -> None:
    """Make the draft equal to a bundle: rows that it does not name are deleted. Raises BundleBroken.

    Every value passes the validators that the admin's forms use; publishers wait until it is done.
    """
    draft_lock()
    for name, section in SECTIONS.items():
        try:
            specs_write(section.spec, section.model, rows[name])
        except ValidationError as error:
            raise BundleBroken(f"{name}: {error}") from error
    for name, section in reversed(SECTIONS.items()):
        specs_prune(section.model, rows[name])
    counts: dict[str, Any] = {name: len(values) for name, values in rows.items()}
    audit(actor=actor, action="content.bundle_load", subject="draft", **counts)


def bundle_write(folder: Path) -> dict[str, int]:
    """Write the draft as a bundle; the number of rows per section. Loading it again changes nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = draft_read()
    written = {}
    for name, section in SECTIONS.items():
        rows = [without_defaults(row) for row in draft.all(section.spec).values()]
        (folder / f"{name}{SUFFIX}").write_text(bundle_text(rows), encoding="utf-8")
        written[name] = len(rows)
    return written


def bundle_text(rows: list[Any]) -> str:
    """One section's rows as the text of its file."""
    return yaml.safe_dump({"schema": SCHEMA, "rows": rows}, allow_unicode=True, sort_keys=False, width=110)
