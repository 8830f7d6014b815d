"""What a party knows of its dungeon: a sketch with everything in it that was seen, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from world.rules.dungeon_maker import Dungeon, Room
from world.rules.dungeon_run import RunState, is_known

UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Cell:
    """A room on the sketch. `look`: its kind, `unseen` where nobody was yet; `done`: nothing more to do there."""

    x: int
    y: int
    look: str
    done: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A corridor between the cells at (x1, y1) and (x2, y2), the first one further west or north."""

    x1: int
    y1: int
    x2: int
    y2: int
    shut: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """From the top left, at (0, 0). The size says nothing of what was not seen."""

    cells: tuple[Cell, ...]
    links: tuple[Link, ...]

    @property
    def here(self) -> Cell:
        return next(cell for cell in self.cells if cell.here)


def sketch_known(dungeon: Dungeon, state: RunState) -> Sketch:
    """Rooms the party was in, and beyond their known ways the next ones, unseen."""
    seen = set(state.visited)
    known = [
        (corridor, corridor.lock > 0 and corridor.lock not in state.opened)
        for place, corridor in enumerate(dungeon.corridors)
        if is_known(place, corridor, state) and (corridor.a in seen or corridor.b in seen)
    ]
    shown = sorted(seen | {end for corridor, _ in known for end in (corridor.a, corridor.b)})
    rooms = {number: dungeon.rooms[number] for number in shown}
    cells = [_cell(room, seen=room.id in seen, done=room.id in state.done) for room in rooms.values()]
    links = [_link(rooms[corridor.a], rooms[corridor.b], shut=shut) for corridor, shut in known]
    return _moved(cells, links, here=rooms[state.room])


def sketch_whole(dungeon: Dungeon) -> Sketch:
    """The whole dungeon, for whoever makes it: hidden ways as shut ones."""
    cells = [_cell(room, seen=True, done=False) for room in dungeon.rooms]
    links = [
        _link(dungeon.rooms[corridor.a], dungeon.rooms[corridor.b], shut=corridor.lock > 0 or corridor.secret)
        for corridor in dungeon.corridors
    ]
    return _moved(cells, links, here=dungeon.rooms[0])


def _cell(room: Room, *, seen: bool, done: bool) -> Cell:
    return Cell(room.x, room.y, room.kind.value if seen else UNSEEN, seen and done)


def _link(a: Room, b: Room, *, shut: bool) -> Link:
    first, second = sorted((a, b), key=lambda room: (room.x, room.y))
    return Link(first.x, first.y, second.x, second.y, shut)


def _moved(cells: list[Cell], links: list[Link], *, here: Room) -> Sketch:
    left, top = min(cell.x for cell in cells), min(cell.y for cell in cells)
    return Sketch(
        tuple(
            Cell(cell.x - left, cell.y - top, cell.look, cell.done, (cell.x, cell.y) == (here.x, here.y))
            for cell in cells
        ),
        tuple(Link(link.x1 - left, link.y1 - top, link.x2 - left, link.y2 - top, link.shut) for link in links),
    )
