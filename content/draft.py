"""The draft: the catalogue rows as game masters edit them, read whole."""

from __future__ import annotations

from content.mapper import specs_read
from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, Level, missing_translations
from content.sections import LINT_RULES, SECTIONS


def draft_read() -> Catalogue:
    """The whole draft as a catalogue: one query per table."""
    return Catalogue(
        0,
        {
            section.spec: {row.key: row for row in specs_read(section.spec, section.model)}
            for section in SECTIONS.values()
        },
    )


def lint(catalogue: Catalogue) -> list[Finding]:
    """All findings, errors first."""
    findings = [
        finding
        for section in SECTIONS.values()
        for key, row in catalogue.all(section.spec).items()
        for finding in missing_translations(section.name, key, row)
    ]
    findings += [finding for rule in LINT_RULES for finding in rule(catalogue)]
    return sorted(findings, key=lambda finding: finding.level is not Level.ERROR)
