"""What the screens of quests and achievements say, besides the laws of all screens."""

from __future__ import annotations

import re

from django.utils import translation

from gameproject.testing import starter_catalogue
from players.rules.quests import AchievementSpec
from players.selectors.quests import AchievementsView, AchievementView, QuestState
from telegrambot.codec import Verb, command_of
from telegrambot.keyboards import screen_payload
from telegrambot.screens import achievements, quests
from telegrambot.screens.pen import _PICTURES, Pen
from telegrambot.tests.quest_scenes import board_in, facts_in_words, quest_scenes


def test_russian_screens_are_russian() -> None:
    pen, world = Pen("ru"), starter_catalogue()
    with translation.override("ru"):
        texts = [screen.text for screen in quest_scenes(world, pen, page=1)]
        labels = [button.label for screen in quest_scenes(world, pen, page=1) for row in screen.rows for button in row]
        for text in (*texts, *labels, *facts_in_words(world, pen)):
            assert not re.search(r"[A-Za-z]{2,}", re.sub(r"<[^>]+>|&\w+;", "", text)), text


def test_text_only_screens_have_a_command_for_every_button() -> None:
    pen = Pen("ru", plain=True)
    with translation.override("ru"):
        for screen in quest_scenes(starter_catalogue(), pen, page=1):
            told = screen_payload(screen, pen)["text"]
            assert not _PICTURES.search(told)
            for button in (button for row in screen.rows for button in row):
                assert command_of(button.tap) in told


def test_what_waits_comes_first_and_each_quest_is_on_one_page() -> None:
    pen = Pen("en")
    board = board_in(starter_catalogue(), *QuestState, at="tavern")
    shown = (*board.log.of(QuestState.READY, QuestState.ACTIVE), *board.here(), *board.log.of(QuestState.DONE))
    keys = []
    for page in range(1, -(-len(shown) // quests.QUESTS_A_PAGE) + 1):
        screen = quests.quests_screen(board, pen, page=page)
        keys += [button.tap.arg for row in screen.rows for button in row if button.tap.verb is Verb.QUEST]
    assert keys == [view.spec.key for view in shown]


def test_a_riddle_tells_nothing() -> None:
    pen = Pen("en")
    spec = next(spec for spec in starter_catalogue().all(AchievementSpec).values() if spec.hidden)
    view = AchievementsView(1, 0, 10, (AchievementView(spec, 0),))
    with translation.override("en"):
        payload = str(screen_payload(achievements.achievements_screen(view, pen), pen))
    assert spec.key not in payload
    assert spec.name.en not in payload
    assert spec.icon not in payload
    assert "???" in payload
