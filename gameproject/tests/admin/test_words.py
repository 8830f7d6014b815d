"""Every word of the admin is there in Russian, and every finding and refusal has words at all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

from common.admin.words import REFUSALS
from content.admin.wording import FINDINGS
from content.rules import lint as generic_rules
from content.sections import GUARDS, LINT_RULES

ROOT = Path(settings.BASE_DIR)
APPS = ("common", "content", "players", "world", "combat")
# Where a message may be translated: Django and the theme's own words are not ours.
CATALOGUES = [
    *(ROOT / app / "locale/ru/LC_MESSAGES/django.po" for app in APPS),
    *(Path(path) / "ru/LC_MESSAGES/django.po" for path in settings.LOCALE_PATHS),
]
MARKS = {"_", "__", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}
STRING = r"""(?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(?:_|gettext|ngettext)\(\s*({STRING})", re.DOTALL)
PLACEHOLDER = re.compile(r"%\((\w+)\)|(?<!%)%(?:%%)*[sd]")


def python_messages(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def template_messages(path: Path) -> Iterator[str]:
    for found in CALL.finditer(templatize(path.read_text(), origin=str(path))):
        yield ast.literal_eval(found.group(1).replace("\n", "\\n"))


def all_messages() -> set[str]:
    found: set[str] = set()
    for app in (*APPS, "gameproject", "telegrambot"):
        for path in (ROOT / app / "admin").glob("*.py"):
            found |= set(python_messages(path))
    for app in APPS:
        for path in [*(ROOT / app / "models").glob("*.py"), ROOT / app / "apps.py"]:
            found |= set(python_messages(path))
    for path in (ROOT / "templates").glob("*/**/*.html"):
        if {"admin", "unfold"} & set(path.parts):
            found |= set(template_messages(path))
    return found


def russian() -> dict[str, tuple[str, ...]]:
    translated: dict[str, tuple[str, ...]] = {}
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file, locale="ru"):
                key = message.id if isinstance(message.id, str) else message.id[0]
                texts = message.string if isinstance(message.string, tuple) else (str(message.string),)
                if key and all(texts):
                    translated.setdefault(key, tuple(texts))
    return translated


def test_every_message_of_the_admin_is_translated() -> None:
    assert all_messages() - russian().keys() == set()


def test_translations_keep_their_parameters() -> None:
    texts = russian()
    for message in all_messages():
        for text in texts[message]:
            assert set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(message)), message


def used_codes() -> set[str]:
    """The codes in all lint rules, read from their source: the third argument of `error` and `warning`."""
    modules = {rule.__module__ for rule in (*LINT_RULES, *GUARDS)} | {generic_rules.__name__}
    codes: set[str] = set()
    for module in modules:
        path = ROOT / (module.replace(".", "/") + ".py")
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"error", "warning"}:
                code = node.args[2]
                if ast.unparse(code) == "refusal.reason":  # what the maker of dungeons refuses for
                    continue
                assert isinstance(code, ast.Constant), ast.unparse(node)
                codes.add(str(code.value))
    return codes | refused_dungeons()


def refused_dungeons() -> set[str]:
    """The reasons for which no dungeon can be made: each is a lint code."""
    tree = ast.parse((ROOT / "world" / "rules" / "dungeon_maker.py").read_text())
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if re.fullmatch("dungeon_[a-z_]+", text)}


def test_every_lint_code_has_words_and_every_wording_a_code() -> None:
    assert used_codes() == set(FINDINGS)


@pytest.mark.parametrize("code", ["players.not_enough", "common.invalid", "common.not_found", "common.stale"])
def test_refusals_that_corrections_raise_have_words(code: str) -> None:
    assert code in REFUSALS
