"""The starter world on disk: what it names exists, places can be reached and left, nothing mints gold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest
import yaml

from combat.rules.catalogue import CombatRulesSpec
from common.rules.text import LANGUAGES, Text
from common.shapes import value_from
from players.rules.catalogue import (
    ClassSpec,
    ItemKind,
    ItemSpec,
    ProgressSpec,
    SkillSpec,
    Slot,
)
from players.rules.quests import AchievementSpec, QuestSpec
from world.rules.catalogue import (
    LocationSpec,
    LootTableSpec,
    MonsterSpec,
    RegionSpec,
    ShopSpec,
    WorldRulesSpec,
)
from world.rules.dungeon_themes import DungeonEventSpec, DungeonThemeSpec
from world.rules.events import WorldEventSpec
from world.rules.weather import DayPhaseSpec, WeatherSpec

BUNDLE = Path(__file__).resolve().parents[1] / "data" / "starter"
SECTIONS: dict[str, type[Any]] = {
    "skills": SkillSpec,
    "items": ItemSpec,
    "classes": ClassSpec,
    "progress": ProgressSpec,
    "quests": QuestSpec,
    "achievements": AchievementSpec,
    "regions": RegionSpec,
    "weathers": WeatherSpec,
    "day_phases": DayPhaseSpec,
    "world_events": WorldEventSpec,
    "locations": LocationSpec,
    "monsters": MonsterSpec,
    "loot_tables": LootTableSpec,
    "dungeon_themes": DungeonThemeSpec,
    "dungeon_events": DungeonEventSpec,
    "shops": ShopSpec,
    "world_rules": WorldRulesSpec,
    "combat_rules": CombatRulesSpec,
}
KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
KEY_LENGTH = 24  # keys travel in 64-byte callback data
NAME_LENGTH = 22
LOCATION_NAME_LENGTH = 16
DESCRIPTION_LENGTH = {
    "skills": 110,
    "items": 110,
    "locations": 220,
    "dungeon_themes": 220,
    "dungeon_events": 220,
    "regions": 220,
    "weathers": 120,
    "day_phases": 120,
    "classes": 220,
    "monsters": 110,
    "quests": 240,
    "achievements": 110,
}
FEEL_LENGTH = 60
MAX_EXITS = 5
T = TypeVar("T")


def disk(section: str) -> list[dict[str, Any]]:
    document = yaml.safe_load((BUNDLE / f"{section}.yaml").read_text(encoding="utf-8"))
    assert document["schema"] == 1
    rows: list[dict[str, Any]] = document["rows"]
    return rows


def load(section: str, spec: type[T]) -> dict[str, T]:
    rows: list[Any] = value_from(disk(section), list[spec])  # type: ignore[valid-type]
    return {row.key: row for row in rows}


@dataclass(frozen=True)
class World:
    skills: dict[str, SkillSpec]
    items: dict[str, ItemSpec]
    classes: dict[str, ClassSpec]
    progress: ProgressSpec
    regions: dict[str, RegionSpec]
    locations: dict[str, LocationSpec]
    monsters: dict[str, MonsterSpec]
    loot_tables: dict[str, LootTableSpec]
    shops: dict[str, ShopSpec]
    rules: WorldRulesSpec


@pytest.fixture(scope="module")
def world() -> World:
    return World(
        skills=load("skills", SkillSpec),
        items=load("items", ItemSpec),
        classes=load("classes", ClassSpec),
        progress=load("progress", ProgressSpec)["default"],
        regions=load("regions", RegionSpec),
        locations=load("locations", LocationSpec),
        monsters=load("monsters", MonsterSpec),
        loot_tables=load("loot_tables", LootTableSpec),
        shops=load("shops", ShopSpec),
        rules=load("world_rules", WorldRulesSpec)["default"],
    )


def texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def unread(on_disk: Any, read: Any, path: str = "") -> Iterator[str]:
    """Where the JSON says something that the dataclass did not take: a misspelt or a foreign field."""
    if isinstance(on_disk, dict):
        for name, value in on_disk.items():
            if name not in read:
                yield f"{path}.{name}"
            else:
                yield from unread(value, read[name], f"{path}.{name}")
    elif isinstance(on_disk, list):
        for number, (value, taken) in enumerate(zip(on_disk, read, strict=True)):
            yield from unread(value, taken, f"{path}[{number}]")


@pytest.mark.parametrize("section", SECTIONS)
def test_every_field_on_disk_is_a_field_of_the_dataclass(section: str) -> None:
    rows = disk(section)
    specs = load(section, SECTIONS[section])
    assert len(specs) == len(rows) > 0, "a key is given twice"
    assert list(unread(rows, msgspec.to_builtins(list(specs.values())))) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_keys_fit_callback_data(section: str) -> None:
    bad = [key for key in load(section, SECTIONS[section]) if not KEY.fullmatch(key) or len(key) > KEY_LENGTH]
    assert bad == []


@pytest.mark.parametrize("section", SECTIONS)
def test_every_text_is_written_in_both_languages(section: str) -> None:
    for key, spec in load(section, SECTIONS[section]).items():
        for text in texts(spec):
            for language in LANGUAGES:
                assert text.in_(language).strip(), f"{key}: empty {language}"
            assert re.search("[а-яё]", text.ru, re.IGNORECASE), f"{key}: {text.ru} is not Russian"
            assert not re.search("[а-яё]", text.en, re.IGNORECASE), f"{key}: {text.en} is not English"


@pytest.mark.parametrize("section", DESCRIPTION_LENGTH)
def test_texts_fit_their_screens(section: str) -> None:
    name_length = LOCATION_NAME_LENGTH if section == "locations" else NAME_LENGTH
    for key, spec in load(section, SECTIONS[section]).items():
        for language in LANGUAGES:
            assert len(spec.name.in_(language)) <= name_length, f"{key}: name {language}"
            assert len(spec.description.in_(language)) <= DESCRIPTION_LENGTH[section], f"{key}: description {language}"
            if section == "classes":
                assert len(spec.feel.in_(language)) <= FEEL_LENGTH, f"{key}: feel {language}"


def test_everything_named_exists(world: World) -> None:
    for place in world.locations.values():
        assert place.region in world.regions
        assert place.shop is None or place.shop in world.shops
        assert {exit_.to for exit_ in place.exits} <= world.locations.keys()
        assert {encounter.monster for encounter in place.encounters} <= world.monsters.keys()
    for monster in world.monsters.values():
        assert monster.loot_table in world.loot_tables
        assert {skill.skill for skill in monster.skills} <= world.skills.keys()
    for table in world.loot_tables.values():
        assert {entry.item for entry in table.entries} <= world.items.keys()
    for shop in world.shops.values():
        assert {offer.item for offer in shop.offers} <= world.items.keys()
    for class_ in world.classes.values():
        assert {skill.skill for skill in class_.skills} <= world.skills.keys()
    assert {start.item for start in world.progress.starting_items} <= world.items.keys()
    assert {world.rules.starting_location, world.rules.defeat_location} <= world.locations.keys()


def test_nothing_is_written_that_nobody_can_meet(world: World) -> None:
    met = {encounter.monster for place in world.locations.values() for encounter in place.encounters}
    met |= {event["monster"] for event in disk("world_events") if event["kind"] == "boss"}
    open_ = {place.shop for place in world.locations.values()}
    offered = {offer.item for shop in world.shops.values() for offer in shop.offers}
    dropped = {entry.item for table in world.loot_tables.values() for entry in table.entries}
    known = {skill.skill for class_ in world.classes.values() for skill in class_.skills}
    used = {skill.skill for monster in world.monsters.values() for skill in monster.skills}
    assert world.monsters.keys() == met
    assert world.shops.keys() <= open_
    made = {output["item"] for recipe in disk("recipes") for output in recipe["outputs"]}
    assert world.items.keys() == offered | dropped | made
    assert world.skills.keys() == known | used
    assert world.loot_tables.keys() == {monster.loot_table for monster in world.monsters.values()} | tables_elsewhere()


def tables_elsewhere() -> set[str]:
    """Loot tables of dungeons, of what may happen in them, and of places to gather."""
    themes, nodes = disk("dungeon_themes"), disk("gathering_nodes")
    choices = [choice for event in disk("dungeon_events") for choice in event["choices"]]
    named = [table for theme in themes for table in (theme["treasure_loot"], theme["boss_loot"])]
    named += [row[name] for row in nodes for name in ("loot", "loot_table") if row.get(name)]
    return {*named, *(choice["loot"] for choice in choices if choice.get("loot"))}


def opening_levels(world: World) -> dict[str, int]:
    """The lowest level at which each place can be reached from the start."""
    levels = {world.rules.starting_location: 1}
    queue = [world.rules.starting_location]
    while queue:
        here = queue.pop()
        for exit_ in world.locations[here].exits:
            level = max(levels[here], exit_.min_level)
            if level < levels.get(exit_.to, level + 1):
                levels[exit_.to] = level
                queue.append(exit_.to)
    return levels


def test_every_place_can_be_reached_below_the_last_level(world: World) -> None:
    levels = opening_levels(world)
    assert levels.keys() == world.locations.keys()
    assert max(levels.values()) < world.progress.max_level


def test_every_exit_has_a_way_back_that_is_never_locked(world: World) -> None:
    levels = opening_levels(world)
    for place in world.locations.values():
        assert 1 <= len(place.exits) <= MAX_EXITS, place.key
        assert len({exit_.to for exit_ in place.exits}) == len(place.exits), place.key
        for exit_ in place.exits:
            back = [other for other in world.locations[exit_.to].exits if other.to == place.key]
            assert len(back) == 1, f"{exit_.to} has no way back to {place.key}"
            if levels[place.key] <= levels[exit_.to]:
                assert back[0].min_level <= max(exit_.min_level, levels[exit_.to])


def test_a_place_has_fights_exactly_when_it_is_not_safe(world: World) -> None:
    for place in world.locations.values():
        assert bool(place.encounters) is not place.safe, place.key
        assert place.safe or not place.has_rest, place.key
    assert world.locations[world.rules.defeat_location].has_rest


def test_monsters_are_at_most_two_levels_above_what_opens_their_place(world: World) -> None:
    levels = opening_levels(world)
    for place in world.locations.values():
        for encounter in place.encounters:
            assert world.monsters[encounter.monster].level <= levels[place.key] + 2, place.key


def test_the_first_fight_is_one_step_from_the_start_and_first_level(world: World) -> None:
    first = world.locations[world.locations[world.rules.starting_location].exits[0].to]
    assert {world.monsters[encounter.monster].level for encounter in first.encounters} == {1}


def test_no_price_loop_mints_gold(world: World) -> None:
    best = max(Fraction(shop.buys_at_percent, 100) for shop in world.shops.values())
    assert Fraction(40, 100) <= best <= Fraction(50, 100)
    for shop in world.shops.values():
        for offer in shop.offers:
            item = world.items[offer.item]
            assert item.price > 0, f"{item.key} is never sold"
            assert (offer.price or item.price) >= item.price * best, item.key


def test_items_have_the_fields_of_their_kind(world: World) -> None:
    for item in world.items.values():
        assert (item.slot is not None) is (item.kind is ItemKind.EQUIPMENT), item.key
        assert bool(item.heals or item.energizes) is (item.kind is ItemKind.POTION), item.key
        assert bool(item.attack) is (item.slot is Slot.WEAPON), item.key
        assert not item.armor or item.slot in {Slot.ARMOR, Slot.HEAD, Slot.HANDS, Slot.FEET}, item.key
        assert item.armor or item.slot is not Slot.ARMOR, item.key


def test_skills_say_what_they_cost_and_what_is_passive(world: World) -> None:
    for skill in world.skills.values():
        assert 0 <= skill.energy_cost <= world.progress.energy_max, skill.key
        assert bool(skill.effects) is not skill.passive, skill.key
        assert not skill.passive or skill.energy_cost == skill.cooldown == 0, skill.key


def test_a_class_starts_with_two_skills_and_is_given_three_more_by_level_eight(world: World) -> None:
    """The others of its fifteen are learned for points, a third of the tree in each of three branches."""
    assert len(world.classes) == 3
    for class_ in world.classes.values():
        levels = [node.level for node in class_.skills]
        given = [node.level for node in class_.skills if not node.points]
        assert levels == sorted(levels)
        assert given.count(1) == 2
        assert (len(given), len(levels)) == (5, 15)
        assert given[-1] <= 8
        assert Counter(node.branch for node in class_.skills) == {branch.branch: 5 for branch in class_.branches}
        assert class_.main_stat in {"strength", "agility", "intellect"}


def test_monsters_of_every_level_below_the_last_are_met_and_bosses_are_few(world: World) -> None:
    normal = [monster for monster in world.monsters.values() if not monster.boss]
    assert {monster.level for monster in normal} == set(range(1, world.progress.max_level))
    assert 5 <= len(world.monsters) - len(normal) <= len(normal) / 5
    for monster in world.monsters.values():
        assert monster.skills, monster.key
        assert 0 < monster.gold_min <= monster.gold_max, monster.key


def test_early_levels_come_quickly(world: World) -> None:
    """Level 2 after 2 or 3 fights, level 5 within 25 to 30, each against monsters of one's own level."""
    progress = world.progress

    def fights(level: int) -> float:
        xp = [monster.xp for monster in world.monsters.values() if monster.level == level and not monster.boss]
        return int(progress.xp_base * level ** (progress.xp_power / 100)) * len(xp) / sum(xp)

    assert 2 <= fights(1) <= 3
    assert 25 <= sum(fights(level) for level in range(1, 5)) <= 30
    assert progress.max_level == 20
