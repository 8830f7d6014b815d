"""Lint of quests and achievements finds what is wrong, and nothing in what is right."""

from __future__ import annotations

from typing import Any

import pytest

from common.rules.text import Text
from content.rules.catalogue import Catalogue
from content.rules.lint import Finding
from gameproject.testing import starter_catalogue
from players.rules.quest_lint import QUEST_RULES as OF_CHARACTERS
from players.rules.quests import (
    AchievementSpec,
    Fact,
    Objective,
    Prerequisite,
    QuestSpec,
    Repeat,
    RewardItem,
)
from world.rules.quest_lint import QUEST_RULES as OF_PLACES

WORDS = Text("слово", "word")


def findings(*specs: QuestSpec | AchievementSpec) -> list[Finding]:
    starter = starter_catalogue()
    quests = {spec.key: spec for spec in specs if isinstance(spec, QuestSpec)}
    feats = {spec.key: spec for spec in specs if isinstance(spec, AchievementSpec)}
    world = Catalogue(0, {**starter.sections, QuestSpec: quests, AchievementSpec: feats})
    return [finding for rule in (*OF_CHARACTERS, *OF_PLACES) for finding in rule(world)]


def codes(*specs: QuestSpec | AchievementSpec) -> set[str]:
    return {finding.code for finding in findings(*specs)}


def quest(key: str = "quest", *objectives: Objective, **fields: Any) -> QuestSpec:
    steps = objectives or (Objective(Fact.BATTLE_WON),)
    return QuestSpec(key, WORDS, WORDS, WORDS, "", objectives=steps, **{"xp": 1, **fields})


def feat(fact: Fact, **fields: Any) -> AchievementSpec:
    return AchievementSpec("feat", WORDS, WORDS, "", fact, **fields)


GOOD = (
    quest("a", Objective(Fact.MONSTER_DEFEATED, "stray_dog", 3), giver="tavern", repeat=Repeat.DAILY),
    quest("b", Objective(Fact.ITEM_BROUGHT, "dog_collar", 3), prerequisites=(Prerequisite("a"),)),
    feat(Fact.LEVEL_REACHED, amount=10),
)


def test_what_is_right_is_left_alone() -> None:
    assert findings(*GOOD) == []


@pytest.mark.parametrize(
    ("code", "spec"),
    [
        ("quest_without_objectives", QuestSpec("quest", WORDS, WORDS, WORDS, "", xp=1)),
        ("quest_level_unreachable", quest(min_level=99)),
        ("quest_level_unreachable", feat(Fact.LEVEL_REACHED, amount=99)),
        ("never_again", quest("quest", Objective(Fact.LEVEL_REACHED, None, 3), repeat=Repeat.DAILY)),
        ("never_again", quest("quest", Objective(Fact.LOCATIONS_KNOWN), repeat=Repeat.WEEKLY)),
        ("quest_waits_for_itself", quest("quest", Objective(Fact.QUEST_FINISHED, "quest"))),
        ("nothing_to_bring", quest("quest", Objective(Fact.ITEM_BROUGHT))),
        ("brought_equipment", quest("quest", Objective(Fact.ITEM_BROUGHT, "birch_bow"))),
        ("brought_without_quest", feat(Fact.ITEM_BROUGHT, subject="dog_collar")),
        ("subject_unused", quest("quest", Objective(Fact.GOLD_EARNED, "dog_collar"))),
        ("must_be_positive", quest("quest", Objective(Fact.BATTLE_WON, None, 0))),
        ("item_missing", quest("quest", Objective(Fact.ITEM_SOLD, "gone"))),
        ("item_missing", quest(items=(RewardItem("gone"),))),
        ("item_missing", feat(Fact.BATTLE_WON, items=(RewardItem("gone"),))),
        ("quest_missing", quest(prerequisites=(Prerequisite("gone"),))),
        ("quest_missing", feat(Fact.QUEST_FINISHED, subject="gone")),
        ("quest_without_reward", quest(xp=0)),
        ("place_missing", quest(giver="gone")),
        ("place_missing", feat(Fact.LOCATION_VISITED, subject="gone")),
        ("monster_missing", quest("quest", Objective(Fact.MONSTER_DEFEATED, "gone"))),
        ("subject_missing", feat(Fact.DUNGEON_FINISHED, subject="gone")),
        ("no_rest_there", quest("quest", Objective(Fact.RESTED, "market"))),
        ("giver_out_of_reach", quest(giver="ruined_tower")),
        ("monster_out_of_reach", quest("quest", Objective(Fact.MONSTER_DEFEATED, "likho"))),
        ("place_out_of_reach", quest("quest", Objective(Fact.LOCATION_VISITED, "likho_den"))),
    ],
)
def test_what_is_wrong_is_found(code: str, spec: QuestSpec | AchievementSpec) -> None:
    assert code in codes(spec)


def test_quests_that_wait_for_each_other_are_found() -> None:
    one = quest("one", prerequisites=(Prerequisite("three"),))
    two = quest("two", prerequisites=(Prerequisite("one"),))
    three = quest("three", prerequisites=(Prerequisite("two"),))
    after = quest("after", prerequisites=(Prerequisite("three"),))
    found = {finding.key for finding in findings(one, two, three, after)}
    assert found == {"one", "two", "three"}


def test_what_comes_first_is_not_for_the_more_experienced() -> None:
    assert "prerequisite_comes_later" in codes(quest("one", min_level=5), quest(prerequisites=(Prerequisite("one"),)))
