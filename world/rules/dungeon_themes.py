"""What a release says of dungeons: themes, which rooms are made of, and the events one may come upon.

Frozen values, compiled from the draft rows of the same shape (`world/models/dungeon_themes.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from common.rules.text import Text


class RoomKind(StrEnum):
    ENTRANCE = "entrance"
    BOSS = "boss"
    MONSTER = "monster"  # stands in the way until it is beaten
    TREASURE = "treasure"
    TRAP = "trap"
    REST = "rest"
    EVENT = "event"


# What a theme may fill its rooms with; the entrance and the boss's room are always there, once each.
COMMON_KINDS = (RoomKind.MONSTER, RoomKind.TREASURE, RoomKind.TRAP, RoomKind.REST, RoomKind.EVENT)


@dataclass(frozen=True, slots=True)
class RoomWeight:
    """A room is of `kind` in proportion to `weight` among the theme's kinds."""

    kind: RoomKind
    weight: int = 1


@dataclass(frozen=True, slots=True)
class DungeonMonster:
    """A monster that may stand in a room, in proportion to `weight`."""

    monster: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class DungeonHappening:
    """An event (key) that may wait in a room, in proportion to `weight`."""

    event: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class EventChoice:
    """One thing to do about an event. In `chance` percent of 100 it goes well, else badly: each side has its words
    and its consequences. `heal` and `damage` are percent of full HP; `gold` is whole coins; `loot` a loot table."""

    label: Text
    good_text: Text
    bad_text: Text
    chance: int = 100
    gold: int = 0
    heal: int = 0
    loot: str | None = None
    damage: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class DungeonEventSpec:
    """Something met in a room that waits for a decision."""

    key: str
    name: Text
    description: Text
    icon: str
    choices: tuple[EventChoice, ...]


@dataclass(frozen=True, slots=True)
class DungeonThemeSpec:
    """A kind of dungeon, entered at `location` from `min_level` on.

    `rooms_min` … `rooms_max` rooms in all; the boss is `depth_min` … `depth_max` steps from the entrance and no room
    is further. `locks`: locked doors, the boss's first; `secrets`: hidden rooms, besides which nothing is needed.
    `torch`: steps it burns. `trap_damage`: percent of full HP. `gold_min` … `gold_max`: coins in a treasure.
    """

    key: str
    name: Text
    description: Text
    icon: str
    min_level: int
    location: str
    rooms_min: int
    rooms_max: int
    depth_min: int
    depth_max: int
    boss: str
    treasure_loot: str
    boss_loot: str
    rooms: tuple[RoomWeight, ...]
    monsters: tuple[DungeonMonster, ...]
    events: tuple[DungeonHappening, ...] = ()
    locks: int = 1
    secrets: int = 1
    torch: int = 40
    trap_damage: int = 10
    gold_min: int = 0
    gold_max: int = 0
    reward_xp: int = 0
    reward_gold: int = 0


def inhabitants(theme: DungeonThemeSpec) -> set[str]:
    """Every monster that may be met in dungeons of a theme."""
    return {theme.boss, *(each.monster for each in theme.monsters)}
