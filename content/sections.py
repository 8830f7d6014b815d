"""Which catalogue sections the game has: each app registers its own when Django starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from content.models import CatalogueRow
from content.rules.lint import LintRule


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of catalogue row: its frozen spec and the draft model of the same shape.

    The mapping between the two is by name (`content/mapper.py`): a Text field `name` is the columns `name_ru`
    and `name_en`, a foreign key is the other row's key, a tuple of dataclasses is the child table whose
    related_name is the field's name.
    """

    name: str
    spec: type[Any]
    model: type[CatalogueRow]


SECTIONS: dict[str, Section] = {}
LINT_RULES: list[LintRule] = []


def register(*sections: Section, lint: tuple[LintRule, ...] = ()) -> None:
    """Add an app's sections, parents before those that point at them, and its lint rules."""
    for section in sections:
        SECTIONS[section.name] = section
    LINT_RULES.extend(rule for rule in lint if rule not in LINT_RULES)
