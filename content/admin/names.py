"""Catalogue rows, their fields and values in the words that a game master knows them by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.admin.html import NOTHING, change_url, numbered
from common.rules.text import Text
from content.mapper import child_spec, spec_types
from content.release import current, is_active
from content.rules.catalogue import Catalogue
from content.sections import SECTIONS, Section

# In the order in which a game master thinks of the world; sections not named here come after these.
ORDER = [
    *("regions", "weathers", "day_phases", "locations", "world_events", "monsters", "loot_tables", "shops"),
    *("dungeon_themes", "dungeon_events"),
    *("quests", "achievements", "season_plans"),
    *("stations", "recipes", "gathering_nodes", "activities", "professions"),
    *("skills", "items", "affix_tables", "item_sets", "classes", "progress", "world_rules", "combat_rules"),
]
VALUES: dict[str, Promise] = {}  # words for the values of enums; apps add theirs
# Columns that hold more than a plain value, by `app.model.field`: keys of rows that no foreign key leads to, times.
Namer = Callable[[str, tuple[Catalogue, ...]], str]
NAMERS: dict[str, Namer] = {}
# What a row without a name is called, by section: after what it makes or who uses it.
Titler = Callable[[Any, Catalogue], str]
TITLERS: dict[str, Titler] = {}


def live() -> Catalogue:
    """The active release for reading names from, without a query a row; empty before there is one."""
    return current() if is_active() else Catalogue(0, {})


def language() -> str:
    return (get_language() or "en")[:2]


def in_order(names: Any) -> list[str]:
    """Names of sections, sorted as game masters think of them."""
    return sorted(names, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))


def section_of(model: type[models.Model]) -> Section | None:
    return next((section for section in SECTIONS.values() if section.model is model), None)


def section_title(name: str) -> str:
    return str(SECTIONS[name].model._meta.verbose_name_plural)


def kind_title(name: str) -> str:
    return str(SECTIONS[name].model._meta.verbose_name)


def spec_title(spec: Any, key: str) -> str:
    """Icon and name of a row, in the language of the page; its key where it has no name."""
    name = getattr(spec, "name", None)
    title = (name.in_(language()) if isinstance(name, Text) else getattr(spec, "word", "")) or key
    return f"{getattr(spec, 'icon', '')} {title}".strip()


def row_title(row: models.Model) -> str:
    """As `spec_title`, for a draft row; a single set of rules is called what it is.

    A row without a name of its own is called as in the live release: to read the draft for each would be slow.
    """
    if row.pk == "default":
        return str(row._meta.verbose_name)
    section = section_of(type(row))
    if section is not None and section.name in TITLERS:
        return key_title(section.name, row.pk, live())
    name = getattr(row, f"name_{language()}", "") or str(row)
    return f"{getattr(row, 'icon', '')} {name}".strip()


def key_title(section: str, key: str, *catalogues: Catalogue) -> str:
    """The title of the row that a key names, from the first catalogue that has it."""
    if key == "default":
        return kind_title(section)
    for catalogue in catalogues:
        spec = catalogue.find(SECTIONS[section].spec, key)
        if spec is not None:
            titler = TITLERS.get(section)
            return titler(spec, catalogue) if titler else spec_title(spec, key)
    return key


def key_namer(*sections: str) -> Namer:
    """For a column with the key of a row of one of these sections."""

    def name(key: str, catalogues: tuple[Catalogue, ...]) -> str:
        titles = (key_title(section, key, *catalogues) for section in sections if section in SECTIONS)
        return next((title for title in titles if title != key), key)

    return name


def key_url(section: str, key: str) -> str:
    return change_url(SECTIONS[section].model, key)


def value_word(value: str) -> str:
    return str(VALUES.get(value, value))


def path_words(section: str, path: tuple[str, ...], *catalogues: Catalogue) -> str:
    """Which field a change is in: `HP`, `name (ru)`, `exit → Ford: from level`."""
    model, hints = SECTIONS[section].model, spec_types(SECTIONS[section].spec)
    name, *rest = path
    child = child_spec(hints.get(name))
    if child is None:
        return field_title(model, "_".join(path))
    child_model = _child_model(model, name)
    if not rest:
        return str(child_model._meta.verbose_name_plural)
    title = f"{child_model._meta.verbose_name} {_child_title(child, child_model, rest[0], catalogues)}"
    return title if len(rest) == 1 else f"{title}: {field_title(child_model, '_'.join(rest[1:]))}"


def value_words(section: str, path: tuple[str, ...], value: Any, *catalogues: Catalogue) -> str:
    """What a field holds: names for keys, words for enums and booleans, a dash for nothing."""
    model, hints = SECTIONS[section].model, spec_types(SECTIONS[section].spec)
    child = child_spec(hints.get(path[0]))
    if child is None:
        return _plain(model, path[0], value, catalogues)
    child_model = _child_model(model, path[0])
    if isinstance(value, tuple):
        return " · ".join(_child_title(child, child_model, name, catalogues) for name in value) or NOTHING
    if is_dataclass(value) and not isinstance(value, Text):
        return _child_words(child_model, value, catalogues)
    return _plain(child_model, path[2] if len(path) > 2 else fields(child)[0].name, value, catalogues)


def field_title(model: type[models.Model], name: str) -> str:
    """A column as its form calls it; of a text in two languages, the word without the language."""
    for column in (name, f"{name}_{language()}"):
        try:
            title = str(getattr(model._meta.get_field(column), "verbose_name", name))
        except FieldDoesNotExist:  # an older release knows fields that this code no longer has
            continue
        return title if column == name else title.rpartition(" (")[0] or title
    return name


def _child_model(model: type[models.Model], name: str) -> type[models.Model]:
    related = model._meta.get_field(name).related_model
    if related is None or isinstance(related, str):
        raise LookupError(name)
    return related


def _child_title(child: type[Any], model: type[models.Model], name: str, catalogues: tuple[Catalogue, ...]) -> str:
    if name.isdigit():
        return numbered(name)
    return "→ " + _plain(model, fields(child)[0].name, name, catalogues)


def _child_words(model: type[models.Model], value: Any, catalogues: tuple[Catalogue, ...]) -> str:
    """A whole child: what it points at, then what is not as by default."""
    first, *others = fields(value)
    words = [_plain(model, first.name, getattr(value, first.name), catalogues)]
    for field in others:
        item = getattr(value, field.name)
        if field.default is MISSING or item != field.default:
            words.append(f"{field_title(model, field.name)}: {_plain(model, field.name, item, catalogues)}")
    return ", ".join(words)


def _plain(model: type[models.Model], name: str, value: Any, catalogues: tuple[Catalogue, ...]) -> str:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return value_word(value) if value and isinstance(value, str) else _simple(value)
    return field_words(field, value, *catalogues)


def field_words(field: Any, value: Any, *catalogues: Catalogue) -> str:
    """What a column holds, in words."""
    if not isinstance(value, str) or not value:
        return _simple(value)
    if namer := NAMERS.get(f"{field.model._meta.label_lower}.{field.name}"):
        return namer(value, catalogues)
    target = section_of(field.related_model) if field.is_relation else None
    return key_title(target.name, value, *catalogues) if target else choice_word(field, value)


def choice_word(field: Any, value: str) -> str:
    """The word for a value, or else what the column itself calls it."""
    return value_word(value) if value in VALUES else str(dict(field.flatchoices).get(value, value))


def _simple(value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value.in_(language()) if isinstance(value, Text) else str(value)
