"""Bundles: folders of JSON files, one per section, loaded into the draft by the path that admin edits take."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import orjson

from common.audit import audit
from common.tx import command
from content.document import rows_from
from content.mapper import specs_prune, specs_write
from content.sections import SECTIONS

SCHEMA = 1


class BundleBroken(Exception):
    """A file of a bundle cannot be read; the message names the file and the place."""


def bundle_read(folder: Path) -> dict[str, list[Any]]:
    """The bundle's rows as specs, by section. Raises BundleBroken."""
    return {name: _rows(folder / f"{name}.json", section.spec) for name, section in SECTIONS.items()}


def _rows(path: Path, spec: type[Any]) -> list[Any]:
    try:
        content = orjson.loads(path.read_bytes())
        if content["schema"] != SCHEMA:
            raise BundleBroken(f"{path.name}: schema {content['schema']!r}, expected {SCHEMA}")
        return rows_from(spec, content["rows"])
    except FileNotFoundError:
        return []
    except (orjson.JSONDecodeError, KeyError, TypeError, msgspec.ValidationError) as error:
        raise BundleBroken(f"{path.name}: {error}") from error


@command
def bundle_load(*, rows: dict[str, list[Any]], actor: str) -> None:
    """Make the draft equal to a bundle: rows that it does not name are deleted."""
    for name, section in SECTIONS.items():
        specs_write(section.spec, section.model, rows[name])
    for name, section in reversed(SECTIONS.items()):
        specs_prune(section.model, rows[name])
    counts: dict[str, Any] = {name: len(values) for name, values in rows.items()}
    audit(actor=actor, action="content.bundle_load", subject="draft", **counts)
