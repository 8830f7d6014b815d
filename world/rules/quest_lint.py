"""What can be wrong with quests and achievements, as far as places and monsters go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, warning
from players.rules.quests import SUBJECTS, AchievementSpec, Fact, Objective, QuestSpec
from world.rules.catalogue import LocationSpec, MonsterSpec, WorldRulesSpec
from world.rules.crafts import ActivitySpec, GatheringNodeSpec, ProfessionSpec
from world.rules.dungeon_themes import DungeonThemeSpec
from world.rules.geography import levels_to_reach

_OTHERS: dict[str, type[Any]] = {
    "dungeon_themes": DungeonThemeSpec,
    "gathering_nodes": GatheringNodeSpec,
    "activities": ActivitySpec,
    "professions": ProfessionSpec,
}


def quests_name_places_and_monsters(catalogue: Catalogue) -> Iterator[Finding]:
    """Givers, places and monsters that quests and achievements name exist; one can rest where that is asked for."""
    locations = catalogue.all(LocationSpec)
    for key, spec in catalogue.all(QuestSpec).items():
        if spec.giver is not None and spec.giver not in locations:
            yield error("quests", key, "place_missing", location=spec.giver)
        for step in spec.objectives:
            yield from _subject(catalogue, "quests", key, step)
    for key, feat in catalogue.all(AchievementSpec).items():
        yield from _subject(catalogue, "achievements", key, feat)


def _subject(catalogue: Catalogue, section: str, key: str, step: Objective | AchievementSpec) -> Iterator[Finding]:
    if step.subject is None:
        return
    subjects = SUBJECTS.get(step.fact)
    if subjects == "monsters" and step.subject not in catalogue.all(MonsterSpec):
        yield error(section, key, "monster_missing", monster=step.subject)
    if subjects == "locations":
        place = catalogue.find(LocationSpec, step.subject)
        if place is None:
            yield error(section, key, "place_missing", location=step.subject)
        elif step.fact is Fact.RESTED and not place.has_rest:
            yield error(section, key, "no_rest_there", location=step.subject)
    if subjects in _OTHERS and step.subject not in catalogue.all(_OTHERS[subjects]):
        yield error(section, key, "subject_missing", subject=step.subject)


def quests_are_within_reach(catalogue: Catalogue) -> Iterator[Finding]:
    """Whoever may accept a quest can get to its giver; and a warning where what it asks for opens only later."""
    rules = catalogue.find(WorldRulesSpec, "default")
    locations = catalogue.all(LocationSpec)
    if rules is None or rules.starting_location not in locations:
        return
    levels = levels_to_reach(locations, rules.starting_location)
    lowest: dict[str, int] = {}
    for place, level in levels.items():
        for encounter in locations[place].encounters:
            lowest[encounter.monster] = min(level, lowest.get(encounter.monster, level))
    for spec in catalogue.all(QuestSpec).values():
        yield from _within_reach(spec, levels, lowest)


def _within_reach(spec: QuestSpec, levels: dict[str, int], lowest: dict[str, int]) -> Iterator[Finding]:
    """`levels`: at which each place opens; `lowest`: at which each monster is met first."""
    if spec.giver is not None and levels.get(spec.giver, 0) > spec.min_level:
        yield warning("quests", spec.key, "giver_out_of_reach", location=spec.giver, level=levels[spec.giver])
    for step in spec.objectives:
        subject = step.subject or ""
        if step.fact is Fact.MONSTER_DEFEATED and lowest.get(subject, 0) > spec.min_level:
            yield warning("quests", spec.key, "monster_out_of_reach", monster=subject, level=lowest[subject])
        if SUBJECTS.get(step.fact) == "locations" and levels.get(subject, 0) > spec.min_level:
            yield warning("quests", spec.key, "place_out_of_reach", location=subject, level=levels[subject])


QUEST_RULES = (quests_name_places_and_monsters, quests_are_within_reach)
