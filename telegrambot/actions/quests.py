"""The quest log, quests, achievements."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.errors import NotFound
from content.release import current
from players.selectors.quests import AchievementsView, AchievementView, QuestView, achievements_view
from players.services.quests import achievement_claim, quest_abandon, quest_claim
from telegrambot.actions.base import Answer, Visit
from telegrambot.codec import Tap
from telegrambot.screens.achievements import (
    achievement_screen,
    achievements_screen,
    rewarded_screen,
)
from telegrambot.screens.base import Screen, page_number
from telegrambot.screens.quests import claimed_screen, giving_up_screen, quest_screen, quests_screen
from world.selectors.quests import QuestBoard, quest_board
from world.selectors.telling import quest_told
from world.services.quests import quest_accept


def quests(visit: Visit, tap: Tap) -> Answer:
    return Answer(quests_screen(_board(visit), visit.pen, page=page_number(tap.arg)))


def quest(visit: Visit, tap: Tap) -> Answer:
    board = _board(visit)
    return Answer(_card(visit, board, _quest(board, tap.arg)))


def accept(visit: Visit, tap: Tap) -> Answer:
    board = quest_accept(player_id=visit.player.id, quest=tap.arg, expected_version=tap.version)
    view = _quest(board, tap.arg)
    text = _("In your log now: %(quest)s") % {"quest": visit.pen.name(view.spec.name)}
    return Answer(_card(visit, board, view), text)


def _card(visit: Visit, board: QuestBoard, view: QuestView) -> Screen:
    told = quest_told(board, view, language=visit.player.language, player_id=visit.player.id)
    return quest_screen(board, view, visit.pen, told=told)


def give_up(visit: Visit, tap: Tap) -> Answer:
    board = _board(visit)
    return Answer(giving_up_screen(board, _quest(board, tap.arg), visit.pen))


def abandon(visit: Visit, tap: Tap) -> Answer:
    quest_abandon(player_id=visit.player.id, quest=tap.arg, expected_version=tap.version)
    return Answer(quests_screen(_board(visit), visit.pen))


def claim(visit: Visit, tap: Tap) -> Answer:
    claimed = quest_claim(player_id=visit.player.id, quest=tap.arg, expected_version=tap.version)
    return Answer(claimed_screen(claimed, _board(visit), visit.pen))


def achievements(visit: Visit, tap: Tap) -> Answer:
    return Answer(achievements_screen(_achievements(visit), visit.pen, page=page_number(tap.arg)))


def achievement(visit: Visit, tap: Tap) -> Answer:
    view = _achievements(visit)
    return Answer(achievement_screen(view, _achievement(view, tap.arg), current(), visit.pen))


def prize(visit: Visit, tap: Tap) -> Answer:
    claimed = achievement_claim(player_id=visit.player.id, achievement=tap.arg, expected_version=tap.version)
    return Answer(rewarded_screen(claimed, current(), visit.pen))


def _board(visit: Visit) -> QuestBoard:
    return quest_board(player_id=visit.player.id, now=visit.now)


def _quest(board: QuestBoard, key: str) -> QuestView:
    view = board.log.find(key)
    if view is None:
        raise NotFound(what="quest", key=key)
    return view


def _achievements(visit: Visit) -> AchievementsView:
    return achievements_view(player_id=visit.player.id, now=visit.now)


def _achievement(view: AchievementsView, key: str) -> AchievementView:
    """A riddle is not there for one who guesses its key."""
    found = view.find(key)
    if found is None or found.is_riddle:
        raise NotFound(what="achievement", key=key)
    return found
