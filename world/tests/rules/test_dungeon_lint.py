"""A theme that players could not enter is not published, and the refusal says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.tests.worlds import changed, found, with_row, without
from gameproject.testing import starter_catalogue
from world.rules.dungeon_themes import DungeonEventSpec, DungeonThemeSpec, RoomKind, RoomWeight

THEME = "mill_cellar"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"depth_min": 9}, "dungeon_bounds_crossed"),
        ({"secrets": 8}, "dungeon_too_few_rooms"),
        ({"depth_min": 1, "depth_max": 1, "locks": 0}, "dungeon_too_crowded"),
        ({"locks": 6, "rooms_min": 6, "rooms_max": 6, "secrets": 0}, "dungeon_locks_without_room"),
        ({"rooms": ()}, "dungeon_without_rooms"),
        ({"monsters": ()}, "dungeon_without_monsters"),
        ({"events": ()}, "dungeon_without_events"),
        ({"boss": "nobody"}, "monster_missing"),
        ({"boss_loot": "nothing"}, "loot_table_missing"),
        ({"location": "nowhere"}, "place_missing"),
        ({"min_level": 99}, "dungeon_level_unreachable"),
        ({"boss": "reed_rat"}, "dungeon_boss_outdone"),
        ({"rooms": (RoomWeight(RoomKind.TREASURE),), "rooms_max": 30}, "dungeon_without_rest"),
    ],
)
def test_what_is_wrong_with_a_theme_is_found(changes: dict[str, object], code: str) -> None:
    assert (code, "dungeon_themes", THEME) in found(changed(DungeonThemeSpec, THEME, **changes))


def test_what_is_wrong_with_an_event_is_found() -> None:
    event = starter_catalogue().get(DungeonEventSpec, "whispering_well")
    nowhere = found(with_row(DungeonEventSpec, "lonely", replace(event, key="lonely")))
    assert ("dungeon_event_unused", "dungeon_events", "lonely") in nowhere
    empty = found(changed(DungeonEventSpec, "whispering_well", choices=()))
    assert ("dungeon_event_choices", "dungeon_events", "whispering_well") in empty
    greedy = replace(event.choices[0], loot="nothing")
    lost = found(changed(DungeonEventSpec, "whispering_well", choices=(greedy,)))
    assert ("loot_table_missing", "dungeon_events", "whispering_well") in lost
    gone = found(without(DungeonEventSpec, "whispering_well"))
    assert ("dungeon_event_missing", "dungeon_themes", THEME) in gone


def test_the_starter_dungeons_are_clean() -> None:
    of_dungeons = {finding for finding in found(starter_catalogue()) if finding[1].startswith("dungeon_")}
    assert of_dungeons == set()
