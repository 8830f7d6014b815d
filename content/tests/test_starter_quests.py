"""The quests of the starter world: a new player is led from the gate to Koschei, and achievements do not repeat."""

from __future__ import annotations

from collections import Counter

from gameproject.testing import starter_catalogue
from players.rules.catalogue import ItemKind, ItemSpec, ProgressSpec
from players.rules.character import xp_for_level
from players.rules.quests import AchievementSpec, Fact, QuestSpec, Repeat
from world.rules.catalogue import LocationSpec, LootTableSpec, MonsterSpec, WorldRulesSpec

WORLD = starter_catalogue()
QUESTS = WORLD.all(QuestSpec)
ACHIEVEMENTS = WORLD.all(AchievementSpec)
MOST_OBJECTIVES = 4  # what the card of a quest tells
LONGEST_THANKS = 160


def test_there_is_enough_to_do() -> None:
    often = Counter(spec.repeat for spec in QUESTS.values())
    assert often[Repeat.ONCE] >= 30
    assert often[Repeat.DAILY] >= 3
    assert often[Repeat.WEEKLY] >= 3
    assert len(ACHIEVEMENTS) >= 40
    assert 3 <= sum(spec.hidden for spec in ACHIEVEMENTS.values()) <= 10


def test_a_newcomer_is_given_quests_at_the_start_and_in_every_part_of_town() -> None:
    start = WORLD.one(WorldRulesSpec).starting_location
    first = {spec.giver for spec in QUESTS.values() if spec.min_level == 1 and not spec.prerequisites}
    assert {start, "town_square", "tavern", "market", "quay", "smithy"} <= first


def test_every_region_gives_quests() -> None:
    places = WORLD.all(LocationSpec)
    givers = {places[spec.giver].region for spec in QUESTS.values() if spec.giver is not None}
    assert givers == {place.region for place in places.values()}


def test_a_card_has_room_for_every_quest() -> None:
    for key, spec in QUESTS.items():
        assert 1 <= len(spec.objectives) <= MOST_OBJECTIVES, key
        assert max(len(spec.thanks.ru), len(spec.thanks.en)) <= LONGEST_THANKS, key


def test_what_is_to_be_brought_drops_where_its_giver_sends() -> None:
    dropped = {entry.item for table in WORLD.all(LootTableSpec).values() for entry in table.entries}
    for key, spec in QUESTS.items():
        for step in spec.objectives:
            if step.fact is Fact.ITEM_BROUGHT:
                assert step.subject in dropped, key
                assert WORLD.get(ItemSpec, step.subject or "").kind is ItemKind.MATERIAL, key


def test_no_quest_is_worth_most_of_a_level_and_none_is_for_nothing() -> None:
    progress = WORLD.one(ProgressSpec)
    for key, spec in QUESTS.items():
        if spec.min_level > 1:
            assert 0 < spec.xp <= xp_for_level(progress, spec.min_level) * 0.7, key


def test_a_boss_is_worth_a_quest_and_an_achievement() -> None:
    hunted = {step.subject for spec in QUESTS.values() for step in spec.objectives}
    praised = {spec.subject for spec in ACHIEVEMENTS.values()}
    met = {encounter.monster for place in WORLD.all(LocationSpec).values() for encounter in place.encounters}
    bosses = {key for key, spec in WORLD.all(MonsterSpec).items() if spec.boss and key in met}
    assert bosses <= hunted & praised


def test_achievements_do_not_repeat_each_other_and_can_be_had() -> None:
    counted = Counter((spec.fact, spec.subject, spec.amount) for spec in ACHIEVEMENTS.values())
    assert max(counted.values()) == 1
    met = {encounter.monster for place in WORLD.all(LocationSpec).values() for encounter in place.encounters}
    for key, spec in ACHIEVEMENTS.items():
        assert spec.points > 0, key
        if spec.fact is Fact.LOCATIONS_KNOWN:
            assert spec.amount < len(WORLD.all(LocationSpec)), key
        if spec.fact is Fact.MONSTERS_KNOWN:
            assert spec.amount <= len(met), key
        if spec.fact is Fact.ITEMS_KNOWN:
            assert spec.amount < len(WORLD.all(ItemSpec)) * 2 / 3, key
