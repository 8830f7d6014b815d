"""What waits in the draft reads as a list of changes: names and words in both languages, no keys, no JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.db import models
from django.utils import translation

from common.rules.text import Text
from content.admin.changes import RowWords, changes_words
from content.admin.names import field_words
from content.draft import changes
from content.rules.catalogue import Catalogue
from content.sections import SECTIONS
from gameproject.testing import starter_catalogue

pytestmark = pytest.mark.django_db  # what hangs on a row that goes is counted
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def changed(section: str, key: str, change: Callable[[Any], Any]) -> tuple[Catalogue, Catalogue]:
    """The starter world, and the same with one row as `change` makes it; None takes it away."""
    before = starter_catalogue()
    spec = SECTIONS[section].spec
    rows = {kind.spec: dict(before.all(kind.spec)) for kind in SECTIONS.values()}
    row = change(rows[spec][key])
    if row is None:
        del rows[spec][key]
    else:
        rows[spec][row.key] = row
    return before, Catalogue(0, rows)


def told(before: Catalogue, after: Catalogue, language: str) -> list[RowWords]:
    with translation.override(language):
        return [row for section in changes_words(changes(before, after), before, after) for row in section.rows]


def line(child_of: str, number: int, **fields: Any) -> Callable[[Any], Any]:
    """One child of the row is another."""

    def change(row: Any) -> Any:
        children = list(getattr(row, child_of))
        children[number] = replace(children[number], **fields)
        return replace(row, **{child_of: tuple(children)})

    return change


def named(old: Text, en: str) -> Text:
    return replace(old, en=en)


CASES: dict[str, tuple[str, str, Callable[[Any], Any], list[tuple[str, str, str]]]] = {
    "a renamed text": (
        "monsters", "lean_wolf", lambda row: replace(row, name=named(row.name, "Fat Wolf")),
        [("name (en)", "Lean Wolf", "Fat Wolf")],
    ),
    "a number": ("monsters", "lean_wolf", lambda row: replace(row, hp=123), [("HP", "", "123")]),
    "yes and no": ("monsters", "lean_wolf", lambda row: replace(row, boss=True), [("boss", "no", "yes")]),
    "a choice": (
        "items", "rye_bread", lambda row: replace(row, rarity=type(row.rarity)("epic")),
        [("rarity", "common", "epic")],
    ),
    "another row": (
        "monsters", "lean_wolf", lambda row: replace(row, loot_table="likho"),
        [("loot table", "", "")],
    ),
    "a weight": (
        "locations", "ford", line("encounters", 0, weight=9), [("encounter → 💦 Anchutka: weight", "", "9")],
    ),
    "a gate": ("locations", "ford", line("exits", 0, min_level=9), [("exit → 🌲 Old Clearing: from level", "1", "9")]),
    "the text of a line": (
        "dungeon_events", "candle_shrine", line("choices", 0, label=Text("Помолчать", "Sing")),
        [("choice #1: button (en)", "", "Sing")],
    ),
    "a schedule": (
        "world_events", "hunters_sunday", lambda row: replace(row, usual_times="30 19 * * fri,sat"),
        [("usual times", "on Sun at 12:00", "on Fri, Sat at 19:30")],
    ),
    "a formula": (
        "classes", "warrior", lambda row: replace(row, strength_formula="start + growth * (level - 1)"),
        [("strength by a formula", "—", "start + growth * (level - 1)")],
    ),
    "the place of a quest": (
        "quests", "first_steps", lambda row: replace(row, giver="market"),
        [("accepted at", "", "🛒 Market")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_change_reads_in_words(case: str) -> None:
    section, key, change, expected = CASES[case]
    (row,) = told(*changed(section, key, change), "en")
    assert row.label == "changed"
    assert len(row.fields) == len(expected)
    for field, (title, before, after) in zip(row.fields, expected, strict=True):
        assert field.title == title
        assert not after or field.after == after
        assert field.after
        assert not before or field.before == before
    (russian,) = told(*changed(section, key, change), "ru")
    assert CYRILLIC.search(russian.title)
    assert all(CYRILLIC.search(field.title) or field.title in ("HP", "XP") for field in russian.fields)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_rows_that_come_and_go_have_names(section: str, language: str) -> None:
    catalogue = starter_catalogue()
    rows = catalogue.all(SECTIONS[section].spec)
    if not rows:
        pytest.skip("the starter world has none")
    key = next(iter(rows))
    before, without = changed(section, key, lambda row: None)
    (gone,) = told(before, without, language)
    (come,) = told(without, before, language)
    assert gone.title == come.title
    assert gone.url == ""
    if section != "affix_tables":  # its key is its name
        assert gone.title != key
    assert ("удалено" if language == "ru" else "removed") in gone.label.lower() or CYRILLIC.search(gone.label)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_lines_that_come_and_go_are_told_in_words(section: str, language: str) -> None:
    """Each kind of child of each kind of row: taken away whole, it reads as one line without keys or JSON."""
    keys = {key for kind in SECTIONS.values() for key in starter_catalogue().all(kind.spec)}
    for key, row in starter_catalogue().all(SECTIONS[section].spec).items():
        for relation in _children(row):
            emptied = changed(section, key, partial(_without, relation))
            (words,) = told(*emptied, language)
            assert words.fields
            for field in words.fields:
                text = f"{field.title} {field.before}"
                assert not set('{}[]"') & set(text), text
                found = {word for word in re.findall(r"[a-z0-9]+(?:_[a-z0-9]+)+", text) if word in keys}
                assert not found, text
                assert field.after == "—"


def _without(relation: str, row: Any) -> Any:
    return replace(row, **{relation: ()})


def _children(row: Any) -> list[str]:
    return [name for name in row.__dataclass_fields__ if isinstance(getattr(row, name), tuple) and getattr(row, name)]


def test_every_choice_has_a_word_in_russian() -> None:
    spec_models: list[type[models.Model]] = [section.model for section in SECTIONS.values()]
    spec_models += [
        relation.related_model
        for model in spec_models
        for relation in model._meta.related_objects
        if relation.on_delete is models.CASCADE
    ]
    bare = set()
    with translation.override("ru"):
        for model in spec_models:
            for column in model._meta.fields:
                for value, _label in column.flatchoices:
                    if value and not CYRILLIC.search(field_words(column, value)):
                        bare.add((column.name, value))
    assert bare == set()
