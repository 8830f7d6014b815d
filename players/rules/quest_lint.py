"""What can be wrong with quests and achievements, as far as characters and things go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, warning
from players.rules.catalogue import ItemKind, ItemSpec, ProgressSpec
from players.rules.quests import (
    ONCE_IN_A_LIFE,
    SUBJECTS,
    AchievementSpec,
    Fact,
    Objective,
    QuestSpec,
    Repeat,
    RewardItem,
)

HIGHEST_RESET_HOUR = 23


def quests_can_be_done(catalogue: Catalogue) -> Iterator[Finding]:
    """Each quest asks for something that can be done, as often as it may be accepted, at a level that exists."""
    progress = catalogue.find(ProgressSpec, "default")
    for key, spec in catalogue.all(QuestSpec).items():
        if not spec.objectives:
            yield error("quests", key, "quest_without_objectives")
        if progress is not None and spec.min_level > progress.max_level:
            yield error("quests", key, "quest_level_unreachable", level=spec.min_level)
        for step in spec.objectives:
            yield from _counted(catalogue, "quests", key, step)
            yield from _objective(catalogue, spec, step)


def _objective(catalogue: Catalogue, spec: QuestSpec, step: Objective) -> Iterator[Finding]:
    if step.fact in ONCE_IN_A_LIFE and spec.repeat is not Repeat.ONCE:
        yield error("quests", spec.key, "never_again")
    if step.fact is Fact.QUEST_FINISHED and step.subject == spec.key:
        yield error("quests", spec.key, "quest_waits_for_itself")
    item = catalogue.find(ItemSpec, step.subject) if step.fact is Fact.ITEM_BROUGHT else None
    if step.fact is Fact.ITEM_BROUGHT and step.subject is None:
        yield error("quests", spec.key, "nothing_to_bring")
    if item is not None and item.kind is ItemKind.EQUIPMENT:
        yield error("quests", spec.key, "brought_equipment", item=item.key)


def _counted(catalogue: Catalogue, section: str, key: str, step: Objective | AchievementSpec) -> Iterator[Finding]:
    """What is counted has a subject only where it can have one, and one that exists."""
    progress = catalogue.find(ProgressSpec, "default")
    if step.amount < 1:
        yield error(section, key, "must_be_positive", field="amount")
    if step.subject is not None and step.fact not in SUBJECTS:
        yield error(section, key, "subject_unused", subject=step.subject)
    if step.fact is Fact.LEVEL_REACHED and progress is not None and step.amount > progress.max_level:
        yield error(section, key, "quest_level_unreachable", level=step.amount)
    subjects = SUBJECTS.get(step.fact)
    if subjects == "items" and step.subject is not None and step.subject not in catalogue.all(ItemSpec):
        yield error(section, key, "item_missing", item=step.subject)
    if subjects == "quests" and step.subject is not None and step.subject not in catalogue.all(QuestSpec):
        yield error(section, key, "quest_missing", quest=step.subject)


def prerequisites_lead_somewhere(catalogue: Catalogue) -> Iterator[Finding]:
    """The quests to be finished first exist, and do not wait for each other."""
    quests = catalogue.all(QuestSpec)
    for key, spec in quests.items():
        for first in spec.prerequisites:
            if first.quest not in quests:
                yield error("quests", key, "quest_missing", quest=first.quest)
            elif quests[first.quest].min_level > spec.min_level:
                yield warning("quests", key, "prerequisite_comes_later", quest=first.quest)
        if key in _before(quests, key):
            yield error("quests", key, "prerequisites_in_a_circle")


def _before(quests: Mapping[str, QuestSpec], key: str) -> set[str]:
    """Every quest that has to be finished before this one, directly or not."""
    found: set[str] = set()
    frontier = [key]
    while frontier:
        spec = quests.get(frontier.pop())
        new = {first.quest for first in spec.prerequisites} - found if spec is not None else set()
        found |= new
        frontier += new
    return found


def rewards_exist(catalogue: Catalogue) -> Iterator[Finding]:
    """What is given exists; a quest gives something."""
    for key, spec in catalogue.all(QuestSpec).items():
        if not (spec.xp or spec.gold or spec.items):
            yield warning("quests", key, "quest_without_reward")
        yield from _items(catalogue, "quests", key, spec.items)
    for key, feat in catalogue.all(AchievementSpec).items():
        yield from _items(catalogue, "achievements", key, feat.items)


def _items(catalogue: Catalogue, section: str, key: str, items: tuple[RewardItem, ...]) -> Iterator[Finding]:
    for reward in items:
        if reward.item not in catalogue.all(ItemSpec):
            yield error(section, key, "item_missing", item=reward.item)


def achievements_can_be_unlocked(catalogue: Catalogue) -> Iterator[Finding]:
    """Each counts what can be counted."""
    for key, spec in catalogue.all(AchievementSpec).items():
        yield from _counted(catalogue, "achievements", key, spec)
        if spec.fact is Fact.ITEM_BROUGHT:
            yield error("achievements", key, "brought_without_quest")


def day_begins_at_an_hour(catalogue: Catalogue) -> Iterator[Finding]:
    progress = catalogue.find(ProgressSpec, "default")
    if progress is not None and not 0 <= progress.quest_reset_hour <= HIGHEST_RESET_HOUR:
        yield error("progress", "default", "no_such_hour", hour=progress.quest_reset_hour)


QUEST_RULES = (
    quests_can_be_done,
    prerequisites_lead_somewhere,
    rewards_exist,
    achievements_can_be_unlocked,
    day_begins_at_an_hour,
)
