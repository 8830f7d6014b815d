"""The draft: the catalogue rows as game masters edit them, read whole, and how it stands to the live release."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection
from django.db.models import CASCADE, TextField, Value
from django.db.models.functions import MD5, Cast, Concat

from content.document import document_digest, document_from
from content.mapper import specs_read
from content.models import ActiveRelease
from content.release import release_catalogue
from content.rules.catalogue import Catalogue
from content.rules.diff import RowChange, catalogue_changes
from content.rules.lint import ROW_RULES, Finding, Level
from content.sections import GUARDS, LINT_RULES, SECTIONS

Stamp = frozenset[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class DraftState:
    """The draft beside the active release. `live` is empty (release_id 0) before anything was published."""

    draft: Catalogue
    live: Catalogue
    digest: str
    changes: tuple[RowChange, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level is Level.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level is Level.WARNING)


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
        for rule in ROW_RULES
        for finding in rule(section.name, key, row)
    ]
    findings += [finding for rule in LINT_RULES for finding in rule(catalogue)]
    return sorted(findings, key=lambda finding: finding.level is not Level.ERROR)


def guard(catalogue: Catalogue) -> list[Finding]:
    """What players have and could not be without, were this catalogue the active release."""
    return [finding for rule in GUARDS for finding in rule(catalogue)]


def changes(before: Catalogue, after: Catalogue) -> tuple[RowChange, ...]:
    """What turns one catalogue into another."""
    return catalogue_changes({section.name: section.spec for section in SECTIONS.values()}, before, after)


def live_read() -> Catalogue:
    """The active release; an empty catalogue before there is one. Read past the half second of `release.current`."""
    release_id = ActiveRelease.objects.values_list("release_id", flat=True).first()
    return Catalogue(0, {}) if release_id is None else release_catalogue(release_id)


def draft_state() -> DraftState:
    """How the draft stands: two queries while nobody edits, one more per table after an edit."""
    return _state(live_read().release_id, _stamp())


@lru_cache(maxsize=2)
def _state(live_id: int, stamp: Stamp) -> DraftState:
    draft = draft_read()
    live = release_catalogue(live_id) if live_id else Catalogue(0, {})
    digest = document_digest(document_from(draft))
    return DraftState(draft, live, digest, changes(live, draft), tuple(guard(draft) + lint(draft)))


def _stamp() -> Stamp:
    """A digest of every row's key and time, per section: changes with every edit, also under a clock that goes back.

    A row's time stands for its children too: forms, copies, reverts and bundles save the row together with them.
    """
    row_and_time = Concat("key", Value(" "), Cast("updated_at", TextField()), output_field=TextField())
    digest = MD5(StringAgg(row_and_time, delimiter=",", order_by="key"))
    first, *others = [
        section.model._default_manager.order_by()
        .values(section=Value(section.name))
        .annotate(digest=digest)
        .values_list("section", "digest")
        for section in SECTIONS.values()
    ]
    return frozenset(first.union(*others, all=True))


def draft_lock() -> None:
    """Hold the draft still until the transaction ends: who edits it waits, so that what is read of it is whole."""
    tables = ", ".join(connection.ops.quote_name(table) for table in _tables())
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def _tables() -> list[str]:
    """The tables of every section and of its children, always in the same order."""
    models = [section.model for section in SECTIONS.values()]
    children = [
        relation.related_model
        for model in models
        for relation in model._meta.related_objects
        if relation.on_delete is CASCADE
    ]
    return sorted({model._meta.db_table for model in (*models, *children)})
