"""Worlds with something wrong in them, made of the starter world."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from content.draft import lint
from content.rules.catalogue import Catalogue
from content.rules.lint import Finding
from gameproject.testing import starter_catalogue

Found = tuple[str, str, str]  # code, section, key


def changed(spec: type[Any], key: str, **fields: Any) -> Catalogue:
    """The starter world with one row changed."""
    return with_row(spec, key, replace(starter_catalogue().get(spec, key), **fields))


def with_row(spec: type[Any], key: str, row: Any) -> Catalogue:
    """The starter world with one row more, or another in its place."""
    starter = starter_catalogue()
    return Catalogue(0, {**starter.sections, spec: {**starter.all(spec), key: row}})


def without(spec: type[Any], *keys: str) -> Catalogue:
    """The starter world without some rows; without any of the section when none is named."""
    starter = starter_catalogue()
    left = {key: row for key, row in starter.all(spec).items() if keys and key not in keys}
    return Catalogue(0, {**starter.sections, spec: left})


def findings(catalogue: Catalogue) -> list[Finding]:
    return lint(catalogue)


def found(catalogue: Catalogue) -> set[Found]:
    """What lint finds, by code, section and key."""
    return {(finding.code, finding.section, finding.key) for finding in lint(catalogue)}
