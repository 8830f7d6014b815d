"""Dungeons made of a theme and a seed: the same two always make the same dungeon.

A walk on a grid leads from the entrance to the boss; side rooms grow from it as a tree, doors are locked, keys are
laid where one gets without them, hidden rooms are added, and a few corridors close circles that change no distance.
"""

from __future__ import annotations

from dataclasses import dataclass

from common.rules.rng import Rng
from world.rules.dungeon_themes import COMMON_KINDS, DungeonThemeSpec, RoomKind

_TRIES = 20
_CIRCLE_PERCENT = 25
_STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))
_ENTRANCE = 0

Cell = tuple[int, int]


class CannotMake(ValueError):
    """The theme allows no such dungeon. `reason`: a lint code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Room:
    """A room on the grid (y grows southwards), `depth` steps from the entrance. `key`: the number of the lock whose
    key lies here, 0 for none; `monster` and `event` name what waits, where the kind says so."""

    id: int
    kind: RoomKind
    x: int
    y: int
    depth: int
    monster: str = ""
    event: str = ""
    key: int = 0


@dataclass(frozen=True, slots=True)
class Corridor:
    """A way between two rooms side by side. `lock`: the number of its lock, 0 for none; `secret`: to be found first."""

    a: int
    b: int
    lock: int = 0
    secret: bool = False

    def other(self, room: int) -> int | None:
        """The room at the other end; None when this corridor is not at `room`."""
        return self.b if room == self.a else self.a if room == self.b else None


@dataclass(frozen=True, slots=True)
class Dungeon:
    """Rooms by their ids, the entrance first. One boss, at the greatest depth."""

    rooms: tuple[Room, ...]
    corridors: tuple[Corridor, ...]

    @property
    def boss(self) -> Room:
        return next(room for room in self.rooms if room.kind is RoomKind.BOSS)


def dungeon_make(theme: DungeonThemeSpec, seed: int) -> Dungeon:
    """The theme's dungeon of this seed. Raises CannotMake."""
    rng = Rng(seed)
    _check(theme)
    for attempt in range(_TRIES):
        try:
            return _Plan(theme, rng).dungeon()
        except CannotMake:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _check(theme: DungeonThemeSpec) -> None:
    """What no seed can mend."""
    if not 1 <= theme.depth_min <= theme.depth_max or not theme.rooms_min <= theme.rooms_max:
        raise CannotMake("dungeon_bounds_crossed")
    if theme.rooms_min < theme.depth_min + 1 + theme.secrets:
        raise CannotMake("dungeon_too_few_rooms")
    weights = {room.kind: room.weight for room in theme.rooms if room.weight and room.kind in COMMON_KINDS}
    if not weights:
        raise CannotMake("dungeon_without_rooms")
    if RoomKind.MONSTER in weights and not any(each.weight for each in theme.monsters):
        raise CannotMake("dungeon_without_monsters")
    if RoomKind.EVENT in weights and not any(each.weight for each in theme.events):
        raise CannotMake("dungeon_without_events")


