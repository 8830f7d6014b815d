"""The bot's message catalogues: msgids out of the code, translations kept beside it."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

APP = Path(__file__).parent
SOURCE_LANGUAGE = "en"
_KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "_": None}


def po_path(language: str) -> Path:
    return APP / "locale" / language / "LC_MESSAGES" / "django.po"


def extracted() -> Catalog:
    """Every msgid of the bot's code."""
    template = Catalog(fuzzy=False)
    found = extract_from_dir(APP, [("**.py", "python")], keywords=_KEYWORDS, directory_filter=_is_ours)
    for filename, _line, message, _comments, context in sorted(found, key=lambda entry: entry[:2]):
        template.add(message, locations=[(f"telegrambot/{filename}", 0)], context=context)
    return template


def _is_ours(directory: str | Path) -> bool:
    return not {"tests", "emulator"} & set(Path(directory).relative_to(APP).parts)


def read_catalog(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, domain="django", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def updated(language: str) -> Catalog:
    """The catalogue with the code's msgids: new ones untranslated (in English: themselves), old ones gone."""
    catalog = read_catalog(language)
    catalog.fuzzy = False
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    if language == SOURCE_LANGUAGE:
        for message in messages(catalog):
            message.string = message.string if is_translated(message) else message.id
    return catalog


def is_translated(message: Message) -> bool:
    """Whether every plural form has its text."""
    string = message.string
    return all(string) if isinstance(string, tuple | list) else bool(string)


def messages(catalog: Catalog) -> list[Message]:
    """All but the header."""
    return [message for message in catalog if message.id]


def written(catalog: Catalog) -> bytes:
    """The .po file: without dates, so that it changes only when a text does."""
    catalog.project, catalog.version = "Artel", "1"
    catalog.header_comment = "# Texts of the Telegram bot."
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, include_lineno=False, sort_output=False)
    lines = buffer.getvalue().splitlines(keepends=True)
    dated = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Report-Msgid', b'"Last-Translator')
    return b"".join(line for line in lines if not line.startswith(dated))
