"""A run through a dungeon: the party's state, and what one step does to it.

Frozen values, small enough to be written at every step. What a step decides by chance is drawn from the state's own
generator, so the same step on the same state always comes out the same. Fights are not fought here: a room with a
monster lets nobody past until `fight_won`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from common.rules.rng import Rng
from content.rules.catalogue import Catalogue
from world.errors import DoorLocked, Guarded, NoRestHere, NoSuchChoice, NoSuchWay, NothingToTake, Rested
from world.rules.catalogue import LootTableSpec
from world.rules.dungeon_maker import Corridor, Dungeon, Room
from world.rules.dungeon_themes import DungeonEventSpec, DungeonThemeSpec, EventChoice, RoomKind
from world.rules.loot import Drop, loot_roll

SCHEMA = 1
REST_PERCENT = 50  # of full HP and energy, by a rest place
NOTICED_PERCENT = 40  # of traps, while the torch burns
FOUND_PERCENT, FOUND_IN_THE_DARK = 75, 35  # of hidden ways, by one search


class Direction(StrEnum):
    NORTH = "n"
    EAST = "e"
    SOUTH = "s"
    WEST = "w"


_ACROSS = {(0, -1): Direction.NORTH, (1, 0): Direction.EAST, (0, 1): Direction.SOUTH, (-1, 0): Direction.WEST}


@dataclass(frozen=True, slots=True)
class Member:
    """One of the party, as the run left them."""

    player_id: int
    hp: int
    max_hp: int
    energy: int
    max_energy: int


@dataclass(frozen=True, slots=True)
class RunState:
    """Where the party is and what it has done. `rng`: the generator's state; `torch`: steps it still burns;
    `done`: rooms with nothing more to do; `found`: hidden corridors by their place in the dungeon's list."""

    room: int
    came_from: int
    torch: int
    rng: int
    members: tuple[Member, ...]
    visited: tuple[int, ...] = (0,)
    done: tuple[int, ...] = (0,)
    keys: tuple[int, ...] = ()
    opened: tuple[int, ...] = ()
    found: tuple[int, ...] = ()
    schema: int = SCHEMA

    def member(self, player_id: int) -> Member:
        return next(member for member in self.members if member.player_id == player_id)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a step happens in: the dungeon, its theme, and the release that both are of."""

    dungeon: Dungeon
    theme: DungeonThemeSpec
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Move:
    """Into the next room. A locked door is opened on the way by whoever has its key."""

    to: Direction


@dataclass(frozen=True, slots=True)
class Search:
    """Look for hidden ways."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Once in each rest place."""


@dataclass(frozen=True, slots=True)
class Take:
    """The treasure of this room."""


@dataclass(frozen=True, slots=True)
class Choose:
    """One of the choices of the event here, counted from 1."""

    number: int


RunAction = Move | Search | Rest | Take | Choose


class NewsKind(StrEnum):
    """What a step brought about. The comment says what `amount` is."""

    TORCH_OUT = "torch_out"
    DOOR_OPENED = "door_opened"  # number of the lock
    KEY_FOUND = "key_found"  # number of the lock
    TRAP_SPRUNG = "trap_sprung"  # HP lost
    TRAP_NOTICED = "trap_noticed"
    WAY_FOUND = "way_found"
    NOTHING_FOUND = "nothing_found"
    RESTED = "rested"  # HP gained
    TREASURE = "treasure"  # coins
    WENT_WELL = "went_well"  # number of the choice
    WENT_BADLY = "went_badly"  # number of the choice
    HURT = "hurt"  # HP lost
    HEALED = "healed"  # HP gained
    DRUNK = "drunk"  # HP gained


