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
GUARDS: list[LintRule] = []


def register(*sections: Section, lint: tuple[LintRule, ...] = (), guards: tuple[LintRule, ...] = ()) -> None:
    """Add an app's sections, parents before those that point at them, its lint rules and its guards.

    A lint rule is pure. A guard looks at what players have: no release is activated, new or old, that takes
    from them what they cannot be without.
    """
    for section in sections:
        SECTIONS[section.name] = section
    LINT_RULES.extend(rule for rule in lint if rule not in LINT_RULES)
    GUARDS.extend(guard for guard in guards if guard not in GUARDS)
