"""Laws of a run: whatever is done in whatever order, it never cheats the party nor shows what was not seen."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import GameError
from common.rules.text import Text
from content.rules.catalogue import Catalogue
from world.errors import DoorLocked, Guarded, NoSuchWay, Rested
from world.rules.catalogue import LootEntry, LootTableSpec
from world.rules.dungeon_fog import UNSEEN, sketch_known
from world.rules.dungeon_maker import Corridor, Dungeon, Room, dungeon_make
from world.rules.dungeon_run import (
    Choose,
    Direction,
    Member,
    Move,
    NewsKind,
    Rest,
    RunAction,
    RunState,
    Scene,
    Search,
    Take,
    drink,
    event_here,
    fight_left,
    fight_won,
    is_guarded,
    room_of,
    run_begin,
    run_step,
    ways_out,
)
from world.rules.dungeon_themes import DungeonEventSpec, EventChoice, RoomKind
from world.tests.rules.test_dungeon_maker import SEEDS, THEME

HERO = 7
TEXT = Text("да", "yes")
WELL = DungeonEventSpec(
    "well",
    TEXT,
    TEXT,
    "🪣",
    (EventChoice(TEXT, TEXT, TEXT, chance=50, gold=5, heal=20, damage=30), EventChoice(TEXT, TEXT, TEXT, loot="chest")),
)
CHEST = LootTableSpec("chest", (LootEntry("coin", 100, 1, 3),))
CATALOGUE = Catalogue(0, {DungeonEventSpec: {"well": WELL}, LootTableSpec: {"chest": CHEST}})
ACTIONS: list[RunAction] = [*(Move(to) for to in Direction), Search(), Rest(), Take(), Choose(1), Choose(2), Choose(9)]


def begun(seed: int) -> tuple[Scene, RunState]:
    scene = Scene(dungeon_make(THEME, seed), THEME, CATALOGUE)
    return scene, run_begin(THEME, [Member(HERO, 50, 100, 5, 20)], rng=seed)


@st.composite
def walks(draw: st.DrawFn) -> tuple[Scene, list[RunState]]:
    """The states of a party that does whatever comes to mind; monsters fall at the first blow."""
    scene, state = begun(draw(SEEDS))
    states = [state]
    for action in draw(st.lists(st.sampled_from(ACTIONS), max_size=60)):
        if is_guarded(scene.dungeon, state):
            state = fight_won(state, scene.dungeon, state.member(HERO)).state
        try:
            state = run_step(state, action, scene, player_id=HERO).state
        except GameError:
            continue
        states.append(state)
    return scene, states


@given(walks())
def test_a_state_survives_its_json(walk: tuple[Scene, list[RunState]]) -> None:
    for state in walk[1]:
        assert msgspec.json.decode(msgspec.json.encode(state), type=RunState) == state


@given(walks())
def test_nothing_of_a_run_ever_goes_out_of_bounds(walk: tuple[Scene, list[RunState]]) -> None:
    scene, states = walk
    for before, after in itertools.pairwise(states):
        assert 1 <= after.member(HERO).hp <= 100
        assert 0 <= after.member(HERO).energy <= 20
        assert 0 <= after.torch <= THEME.torch
        for name in ("visited", "done", "keys", "opened", "found"):
            kept, now = getattr(before, name), getattr(after, name)
            assert now[: len(kept)] == kept
            assert len(set(now)) == len(now)
        assert set(after.opened) <= set(after.keys)
        assert after.room in after.visited
        assert room_of(scene.dungeon, after).id == after.room


@given(walks())
def test_the_sketch_shows_what_was_seen_and_nothing_more(walk: tuple[Scene, list[RunState]]) -> None:
    scene, states = walk
    sketch = sketch_known(scene.dungeon, states[-1])
    seen = [cell for cell in sketch.cells if cell.look != UNSEEN]
    assert len(seen) == len(states[-1].visited)
    assert sketch.here.look == room_of(scene.dungeon, states[-1]).kind
    hidden = sum(corridor.secret for corridor in scene.dungeon.corridors) - len(states[-1].found)
    assert len(sketch.links) <= len(scene.dungeon.corridors) - hidden


@given(SEEDS, st.sampled_from(ACTIONS))
def test_the_same_step_always_comes_out_the_same(seed: int, action: RunAction) -> None:
    scene, state = begun(seed)
    try:
        first = run_step(state, action, scene, player_id=HERO)
    except GameError as refusal:
        with pytest.raises(type(refusal)):
            run_step(state, action, scene, player_id=HERO)
    else:
        assert run_step(state, action, scene, player_id=HERO) == first


@given(SEEDS)
def test_whoever_looks_everywhere_comes_to_the_boss(seed: int) -> None:
    """A simple explorer, who goes where it has not been, opens what it can and beats what it meets."""
    scene, state = begun(seed)
    for _ in range(400):
        if is_guarded(scene.dungeon, state):
            state = fight_won(state, scene.dungeon, state.member(HERO)).state
            if room_of(scene.dungeon, state).kind is RoomKind.BOSS:
                return
        state = run_step(state, Move(_towards_new(scene, state)), scene, player_id=HERO).state
    raise AssertionError("the boss was not found")


def _towards_new(scene: Scene, state: RunState) -> Direction:
    """The first step of the shortest known way to a room not seen yet."""
    edge: list[tuple[int, Direction | None]] = [(state.room, None)]
    seen = {state.room}
    for here, first in edge:
        at = RunState(here, here, 1, 0, (), found=state.found, opened=state.opened)
        for way in ways_out(scene.dungeon, at):
            if way.room in seen or (way.lock and way.lock not in state.keys):
                continue
            if way.room not in state.visited:
                return first or way.direction
            seen.add(way.room)
            edge.append((way.room, first or way.direction))
    raise AssertionError("nowhere new to go")


def row_of(*kinds: RoomKind, **corridor: int) -> tuple[Scene, RunState]:
    """Rooms in a row from west to east, the first corridor as given."""
    rooms = tuple(
        Room(n, kind, n, 0, n, "rat" if kind is RoomKind.MONSTER else "", "well" if kind is RoomKind.EVENT else "")
        for n, kind in enumerate((RoomKind.ENTRANCE, *kinds))
    )
    first = Corridor(0, 1, corridor.get("lock", 0), secret=bool(corridor.get("secret")))
    others = (Corridor(n, n + 1) for n in range(1, len(kinds)))
    scene = Scene(Dungeon(rooms, (first, *others)), THEME, CATALOGUE)
    return scene, run_begin(THEME, [Member(HERO, 50, 100, 5, 20)], rng=3)


def walked(scene: Scene, state: RunState, *actions: RunAction) -> RunState:
    for action in actions:
        state = run_step(state, action, scene, player_id=HERO).state
    return state


def test_a_monster_lets_nobody_past_but_back() -> None:
    scene, state = row_of(RoomKind.MONSTER, RoomKind.TREASURE)
    state = walked(scene, state, Move(Direction.EAST))
    for action in (Move(Direction.EAST), Search(), Take()):
        with pytest.raises(Guarded):
            run_step(state, action, scene, player_id=HERO)
    assert walked(scene, state, Move(Direction.WEST)).room == 0
    assert fight_left(state, Member(HERO, 9, 100, 1, 20)).room == 0
    won = fight_won(state, scene.dungeon, Member(HERO, 9, 100, 1, 20)).state
    assert walked(scene, won, Move(Direction.EAST)).room == 2


def test_a_treasure_is_taken_once_and_is_worth_something() -> None:
    scene, state = row_of(RoomKind.TREASURE)
    state = walked(scene, state, Move(Direction.EAST))
    step = run_step(state, Take(), scene, player_id=HERO)
    assert step.gain is not None
    assert step.gain.drops[0].item == "coin"
    with pytest.raises(GameError):
        run_step(step.state, Take(), scene, player_id=HERO)


def test_a_rest_heals_once_and_lights_the_torch_anew() -> None:
    scene, state = row_of(RoomKind.REST)
    state = walked(scene, state, Move(Direction.EAST), Rest())
    assert state.member(HERO) == Member(HERO, 100, 100, 15, 20)
    assert state.torch == THEME.torch
    with pytest.raises(Rested):
        run_step(state, Rest(), scene, player_id=HERO)


def test_a_locked_door_needs_its_key_and_stays_open() -> None:
    scene, state = row_of(RoomKind.TREASURE, lock=1)
    with pytest.raises(DoorLocked):
        run_step(state, Move(Direction.EAST), scene, player_id=HERO)
    held = RunState(0, 0, 5, 3, state.members, keys=(1,))
    step = run_step(held, Move(Direction.EAST), scene, player_id=HERO)
    assert (step.news[0].kind, step.state.opened) == (NewsKind.DOOR_OPENED, (1,))
    assert ways_out(scene.dungeon, walked(scene, step.state, Move(Direction.WEST)))[0].lock == 0


def test_a_hidden_way_is_there_only_once_found() -> None:
    scene, state = row_of(RoomKind.TREASURE, secret=1)
    with pytest.raises(NoSuchWay):
        run_step(state, Move(Direction.EAST), scene, player_id=HERO)
    for _ in range(20):
        state = walked(scene, state, Search())
    assert [way.direction for way in ways_out(scene.dungeon, state)] == [Direction.EAST]


def test_in_the_dark_no_trap_is_noticed() -> None:
    scene, state = row_of(RoomKind.TRAP)
    for seed in range(50):
        dark = RunState(0, 0, 0, seed, state.members)
        step = run_step(dark, Move(Direction.EAST), scene, player_id=HERO)
        assert step.news[0].kind is NewsKind.TRAP_SPRUNG
        assert step.state.member(HERO).hp == 50 - THEME.trap_damage


def test_an_event_is_decided_once_and_by_chance() -> None:
    scene, state = row_of(RoomKind.EVENT)
    outcomes = set()
    for seed in range(50):
        here = RunState(1, 0, 5, seed, state.members)
        assert event_here(scene, here) == WELL
        step = run_step(here, Choose(1), scene, player_id=HERO)
        assert event_here(scene, step.state) is None
        outcomes.add((step.news[0].kind, step.gain.gold if step.gain else 0, step.state.member(HERO).hp))
    assert outcomes == {(NewsKind.WENT_WELL, 5, 70), (NewsKind.WENT_BADLY, 0, 20)}


def test_a_potion_restores_up_to_the_full() -> None:
    _, state = row_of(RoomKind.REST)
    step = drink(state, player_id=HERO, heals=80, energizes=1)
    assert step.state.member(HERO) == Member(HERO, 100, 100, 6, 20)
    assert step.news[0].amount == 50