@dataclass(frozen=True, slots=True)
class News:
    kind: NewsKind
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Gain:
    """Value that a step gives: whole coins and drops."""

    gold: int = 0
    drops: tuple[Drop, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """`gain`: None when nothing of value is involved, so that the step may be forgotten without loss."""

    state: RunState
    news: tuple[News, ...] = ()
    gain: Gain | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A known way out of the room. `lock`: the number of its lock while that is shut, else 0."""

    direction: Direction
    room: int
    corridor: int
    lock: int


def run_begin(theme: DungeonThemeSpec, members: Iterable[Member], *, rng: int) -> RunState:
    return RunState(room=0, came_from=0, torch=theme.torch, rng=rng, members=tuple(members))


def room_of(dungeon: Dungeon, state: RunState) -> Room:
    """Where the party is."""
    return dungeon.rooms[state.room]


def is_guarded(dungeon: Dungeon, state: RunState) -> bool:
    """Whether something here has to be fought first."""
    return bool(room_of(dungeon, state).monster) and state.room not in state.done


def is_known(place: int, corridor: Corridor, state: RunState) -> bool:
    """Whether the party knows of a corridor by its place in the dungeon's list."""
    return not corridor.secret or place in state.found


def ways_out(dungeon: Dungeon, state: RunState) -> tuple[Way, ...]:
    """The known ways, in the order of the compass."""
    here = room_of(dungeon, state)
    ways = []
    for place, corridor in enumerate(dungeon.corridors):
        other = corridor.other(here.id)
        if other is None or not is_known(place, corridor, state):
            continue
        there = dungeon.rooms[other]
        shut = 0 if corridor.lock in state.opened else corridor.lock
        ways.append(Way(_ACROSS[there.x - here.x, there.y - here.y], other, place, shut))
    return tuple(sorted(ways, key=lambda way: "nesw".index(way.direction)))


def run_step(state: RunState, action: RunAction, scene: Scene, *, player_id: int) -> Step:
    """What an action does. Raises NoSuchWay(to), DoorLocked(lock), Guarded, NothingToTake, NoRestHere, Rested and
    NoSuchChoice(number)."""
    rng = Rng(state.rng)
    if isinstance(action, Move):
        step = _move(state, action.to, scene, rng)
    elif is_guarded(scene.dungeon, state):
        raise Guarded()
    elif isinstance(action, Search):
        step = _search(state, scene.dungeon, rng)
    elif isinstance(action, Rest):
        step = _rest(state, scene, player_id)
    elif isinstance(action, Take):
        step = _take(state, scene, rng)
    else:
        step = _choose(state, action.number, scene, rng, player_id)
    return replace(step, state=replace(step.state, rng=rng.state))


def _move(state: RunState, to: Direction, scene: Scene, rng: Rng) -> Step:
    dungeon = scene.dungeon
    way = next((way for way in ways_out(dungeon, state) if way.direction is to), None)
    if way is None:
        raise NoSuchWay(to=to.value)
    if way.room != state.came_from and is_guarded(dungeon, state):
        raise Guarded()
    if way.lock and way.lock not in state.keys:
        raise DoorLocked(lock=way.lock)
    burned, news = _burn(state)
    if way.lock:
        burned = replace(burned, opened=(*burned.opened, way.lock))
        news.append(News(NewsKind.DOOR_OPENED, way.lock))
    arrived = replace(burned, room=way.room, came_from=state.room)
    if way.room not in state.visited:
        arrived = replace(arrived, visited=(*state.visited, way.room))
    return _arrive(arrived, news, scene, rng)


def _burn(state: RunState) -> tuple[RunState, list[News]]:
    """A step's worth of the torch."""
    if not state.torch:
        return state, []
    burned = replace(state, torch=state.torch - 1)
    return burned, [] if burned.torch else [News(NewsKind.TORCH_OUT)]


def _arrive(state: RunState, news: list[News], scene: Scene, rng: Rng) -> Step:
    room = room_of(scene.dungeon, state)
    if not is_guarded(scene.dungeon, state):
        state, found = _pick_key(state, room)
        news += found
    if room.kind is RoomKind.TRAP and room.id not in state.done:
        state, sprung = _trap(state, scene.theme, rng)
        news += sprung
    return Step(state, tuple(news))


def _pick_key(state: RunState, room: Room) -> tuple[RunState, list[News]]:
    if not room.key or room.key in state.keys:
        return state, []
    return replace(state, keys=(*state.keys, room.key)), [News(NewsKind.KEY_FOUND, room.key)]


def _trap(state: RunState, theme: DungeonThemeSpec, rng: Rng) -> tuple[RunState, list[News]]:
    """It springs once, on the whole party; it wounds and does not kill."""
    state = _done(state)
    if rng.chance(NOTICED_PERCENT if state.torch else 0):
        return state, [News(NewsKind.TRAP_NOTICED)]
    hurt = tuple(_hurt(member, theme.trap_damage) for member in state.members)
    lost = max(member.hp for member in state.members) - max(member.hp for member in hurt)
    return replace(state, members=hurt), [News(NewsKind.TRAP_SPRUNG, lost)]


def _search(state: RunState, dungeon: Dungeon, rng: Rng) -> Step:
    chance = FOUND_PERCENT if state.torch else FOUND_IN_THE_DARK
    burned, news = _burn(state)
    lucky = rng.chance(chance)  # drawn also where nothing is hidden, so that the numbers do not tell
    hidden = [
        place
        for place, corridor in enumerate(dungeon.corridors)
        if corridor.secret and place not in state.found and corridor.other(state.room) is not None
    ]
    if hidden and lucky:
        return Step(replace(burned, found=(*state.found, hidden[0])), (*news, News(NewsKind.WAY_FOUND)))
    return Step(burned, (*news, News(NewsKind.NOTHING_FOUND)))


def _rest(state: RunState, scene: Scene, player_id: int) -> Step:
    """For the whole party, and a new flame for the torch."""
    if room_of(scene.dungeon, state).kind is not RoomKind.REST:
        raise NoRestHere()
    if state.room in state.done:
        raise Rested()
    members = tuple(_heal(member, REST_PERCENT, energy_percent=REST_PERCENT) for member in state.members)
    rested = replace(_done(state), members=members, torch=scene.theme.torch)
    gained = rested.member(player_id).hp - state.member(player_id).hp
    return Step(rested, (News(NewsKind.RESTED, gained),))


def _take(state: RunState, scene: Scene, rng: Rng) -> Step:
    if room_of(scene.dungeon, state).kind is not RoomKind.TREASURE or state.room in state.done:
        raise NothingToTake()
    gold = rng.between(scene.theme.gold_min, max(scene.theme.gold_min, scene.theme.gold_max))
    gain = Gain(gold, _loot(scene.catalogue, scene.theme.treasure_loot, rng))
    return Step(_done(state), (News(NewsKind.TREASURE, gold),), gain)


def _choose(state: RunState, number: int, scene: Scene, rng: Rng, player_id: int) -> Step:
    event = event_here(scene, state)
    if event is None or not 1 <= number <= len(event.choices):
        raise NoSuchChoice(number=number)
    choice = event.choices[number - 1]
    if rng.chance(choice.chance):
        return _went_well(state, choice, number, scene, rng, player_id)
    before = state.member(player_id)
    after = _hurt(before, choice.damage)
    news = [News(NewsKind.WENT_BADLY, number)]
    if after.hp < before.hp:
        news.append(News(NewsKind.HURT, before.hp - after.hp))
    return Step(_with(_done(state), after), tuple(news))


def _went_well(state: RunState, choice: EventChoice, number: int, scene: Scene, rng: Rng, player_id: int) -> Step:
    before = state.member(player_id)
    after = _heal(before, choice.heal)
    news = [News(NewsKind.WENT_WELL, number)]
    if after.hp > before.hp:
        news.append(News(NewsKind.HEALED, after.hp - before.hp))
    gives = choice.gold or choice.loot is not None
    gain = Gain(choice.gold, _loot(scene.catalogue, choice.loot, rng)) if gives else None
    return Step(_with(_done(state), after), tuple(news), gain)


def event_here(scene: Scene, state: RunState) -> DungeonEventSpec | None:
    """The event that waits for a decision in this room."""
    room = room_of(scene.dungeon, state)
    if not room.event or room.id in state.done:
        return None
    return scene.catalogue.find(DungeonEventSpec, room.event)


def fight_won(state: RunState, dungeon: Dungeon, member: Member) -> Step:
    """The monster here is beaten; `member` is how the fighter came out of it."""
    state, news = _pick_key(_with(_done(state), member), room_of(dungeon, state))
    return Step(state, tuple(news))


def fight_left(state: RunState, member: Member) -> RunState:
    """The fighter got away: back where the party came from."""
    back = replace(state, room=state.came_from, came_from=state.room)
    return _with(back, member)


def drink(state: RunState, *, player_id: int, heals: int, energizes: int) -> Step:
    """A potion. Without effect, the state is the same."""
    before = state.member(player_id)
    hp, energy = min(before.hp + heals, before.max_hp), min(before.energy + energizes, before.max_energy)
    after = replace(before, hp=hp, energy=energy)
    return Step(_with(state, after), (News(NewsKind.DRUNK, hp - before.hp),))


def boss_gain(scene: Scene, rng: Rng) -> Gain:
    """What the end of a run gives, besides XP."""
    return Gain(scene.theme.reward_gold, _loot(scene.catalogue, scene.theme.boss_loot, rng))


def _loot(catalogue: Catalogue, key: str | None, rng: Rng) -> tuple[Drop, ...]:
    table = catalogue.find(LootTableSpec, key)
    return loot_roll(table, rng) if table else ()


def _done(state: RunState) -> RunState:
    return state if state.room in state.done else replace(state, done=(*state.done, state.room))


def _with(state: RunState, member: Member) -> RunState:
    members = tuple(member if other.player_id == member.player_id else other for other in state.members)
    return replace(state, members=members)


def _hurt(member: Member, percent: int) -> Member:
    lost = min(-(-member.max_hp * percent // 100), member.hp - 1)
    return replace(member, hp=member.hp - max(lost, 0))


def _heal(member: Member, percent: int, *, energy_percent: int = 0) -> Member:
    hp = min(member.hp + member.max_hp * percent // 100, member.max_hp)
    energy = min(member.energy + member.max_energy * energy_percent // 100, member.max_energy)
    return replace(member, hp=hp, energy=energy)