class _Plan:
    """A dungeon in the making: lists by room id."""

    def __init__(self, theme: DungeonThemeSpec, rng: Rng) -> None:
        self.theme = theme
        self.rng = rng
        self.at: dict[Cell, int] = {(0, 0): _ENTRANCE}
        self.cells: list[Cell] = [(0, 0)]
        self.parent: list[int] = [_ENTRANCE]
        self.depth: list[int] = [0]
        self.lock: list[int] = [0]  # of the corridor from the parent
        self.zone: list[int] = []  # the last lock on the way here
        self.key: list[int] = []
        self.first_hidden = 0  # rooms from this id on are secret
        self.circles: list[tuple[int, int]] = []
        size = rng.between(theme.rooms_min, theme.rooms_max)
        deepest = min(theme.depth_max, size - 1 - theme.secrets)
        self.boss = rng.between(theme.depth_min, deepest)  # its depth, and its id: the walk there comes first
        self.size = size

    def dungeon(self) -> Dungeon:
        self._walk_to_boss()
        self._grow(self.size - self.theme.secrets, "dungeon_too_crowded")
        self.first_hidden = len(self.cells)
        self._lock_doors()
        self._grow(self.size, "dungeon_too_crowded")
        self._close_circles()
        return Dungeon(self._rooms(), self._corridors())

    def _add(self, cell: Cell, parent: int) -> int:
        number = len(self.cells)
        self.at[cell] = number
        self.cells.append(cell)
        self.parent.append(parent)
        self.depth.append(self.depth[parent] + 1)
        self.lock.append(0)
        return number

    def _walk_to_boss(self) -> None:
        """Never back in one of the four directions, so that the walk cannot lock itself in."""
        ahead = self.rng.below(4)
        across = 0
        here = _ENTRANCE
        for _ in range(self.boss):
            turn = self.rng.below(3) - 1
            if turn and turn == -across:
                turn = 0
            across = turn
            dx, dy = _STEPS[(ahead + turn) % 4]
            x, y = self.cells[here]
            here = self._add((x + dx, y + dy), here)

    def _free(self, room: int) -> list[Cell]:
        x, y = self.cells[room]
        return [cell for dx, dy in _STEPS if (cell := (x + dx, y + dy)) not in self.at]

    def _grow(self, size: int, reason: str) -> None:
        """Side rooms up to `size` rooms in all, none deeper than the boss, none beyond the boss or a hidden room."""
        fertile = [room for room in range(len(self.cells)) if self.depth[room] < self.boss and room != self.boss]
        hidden = self.first_hidden > 0
        while len(self.cells) < size:
            if not fertile:
                raise CannotMake(reason)
            place = self.rng.below(len(fertile))
            parent = fertile[place]
            free = self._free(parent)
            if not free:
                fertile[place] = fertile[-1]
                fertile.pop()
                continue
            room = self._add(self.rng.pick(free), parent)
            if not hidden and self.depth[room] < self.boss:
                fertile.append(room)

    def _lock_doors(self) -> None:
        """The boss's door first, then others from depth 2 on; keys are laid as one opens door after door."""
        rooms = len(self.cells)
        self.key, self.zone = [0] * rooms, [0] * rooms
        if not self.theme.locks:
            return
        others = [room for room in range(1, rooms) if self.depth[room] >= 2 and room != self.boss]
        if self.depth[self.boss] < 2 or len(others) < self.theme.locks - 1:
            raise CannotMake("dungeon_locks_without_room")
        doors = [self.boss]
        for _ in range(self.theme.locks - 1):
            place = self.rng.below(len(others))
            doors.append(others[place])
            others[place] = others[-1]
            others.pop()
        for number, room in enumerate(doors, start=1):
            self.lock[room] = number
        for room in range(1, rooms):  # a parent always comes before its children
            self.zone[room] = self.lock[room] or self.zone[self.parent[room]]
        self._lay_keys()

    def _lay_keys(self) -> None:
        children = [0] * len(self.key)
        for room in range(1, len(self.key)):
            children[self.parent[room]] += 1
        doors = {self.lock[room]: room for room in range(1, len(self.key)) if self.lock[room]}
        opened, places = {0}, [room for room in range(1, len(self.key)) if self.zone[room] == 0]
        while doors:
            next_doors = [number for number, room in doors.items() if self.zone[self.parent[room]] in opened]
            places = [room for room in places if room != self.boss]
            if not places:
                raise CannotMake("dungeon_locks_without_room")
            number = self.rng.pick(next_doors)
            place = self.rng.pick_weighted(places, [1 if children[room] else 3 for room in places])
            self.key[place] = number
            places.remove(place)
            opened.add(number)
            del doors[number]
            places += [room for room in range(1, len(self.key)) if self.zone[room] == number]

    def _close_circles(self) -> None:
        """Corridors between neighbours of nearly one depth, behind the same doors: no distance becomes shorter."""
        for room in range(self.first_hidden):
            x, y = self.cells[room]
            for cell in ((x + 1, y), (x, y + 1)):
                other = self.at.get(cell, -1)
                if self._may_join(room, other) and self.rng.chance(_CIRCLE_PERCENT):
                    self.circles.append((room, other))

    def _may_join(self, room: int, other: int) -> bool:
        if not 0 <= other < self.first_hidden or self.boss in (room, other):
            return False
        linked = self.parent[room] == other or self.parent[other] == room
        return not linked and self.zone[room] == self.zone[other] and abs(self.depth[room] - self.depth[other]) <= 1

    def _rooms(self) -> tuple[Room, ...]:
        ways = self._open_ways()
        kinds = [room.kind for room in self.theme.rooms]
        weights = [room.weight if room.kind in COMMON_KINDS else 0 for room in self.theme.rooms]
        quiet = [0 if kind is RoomKind.TRAP else weight for kind, weight in zip(kinds, weights, strict=True)]
        rooms = []
        for number in range(len(self.cells)):
            key = self.key[number] if number < self.first_hidden else 0
            kind = self._fixed_kind(number, ways[number])
            if kind is None:
                # A dead end with nothing but a trap in it would be a room without a purpose.
                fitting = quiet if ways[number] < 2 and not key else weights
                kind = self.rng.pick_weighted(kinds, fitting) if any(fitting) else RoomKind.TREASURE
            rooms.append(self._room(number, kind, key))
        return tuple(rooms)

    def _open_ways(self) -> list[int]:
        ways = [0] * len(self.cells)
        for number in range(1, self.first_hidden):
            ways[number] += 1
            ways[self.parent[number]] += 1
        for room, other in self.circles:
            ways[room] += 1
            ways[other] += 1
        return ways

    def _fixed_kind(self, number: int, ways: int) -> RoomKind | None:
        """A dead end behind a lock, and a hidden room, are worth the trouble."""
        if number == _ENTRANCE:
            return RoomKind.ENTRANCE
        if number == self.boss:
            return RoomKind.BOSS
        if number >= self.first_hidden or (self.lock[number] and ways < 2 and not self.key[number]):
            return RoomKind.TREASURE
        return None

    def _room(self, number: int, kind: RoomKind, key: int) -> Room:
        x, y = self.cells[number]
        monster = event = ""
        if kind is RoomKind.BOSS:
            monster = self.theme.boss
        elif kind is RoomKind.MONSTER:
            met = self.theme.monsters
            monster = self.rng.pick_weighted(met, [each.weight for each in met]).monster
        elif kind is RoomKind.EVENT:
            awaiting = self.theme.events
            event = self.rng.pick_weighted(awaiting, [each.weight for each in awaiting]).event
        return Room(number, kind, x, y, self.depth[number], monster, event, key)

    def _corridors(self) -> tuple[Corridor, ...]:
        tree = [
            Corridor(self.parent[room], room, self.lock[room], secret=room >= self.first_hidden)
            for room in range(1, len(self.cells))
        ]
        return (*tree, *(Corridor(room, other) for room, other in self.circles))
