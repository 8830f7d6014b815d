"""Every quest and achievement of a world in every state, as screens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from content.rules.catalogue import Catalogue
from players.rules.catalogue import ItemSpec
from players.rules.quests import AchievementSpec, Fact, Objective, QuestSpec, Step
from players.selectors.quests import AchievementsView, AchievementView, QuestLog, QuestState, QuestView
from players.services.quests import AchievementClaimed, QuestClaimed, Reward
from telegrambot.screens import achievements, notices, quests
from telegrambot.screens.base import Screen
from telegrambot.screens.pen import Pen
from world.rules.catalogue import LocationSpec
from world.selectors.quests import QuestBoard

MOST = 2_147_483_647
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def quest_view(spec: QuestSpec, state: QuestState) -> QuestView:
    done = state in (QuestState.READY, QuestState.DONE)
    steps = tuple(Step(step, step.amount if done else 0) for step in spec.objectives)
    first = tuple(before.quest for before in spec.prerequisites) if state is QuestState.LOCKED else ()
    return QuestView(spec, state, steps, first=first)


def board_in(world: Catalogue, *states: QuestState, at: str) -> QuestBoard:
    """All the quests of a world, their states taken in turn, seen from a place."""
    order = list(QuestState)
    views = [
        quest_view(spec, states[number % len(states)]) for number, spec in enumerate(world.all(QuestSpec).values())
    ]
    views.sort(key=lambda view: order.index(view.state))
    return QuestBoard(QuestLog(MOST, 20, tuple(views)), world.get(LocationSpec, at), world)


def quest_scenes(world: Catalogue, pen: Pen, *, page: int) -> Iterator[Screen]:
    reward = Reward(99_999, 99_999, tuple((key, 99) for key in list(world.all(ItemSpec))[:3]), 20, ("cleave", "gone"))
    for at in ("town_square", "likho_den"):
        for states in (tuple(QuestState), *((state,) for state in QuestState)):
            board = board_in(world, *states, at=at)
            yield quests.quests_screen(board, pen, page=page)
            for view in board.log.quests:
                yield quests.quest_screen(board, view, pen)
                yield quests.giving_up_screen(board, view, pen)
                yield quests.claimed_screen(QuestClaimed(view.spec, reward, board.log), board, pen)
    yield quests.quests_screen(QuestBoard(QuestLog(1, 1, ()), world.get(LocationSpec, "tavern"), world), pen)
    for spec in world.all(QuestSpec).values():
        yield notices.quest_notice(pen, quest=spec)
    yield from _achievements(world, pen, reward, page)


def _achievements(world: Catalogue, pen: Pen, reward: Reward, page: int) -> Iterator[Screen]:
    specs = world.all(AchievementSpec).values()
    for unlocked in (False, True):
        views = tuple(
            AchievementView(spec, spec.amount if unlocked else 0, LONG_AGO if unlocked else None, unlocked)
            for spec in specs
        )
        shown = AchievementsView(MOST, 0, sum(spec.points for spec in specs), views)
        yield achievements.achievements_screen(shown, pen, page=page)
        for view in views:
            yield achievements.achievement_screen(shown, view, world, pen)
            yield achievements.rewarded_screen(AchievementClaimed(view.spec, reward, shown), world, pen)
    for spec in specs:
        yield notices.achievement_notice(pen, achievement=spec)


def facts_in_words(world: Catalogue, pen: Pen) -> Iterator[str]:
    """Each fact of anything, as an objective reads."""
    for fact in Fact:
        yield quests.objective_words(world, Objective(fact), pen)
