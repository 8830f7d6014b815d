"""Laws of screens: Telegram takes each of them, and a person can read it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.rules.text import LANGUAGES
from gameproject.testing import starter_catalogue
from players.models import NoticeKind
from players.rules.names import LONGEST
from telegrambot.codec import LONGEST as LONGEST_DATA
from telegrambot.codec import Tap, Verb, command_of, decode, encode, read_command
from telegrambot.emulator.entities import formatted
from telegrambot.keyboards import screen_payload
from telegrambot.screens.base import MAX_COLUMNS, MAX_ROWS, Button, Screen, lines, packed, page_of
from telegrambot.screens.location import location_screen
from telegrambot.screens.menu import notice_page, notifications_screen
from telegrambot.screens.notices import notice_names
from telegrambot.screens.pen import _PICTURES, BAR_CELLS, Pen, bar_of
from telegrambot.screens.turner import turner
from telegrambot.tests.scenes import character_of, every_screen, place_of, player_of
from telegrambot.tests.told_scenes import told_scenes
from world.admin.preview import previews_of
from world.rules.catalogue import LocationSpec

MAX_LINES = 12
hostile = st.text(min_size=1, max_size=LONGEST) | st.sampled_from(
    ["<b>", "</b></i>", "&lt;", "&", "<script>alert(1)</script>", "a" * LONGEST, "Ω≈ç√", "\u202egnp", "{0}%s%(name)d"]
)


def check(screen: Screen, pen: Pen) -> None:
    payload = screen_payload(screen, pen)
    plain, _ = formatted(payload["text"], "HTML", None)
    assert 0 < len(plain) <= 4096, screen.kind
    assert len(screen.text.split("\n")) <= MAX_LINES, screen.text
    if pen.plain:
        assert len(plain.split("\n")) <= MAX_LINES, plain
    assert len(screen.rows) <= MAX_ROWS, screen
    for row in payload["keyboard"]:
        assert 1 <= len(row) <= MAX_COLUMNS, row
        for button in row:
            assert button["text"].strip()
            assert len(button["callback_data"].encode()) <= LONGEST_DATA
            assert encode(decode(button["callback_data"])) == button["callback_data"]
    assert len(screen.kind) <= 12


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("page", [1, 2, 999])
@pytest.mark.parametrize("level", [1, 20])
def test_every_screen_of_the_starter_world_fits(language: str, plain: bool, page: int, level: int) -> None:
    pen = Pen(language, plain)
    with translation.override(language):
        for screen in every_screen(starter_catalogue(), pen, "Лёля", level=level, page=page):
            check(screen, pen)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=hostile, language=st.sampled_from(LANGUAGES), plain=st.booleans())
def test_no_name_breaks_a_screen(name: str, language: str, plain: bool) -> None:
    pen = Pen(language, plain)
    with translation.override(language):
        for screen in every_screen(starter_catalogue(), pen, name):
            if screen.kind in {"name", "class", "character", "location", "battle"}:
                payload = screen_payload(screen, pen)
                formatted(payload["text"], "HTML", None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("page", [1, 2])
def test_a_text_however_long_and_nasty_fits(language: str, plain: bool, page: int) -> None:
    pen = Pen(language, plain)
    with translation.override(language):
        for screen in told_scenes(starter_catalogue(), pen, page=page):
            check(screen, pen)
            text, entities = formatted(screen.text, "HTML", None)
            assert len(text) <= 700, (screen.kind, len(text))
            assert {entity["type"] for entity in entities} <= {"bold", "italic", "pre", "bot_command"}


def test_a_name_is_shown_as_written() -> None:
    with translation.override("en"):
        screen = next(s for s in every_screen(starter_catalogue(), Pen("en"), "<i>&") if s.kind == "class")
    plain, _ = formatted(screen.text, "HTML", None)
    assert "<i>&!" in plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_only_screens_have_no_picture_and_a_command_for_every_button(language: str) -> None:
    pen = Pen(language, plain=True)
    with translation.override(language):
        for screen in every_screen(starter_catalogue(), pen, "Hero"):
            payload = screen_payload(screen, pen)
            assert not _PICTURES.search(payload["text"]), payload["text"]
            told = payload["text"].split("\n")
            for button in (button for row in screen.rows for button in row):
                typed = command_of(button.tap)
                assert any(part.endswith(f": {typed}") for line in told for part in line.split("; ")), typed
                command = read_command(typed)
                assert command is not None
                assert command.tap == Tap(button.tap.verb, button.tap.arg)


def test_every_kind_of_notification_has_words_and_two_switches() -> None:
    pen = Pen("en")
    who = player_of(pen, "Hero")
    assert set(notice_names()) == set(NoticeKind)
    for muted, state in (((), "off"), (tuple(NoticeKind), "on")):
        pages = range(1, notice_page(list(notice_names())[-1]) + 1)
        screens = [notifications_screen(replace(who, muted=muted), pen, page=page) for page in pages]
        taps = {button.tap for screen in screens for row in screen.rows for button in row}
        assert {Tap(Verb.NOTIFY, f"{kind}_{state}") for kind in NoticeKind} <= taps


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_of_a_shop_is_what_the_game_master_was_shown(language: str) -> None:
    world, pen = starter_catalogue(), Pen(language)
    who = character_of(world, pen, "Hero")
    for spec in world.all(LocationSpec).values():
        screen = location_screen(place_of(world, spec, who, "Boris"), pen)
        buttons = [button.label for row in screen.rows for button in row if button.tap.verb is Verb.SHOP]
        preview = next(shown for shown in previews_of(world, spec.key) if shown.language == language)
        assert buttons == ([preview.shop] if preview.shop else [])


def test_screens_speak_one_language() -> None:
    """No English words on Russian screens but commands and the names of languages and services."""
    pen = Pen("ru")
    with translation.override("ru"):
        for screen in every_screen(starter_catalogue(), pen, "Лёля"):
            words = re.sub(r"/\w+|<[^>]+>|English|Telegram|&\w+;", "", screen.text)
            assert not re.search(r"[A-Za-z]{2,}", words), screen.text


@given(value=st.integers(0, 10_000), most=st.integers(0, 10_000))
def test_a_bar_tells_the_truth(value: int, most: int) -> None:
    bar = bar_of(value, most)
    assert len(bar) == BAR_CELLS
    assert (bar.count("▰") == BAR_CELLS) == (value >= most > 0)
    assert (bar.count("▰") == 0) == (value == 0 or most == 0) or value >= most > 0


@given(st.lists(st.text(min_size=1, max_size=40)))
def test_packing_keeps_every_button_in_order(labels: list[str]) -> None:
    buttons = [Button(label, Tap(Verb.LOOK)) for label in labels]
    rows = packed(buttons)
    assert [button for row in rows for button in row] == buttons
    assert all(1 <= len(row) <= MAX_COLUMNS for row in rows)


@given(st.lists(st.integers(), max_size=50), st.integers(1, 9))
def test_pages_hold_everything_once(items: list[int], size: int) -> None:
    pages = page_of(items, 1, size).pages
    assert [item for number in range(1, pages + 1) for item in page_of(items, number, size).items] == items


def test_a_long_list_turns_both_ways() -> None:
    args = [[button.tap.arg for button in turner(Verb.BAG, page, 15, both=True)] for page in (1, 2, 15)]
    assert args == [["15", "2"], ["1", "3"], ["14", "1"]]
    assert len(turner(Verb.BAG, 1, 3, both=True)) == 1


def test_lines_never_leave_holes() -> None:
    assert lines("", "a", "", None, "", "b", "") == "a\n\nb"
