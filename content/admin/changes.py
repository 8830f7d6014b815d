"""Changes between catalogues as people read them: `Monster Bog ghoul: HP 84 → 90`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.admin.names import in_order, key_title, key_url, kind_title, path_words, section_title, value_words
from content.admin.uses import uses_of
from content.rules.catalogue import Catalogue
from content.rules.diff import ChangeKind, FieldChange, RowChange

KINDS: dict[ChangeKind, tuple[Promise, str]] = {
    ChangeKind.ADDED: (_("new"), "good"),
    ChangeKind.CHANGED: (_("changed"), "warn"),
    ChangeKind.REMOVED: (_("removed"), "bad"),
}
LONG = 60  # characters; a text longer than this is shown under its field, not beside it


@dataclass(frozen=True, slots=True)
class FieldWords:
    title: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        return max(len(self.before), len(self.after)) > LONG


@dataclass(frozen=True, slots=True)
class RowWords:
    """One changed row. `uses`: what of the players' lives hangs on a row that is removed."""

    section: str
    key: str
    kind: ChangeKind
    label: str
    tone: str
    title: str
    url: str
    fields: tuple[FieldWords, ...]
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionWords:
    title: str
    kind: str
    rows: tuple[RowWords, ...]


def changes_words(changes: Iterable[RowChange], before: Catalogue, after: Catalogue) -> list[SectionWords]:
    """Changes by section, in the order in which game masters think of the world."""
    by_section: dict[str, list[RowChange]] = {}
    for change in changes:
        by_section.setdefault(change.section, []).append(change)
    return [
        SectionWords(section_title(name), kind_title(name), _rows(by_section[name], before, after))
        for name in in_order(by_section)
    ]


def _rows(changes: list[RowChange], before: Catalogue, after: Catalogue) -> tuple[RowWords, ...]:
    removed = [change.key for change in changes if change.kind is ChangeKind.REMOVED]
    uses = uses_of(changes[0].section, removed)
    return tuple(row_words(change, before, after, uses.get(change.key, ())) for change in changes)


def row_words(change: RowChange, before: Catalogue, after: Catalogue, uses: Iterable[str] = ()) -> RowWords:
    label, tone = KINDS[change.kind]
    return RowWords(
        section=change.section,
        key=change.key,
        kind=change.kind,
        label=str(label),
        tone=tone,
        title=key_title(change.section, change.key, after, before),
        url="" if change.kind is ChangeKind.REMOVED else key_url(change.section, change.key),
        fields=tuple(_field(change.section, field, before, after) for field in change.fields),
        uses=tuple(uses),
    )


def _field(section: str, change: FieldChange, before: Catalogue, after: Catalogue) -> FieldWords:
    return FieldWords(
        path_words(section, change.path, after, before),
        value_words(section, change.path, change.before, before, after),
        value_words(section, change.path, change.after, after, before),
    )
