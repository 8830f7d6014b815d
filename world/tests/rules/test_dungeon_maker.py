"""Laws of made dungeons: whatever the theme and the seed, one can play them to the end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from common.rules.text import Text
from world.rules.dungeon_maker import CannotMake, Dungeon, dungeon_make
from world.rules.dungeon_themes import (
    COMMON_KINDS,
    DungeonHappening,
    DungeonMonster,
    DungeonThemeSpec,
    RoomKind,
    RoomWeight,
)

THEME = DungeonThemeSpec(
    key="cellar",
    name=Text("Погреб", "Cellar"),
    description=Text("Темно.", "Dark."),
    icon="🕯",
    min_level=1,
    location="old_mill",
    rooms_min=10,
    rooms_max=14,
    depth_min=4,
    depth_max=6,
    boss="king",
    treasure_loot="chest",
    boss_loot="hoard",
    rooms=tuple(RoomWeight(kind, 2) for kind in COMMON_KINDS),
    monsters=(DungeonMonster("rat", 3), DungeonMonster("bat")),
    events=(DungeonHappening("well"),),
    locks=2,
    secrets=1,
)

SEEDS = st.integers(0, 2**64 - 1)


@st.composite
def themes(draw: st.DrawFn) -> DungeonThemeSpec:
    depth_min = draw(st.integers(2, 10))
    secrets = draw(st.integers(0, 3))
    rooms_min = draw(st.integers(depth_min + 3 + secrets, 45))
    kinds = draw(st.sets(st.sampled_from(COMMON_KINDS), min_size=1))
    return replace(
        THEME,
        depth_min=depth_min,
        depth_max=depth_min + draw(st.integers(0, 4)),
        rooms_min=rooms_min,
        rooms_max=rooms_min + draw(st.integers(0, 8)),
        locks=draw(st.integers(0, 4)),
        secrets=secrets,
        rooms=tuple(RoomWeight(kind, draw(st.integers(1, 9))) for kind in sorted(kinds)),
    )


def made(theme: DungeonThemeSpec, seed: int) -> Dungeon:
    try:
        return dungeon_make(theme, seed)
    except CannotMake as refusal:
        assume(refusal.reason not in {"dungeon_too_crowded", "dungeon_locks_without_room"})
        raise


def reachable(dungeon: Dungeon, *, keys: bool, secrets: bool) -> set[int]:
    """The rooms one gets to; with `keys`, taking each key where it lies and opening what it opens."""
    seen, held = {0}, {dungeon.rooms[0].key}
    grew = True
    while grew:
        grew = False
        for corridor in dungeon.corridors:
            if corridor.secret and not secrets:
                continue
            if corridor.lock and not (keys and corridor.lock in held):
                continue
            for here, there in ((corridor.a, corridor.b), (corridor.b, corridor.a)):
                if here in seen and there not in seen:
                    seen.add(there)
                    held.add(dungeon.rooms[there].key)
                    grew = True
    return seen


def distances(dungeon: Dungeon) -> dict[int, int]:
    found, edge = {0: 0}, [0]
    for here in edge:
        for corridor in dungeon.corridors:
            there = corridor.other(here)
            if there is not None and there not in found:
                found[there] = found[here] + 1
                edge.append(there)
    return found


@given(themes(), SEEDS)
def test_the_same_theme_and_seed_make_the_same_dungeon(theme: DungeonThemeSpec, seed: int) -> None:
    assert made(theme, seed) == made(theme, seed)


@given(themes(), SEEDS)
def test_every_room_is_reached_and_the_boss_and_keys_without_secrets(theme: DungeonThemeSpec, seed: int) -> None:
    dungeon = made(theme, seed)
    everything = {room.id for room in dungeon.rooms}
    assert reachable(dungeon, keys=True, secrets=True) == everything
    plain = reachable(dungeon, keys=True, secrets=False)
    assert dungeon.boss.id in plain
    assert {room.id for room in dungeon.rooms if room.key} <= plain
    locks = sorted(corridor.lock for corridor in dungeon.corridors if corridor.lock)
    assert locks == sorted(room.key for room in dungeon.rooms if room.key) == list(range(1, theme.locks + 1))
    if theme.locks:
        assert dungeon.boss.id not in reachable(dungeon, keys=False, secrets=True)


@given(themes(), SEEDS)
def test_size_and_depth_keep_within_the_bounds(theme: DungeonThemeSpec, seed: int) -> None:
    dungeon = made(theme, seed)
    assert theme.rooms_min <= len(dungeon.rooms) <= theme.rooms_max
    assert theme.depth_min <= dungeon.boss.depth <= theme.depth_max
    assert {room.id: room.depth for room in dungeon.rooms} == distances(dungeon)
    assert max(room.depth for room in dungeon.rooms) == dungeon.boss.depth
    assert sum(corridor.secret for corridor in dungeon.corridors) == theme.secrets


@given(themes(), SEEDS)
def test_rooms_lie_on_a_grid_and_corridors_join_neighbours(theme: DungeonThemeSpec, seed: int) -> None:
    dungeon = made(theme, seed)
    assert [room.id for room in dungeon.rooms] == list(range(len(dungeon.rooms)))
    assert len({(room.x, room.y) for room in dungeon.rooms}) == len(dungeon.rooms)
    pairs = set()
    for corridor in dungeon.corridors:
        a, b = dungeon.rooms[corridor.a], dungeon.rooms[corridor.b]
        assert abs(a.x - b.x) + abs(a.y - b.y) == 1
        pairs.add(frozenset((a.id, b.id)))
    assert len(pairs) == len(dungeon.corridors)


@given(themes(), SEEDS)
def test_no_room_is_without_a_purpose(theme: DungeonThemeSpec, seed: int) -> None:
    dungeon = made(theme, seed)
    kinds = [room.kind for room in dungeon.rooms]
    assert kinds.count(RoomKind.ENTRANCE) == kinds.count(RoomKind.BOSS) == 1
    for room in dungeon.rooms:
        ways = sum(corridor.other(room.id) is not None and not corridor.secret for corridor in dungeon.corridors)
        assert bool(room.monster) is (room.kind in (RoomKind.MONSTER, RoomKind.BOSS))
        assert bool(room.event) is (room.kind is RoomKind.EVENT)
        assert room.kind is not RoomKind.TRAP or ways > 1 or room.key
        assert room.kind is not RoomKind.BOSS or ways == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"depth_min": 7}, "dungeon_bounds_crossed"),
        ({"rooms_min": 5}, "dungeon_too_few_rooms"),
        ({"rooms": ()}, "dungeon_without_rooms"),
        ({"monsters": ()}, "dungeon_without_monsters"),
        ({"events": ()}, "dungeon_without_events"),
        ({"depth_min": 1, "depth_max": 1, "locks": 0}, "dungeon_too_crowded"),
        ({"locks": 30}, "dungeon_locks_without_room"),
    ],
)
def test_a_theme_that_allows_no_dungeon_says_why(changes: dict[str, int], reason: str) -> None:
    with pytest.raises(CannotMake) as refusal:
        dungeon_make(replace(THEME, **changes), 1)  # type: ignore[arg-type]
    assert refusal.value.reason == reason
