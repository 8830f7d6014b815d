"""The release document: JSON on one side, a catalogue of frozen values on the other.

`{"schema": 1, "sections": {"items": [{...}, …], …}}`: rows are lists because their order is the game masters'.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
import orjson

from common.shapes import value_from
from content.mapper import without_defaults
from content.rules.catalogue import Catalogue
from content.sections import SECTIONS

SCHEMA = 1


def document_from(catalogue: Catalogue) -> dict[str, Any]:
    """A catalogue as a JSON document."""
    return {
        "schema": SCHEMA,
        "sections": {
            section.name: [without_defaults(row) for row in catalogue.all(section.spec).values()]
            for section in SECTIONS.values()
        },
    }


def catalogue_from(document: Mapping[str, Any], *, release_id: int) -> Catalogue:
    """A JSON document as a catalogue. Raises msgspec.ValidationError with the path of what does not fit.

    A section that the document does not have yet (it was published by older code) is empty.
    """
    if document.get("schema") != SCHEMA:
        raise msgspec.ValidationError(f"Document schema {document.get('schema')!r} is not {SCHEMA}")
    return Catalogue(
        release_id,
        {
            section.spec: {row.key: row for row in rows_from(section.spec, document["sections"].get(section.name, []))}
            for section in SECTIONS.values()
        },
    )


def rows_from(spec: type[Any], rows: list[Any]) -> list[Any]:
    """JSON rows of one section as specs."""
    return value_from(rows, list[spec])  # type: ignore[valid-type]


def document_digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document with sorted keys: equal documents have equal digests."""
    return hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()
