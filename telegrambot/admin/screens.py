"""Quests and achievements as the bot shows them, for those who write them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation
from django.utils.safestring import mark_safe

from content.admin.screens import SCREENS, ChatScreen
from content.rules.catalogue import Catalogue
from players.rules.quests import AchievementSpec, QuestSpec, quest_steps
from players.selectors.quests import AchievementsView, AchievementView, QuestLog, QuestState, QuestView
from players.services.quests import QuestClaimed, Reward
from telegrambot.screens.achievements import achievement_screen
from telegrambot.screens.base import Screen
from telegrambot.screens.pen import Pen
from telegrambot.screens.quests import claimed_screen, quest_screen
from world.rules.catalogue import LocationSpec
from world.selectors.quests import QuestBoard


def quest_screens(draft: Catalogue, key: str, language: str) -> list[ChatScreen]:
    """Its card where it is given, and what is said at the end."""
    spec, places = draft.find(QuestSpec, key), draft.all(LocationSpec)
    place = draft.find(LocationSpec, spec.giver if spec else None) or next(iter(places.values()), None)
    if spec is None or place is None:
        return []
    view = QuestView(spec, QuestState.AVAILABLE, quest_steps(spec, counts={}, baseline={}))
    log = QuestLog(0, spec.min_level, (view,))
    board = QuestBoard(log, place, draft)
    reward = Reward(spec.xp, spec.gold, tuple((each.item, each.amount) for each in spec.items), 0, ())
    with translation.override(language):
        pen = Pen(language)
        thanks = claimed_screen(QuestClaimed(spec, reward, log), board, pen)
        return _drawn(language, [quest_screen(board, view, pen), thanks])


def achievement_screens(draft: Catalogue, key: str, language: str) -> list[ChatScreen]:
    """Its card while one is on the way to it."""
    spec = draft.find(AchievementSpec, key)
    if spec is None:
        return []
    view = AchievementView(spec, 0)
    with translation.override(language):
        shown = AchievementsView(0, 0, spec.points, (view,))
        return _drawn(language, [achievement_screen(shown, view, draft, Pen(language))])


def _drawn(language: str, screens: Iterable[Screen]) -> list[ChatScreen]:
    return [
        ChatScreen(
            language,
            mark_safe(screen.text),  # noqa: S308  (a screen escapes every text that goes into it)
            tuple(tuple(button.label for button in row) for row in screen.rows),
        )
        for screen in screens
    ]


SCREENS["quests"] = quest_screens
SCREENS["achievements"] = achievement_screens
