"""The map of the world as a drawing: plain numbers for an SVG."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _

from common.admin.html import change_url
from content.admin.names import language
from content.draft import DraftState
from world.models import Location
from world.rules.catalogue import LocationSpec, WorldRulesSpec
from world.rules.geography import levels_to_reach

# Nine columns beside the sidebar of a 1280 px screen: letters are still 10 px high there.
CELL_X, CELL_Y = 132, 104
BOX_X, BOX_Y = 104, 60
DOORSTEP = 14
MARGIN = 12
NAME_LINE = 11  # characters; a name has two lines


@dataclass(frozen=True, slots=True)
class Place:
    key: str
    x: int
    y: int
    icon: str
    lines: tuple[str, ...]
    full_name: str
    look: str  # safe, danger, unreachable
    note: str
    url: str
    is_start: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """A level that one direction of a way asks for, written near where that direction begins."""

    x: int
    y: int
    level: int


@dataclass(frozen=True, slots=True)
class Way:
    """A line between two places, bent at (`xm`, `ym`). `one_way`: only from 1 to 2."""

    x1: int
    y1: int
    xm: int
    ym: int
    x2: int
    y2: int
    gates: tuple[Gate, ...]
    one_way: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    places: tuple[Place, ...]
    ways: tuple[Way, ...]
    unreachable: tuple[Place, ...]
    crowded: tuple[Place, ...]  # several in one cell


def map_of(state: DraftState) -> Drawing:
    """The draft's places on their grid."""
    locations = state.draft.all(LocationSpec)
    if not locations:
        return Drawing(2 * MARGIN, 2 * MARGIN, (), (), (), ())
    left = min(location.map_x for location in locations.values())
    top = min(location.map_y for location in locations.values())
    cells = Counter((location.map_x, location.map_y) for location in locations.values())
    places = _places(state, left, top, cells)
    return Drawing(
        width=max(place.x for place in places.values()) + BOX_X + MARGIN,
        height=max(place.y for place in places.values()) + BOX_Y + MARGIN,
        places=tuple(places.values()),
        ways=_ways(locations, places),
        unreachable=tuple(place for place in places.values() if place.look == "unreachable"),
        crowded=tuple(places[key] for key, location in locations.items() if cells[location.map_x, location.map_y] > 1),
    )


def _places(state: DraftState, left: int, top: int, cells: Counter[tuple[int, int]]) -> dict[str, Place]:
    locations = state.draft.all(LocationSpec)
    rules = state.draft.find(WorldRulesSpec, "default")
    start = rules.starting_location if rules else ""
    levels = levels_to_reach(locations, start)
    changed = {change.key for change in state.changes if change.section == "locations"}
    stacked: Counter[tuple[int, int]] = Counter()
    places = {}
    for key, location in locations.items():
        cell = (location.map_x, location.map_y)
        shift = 14 * stacked[cell]  # places in one cell lie like cards, none hides another
        stacked[cell] += 1
        places[key] = _place(
            location,
            x=MARGIN + (location.map_x - left) * CELL_X + shift,
            y=MARGIN + (location.map_y - top) * CELL_Y + shift,
            level=levels.get(key),
            is_start=key == start,
            changed=key in changed,
        )
    return places


def _place(location: LocationSpec, *, level: int | None, **where: Any) -> Place:
    name = location.name.in_(language()) or location.key
    look = "unreachable" if level is None else "safe" if location.safe else "danger"
    return Place(
        key=location.key,
        icon=location.icon,
        lines=tuple(wrap(name, NAME_LINE, max_lines=2, placeholder="…")),
        full_name=name,
        look=look,
        note=_("cannot be reached") if level is None else _("level %(level)s+") % {"level": level} if level > 1 else "",
        url=change_url(Location, location.key),
        **where,
    )


def _ways(locations: Mapping[str, LocationSpec], places: dict[str, Place]) -> tuple[Way, ...]:
    """One line for each pair of places, whichever way one may walk it."""
    levels = {
        (key, way.to): way.min_level
        for key, location in locations.items()
        for way in location.exits
        if way.to in places
    }
    return tuple(
        _way(places, here, there, levels) for here, there in levels if here < there or (there, here) not in levels
    )


def _way(places: dict[str, Place], here: str, there: str, levels: dict[tuple[str, str], int]) -> Way:
    (x1, y1), (x2, y2) = _centre(places[here]), _centre(places[there])
    others = [_centre(place) for key, place in places.items() if key not in (here, there)]
    xm, ym = _bend(x1, y1, x2, y2, others)
    gates = []
    if levels[here, there] > 1:
        gates.append(Gate(*_doorstep(x1, y1, xm, ym), levels[here, there]))
    if levels.get((there, here), 1) > 1:
        gates.append(Gate(*_doorstep(x2, y2, xm, ym), levels[there, here]))
    return Way(x1, y1, xm, ym, x2, y2, tuple(gates), one_way=(there, here) not in levels)


def _doorstep(x: int, y: int, towards_x: int, towards_y: int) -> tuple[int, int]:
    """Where a way leaves the box of the place at (x, y), and a little further."""
    across, down = towards_x - x, towards_y - y
    length = math.hypot(across, down) or 1
    to_side = BOX_X / 2 * length / abs(across) if across else math.inf
    to_edge = BOX_Y / 2 * length / abs(down) if down else math.inf
    distance = min(to_side, to_edge) + DOORSTEP
    return round(x + across * distance / length), round(y + down * distance / length)


def _bend(x1: int, y1: int, x2: int, y2: int, others: list[tuple[int, int]]) -> tuple[int, int]:
    """The middle of a line; to its side when another place stands on the line."""
    xm, ym = (x1 + x2) // 2, (y1 + y2) // 2
    length = math.hypot(x2 - x1, y2 - y1) or 1
    for x, y in others:
        along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length
        across = ((x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)) / length
        if 0 < along < length and abs(across) < BOX_Y:
            side = 1 if across > 0 else -1  # away from what stands there
            bend = side * _berth(x2 - x1, y2 - y1, length)
            return round(xm - bend * (y2 - y1) / length), round(ym + bend * (x2 - x1) / length)
    return xm, ym


def _berth(across: int, down: int, length: float) -> float:
    """How far a way in that direction curves around a place: past the corner of its box, not into the next cell."""
    return 10 + 1.2 * (BOX_X / 2 * abs(down) + BOX_Y / 2 * abs(across)) / length


def _centre(place: Place) -> tuple[int, int]:
    return place.x + BOX_X // 2, place.y + BOX_Y // 2
