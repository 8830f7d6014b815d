"""A dungeon as a drawing for the admin: plain numbers for an SVG, with everything in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.admin.names import language
from content.rules.catalogue import Catalogue
from world.rules.catalogue import MonsterSpec
from world.rules.dungeon_maker import Corridor, Dungeon, Room
from world.rules.dungeon_themes import DungeonEventSpec, RoomKind

CELL, BOX, MARGIN = 64, 44, 14
ICONS = {
    RoomKind.ENTRANCE: "🚪",
    RoomKind.BOSS: "👑",
    RoomKind.MONSTER: "⚔️",
    RoomKind.TREASURE: "💰",
    RoomKind.TRAP: "🪤",
    RoomKind.REST: "🏕",
    RoomKind.EVENT: "❔",
}
KINDS: dict[str, str | Promise] = {
    RoomKind.ENTRANCE: _("entrance"),
    RoomKind.BOSS: _("boss"),
    RoomKind.MONSTER: _("monster"),
    RoomKind.TREASURE: _("treasure"),
    RoomKind.TRAP: _("trap"),
    RoomKind.REST: _("rest place"),
    RoomKind.EVENT: _("event"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A room. `look`: its kind, which colours it; `seen` and `here`: of a run."""

    x: int
    y: int
    look: str
    icon: str
    title: str
    key: int
    seen: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A corridor from middle to middle; (`xm`, `ym`) is where its lock is written."""

    x1: int
    y1: int
    x2: int
    y2: int
    xm: int
    ym: int
    lock: int
    secret: bool


@dataclass(frozen=True, slots=True)
class Plan:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def plan_of(dungeon: Dungeon, catalogue: Catalogue, *, seen: Iterable[int] | None = None, here: int = -1) -> Plan:
    """`seen`: the rooms that a run has seen; None where there is no run."""
    left, top = min(room.x for room in dungeon.rooms), min(room.y for room in dungeon.rooms)
    visited = None if seen is None else set(seen)
    places = {
        room.id: (MARGIN + (room.x - left) * CELL + BOX // 2, MARGIN + (room.y - top) * CELL + BOX // 2)
        for room in dungeon.rooms
    }
    boxes = tuple(
        Box(
            x=places[room.id][0] - BOX // 2,
            y=places[room.id][1] - BOX // 2,
            look=room.kind.value,
            icon=_icon(room, catalogue),
            title=_title(room, catalogue),
            key=room.key,
            seen=visited is None or room.id in visited,
            here=room.id == here,
        )
        for room in dungeon.rooms
    )
    return Plan(
        width=max(x for x, _ in places.values()) + BOX // 2 + MARGIN,
        height=max(y for _, y in places.values()) + BOX // 2 + MARGIN,
        boxes=boxes,
        lines=tuple(_line(corridor, places) for corridor in dungeon.corridors),
    )


def _line(corridor: Corridor, places: dict[int, tuple[int, int]]) -> Line:
    (x1, y1), (x2, y2) = places[corridor.a], places[corridor.b]
    return Line(x1, y1, x2, y2, (x1 + x2) // 2, (y1 + y2) // 2, corridor.lock, corridor.secret)


def _icon(room: Room, catalogue: Catalogue) -> str:
    named = catalogue.find(MonsterSpec, room.monster or None) or catalogue.find(DungeonEventSpec, room.event or None)
    return named.icon if named is not None and room.kind is not RoomKind.BOSS else ICONS[room.kind]


def _title(room: Room, catalogue: Catalogue) -> str:
    named = catalogue.find(MonsterSpec, room.monster or None) or catalogue.find(DungeonEventSpec, room.event or None)
    kind = str(KINDS[room.kind])
    return f"{kind}: {named.name.in_(language())}" if named is not None else kind


def rooms_counted(dungeon: Dungeon) -> list[tuple[str, str | Promise, int]]:
    """(icon, kind, how many), in the order of the kinds."""
    counted = Counter(room.kind for room in dungeon.rooms)
    return [(ICONS[kind], KINDS[kind], counted[kind]) for kind in RoomKind if counted[kind]]
