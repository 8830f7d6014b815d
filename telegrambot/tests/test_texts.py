"""Catalogues are complete, in step with the code, and every refusal has its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.utils import translation

from common.errors import GameError
from common.rules.text import LANGUAGES
from gameproject.testing import starter_catalogue
from telegrambot.catalogs import extracted, is_translated, messages, po_path, read_catalog, updated, written
from telegrambot.commands import menu_commands
from telegrambot.refusals import WORDING, refusal_text
from telegrambot.screens.pen import Pen

_PARAMS: dict[str, str | int] = {
    "needs": 4, "has": 2, "item": "herb_tonic", "skill": "cleave", "to": "ford", "name": "Лёля", "turns": 5,
    "asset": "item:herb_tonic", "slot": "weapon", "longest": 20, "most": 8, "reason": "long", "retry_after": 2,
    "by": "Злата",
}  # fmt: skip
_NAMES = re.compile(r"%\((\w+)\)|<(/?\w+)>|(/\w+)")


def refusals(kind: type[GameError] = GameError) -> Iterator[type[GameError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from refusals(child)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    catalog = read_catalog(language)
    for message in messages(extracted()):
        found = catalog.get(message.id, message.context)
        assert found is not None, f"{message.id!r}: run `manage.py update_catalogs`"
        assert is_translated(found), f"{message.id!r} has no translation to {language}"
        assert not found.fuzzy, f"{message.id!r} is fuzzy in {language}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_in_step_with_the_code(language: str) -> None:
    assert po_path(language).read_bytes() == written(updated(language)), "run `manage.py update_catalogs`"


def test_translations_keep_what_is_filled_in() -> None:
    for message in messages(read_catalog("ru")):
        original = message.id if isinstance(message.id, str) else message.id[1]
        forms = [message.string] if isinstance(message.string, str) else message.string or ()
        for form in forms:
            assert sorted(_NAMES.findall(form)) == sorted(_NAMES.findall(original)), form


def test_russian_has_three_plural_forms() -> None:
    with translation.override("ru"):
        from telegrambot.screens.narration import turns_left

        assert [turns_left(n) for n in (1, 2, 5, 11, 21)] == [
            "ещё 1 ход", "ещё 2 хода", "ещё 5 ходов", "ещё 11 ходов", "ещё 21 ход",
        ]  # fmt: skip


REFUSALS = sorted(set(refusals()), key=lambda kind: kind.code)


@pytest.mark.parametrize("refusal", REFUSALS, ids=[kind.code for kind in REFUSALS])
@pytest.mark.parametrize("plain", [False, True])
def test_every_refusal_has_its_words_in_both_languages(refusal: type[GameError], plain: bool) -> None:
    assert refusal.code in WORDING, f"{refusal.code} has no text in telegrambot/refusals.py"
    texts = []
    for language in LANGUAGES:
        with translation.override(language):
            text = refusal_text(refusal(**_PARAMS), Pen(language, plain), starter_catalogue())
            assert 0 < len(text) <= 200
            assert "%(" not in text
            assert refusal_text(refusal(**_PARAMS), Pen(language, plain), None)
        texts.append(text)
    assert texts[0] != texts[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_commands_is_what_telegram_takes(language: str) -> None:
    commands = menu_commands(language)
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", command.command) for command in commands)
    assert all(1 <= len(command.description) <= 256 for command in commands)
