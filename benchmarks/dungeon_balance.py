"""How hard the starter dungeons are: `python -m benchmarks.dungeon_balance [--runs N]`.

Pure: nothing is written. Each class goes through each dungeon at the level that opens it and two levels later, in the
best gear that shops sell, with four healing potions, and plays like somebody careful: explores what it can reach,
fights by the engine's sensible policy, rests where it can, drinks when half of its HP is gone.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.balance import Bundle, bundle_read, character, gear, points_spent_evenly, rows_read
from combat.rules.fighters import fighter_from_monster
from combat.rules.simulate import simulate
from combat.rules.state import Fighter, Potion
from common.errors import GameError
from common.rules.rng import Rng
from content.rules.catalogue import Catalogue
from world.rules.catalogue import LootTableSpec, MonsterSpec
from world.rules.dungeon_maker import dungeon_make
from world.rules.dungeon_run import (
    Choose,
    Direction,
    Member,
    Move,
    Rest,
    RunAction,
    RunState,
    Scene,
    Take,
    drink,
    event_here,
    fight_won,
    is_guarded,
    room_of,
    run_begin,
    run_step,
    ways_out,
)
from world.rules.dungeon_themes import DungeonEventSpec, DungeonThemeSpec, RoomKind

HERO, FOE = 1, -1
POTIONS = 4
AIMS = (range(55, 100), range(75, 101))  # percent of runs to the end: at the level that opens it, two levels later


@dataclass(frozen=True, slots=True)
class Explored:
    """What one run came to."""

    boss_felled: bool
    fights_won: int
    steps: int


def explored(scene: Scene, hero: Fighter, seed: int) -> Explored:
    state = run_begin(scene.theme, [Member(HERO, hero.hp, hero.max_hp, hero.energy, hero.max_energy)], rng=seed)
    rng, potions, fights, steps = Rng(seed), hero.potions, 0, 0
    while True:
        state, potions = _refreshed(scene, state, potions)
        if is_guarded(scene.dungeon, state):
            member = state.member(HERO)
            monster = scene.catalogue.get(MonsterSpec, room_of(scene.dungeon, state).monster)
            fighter = replace(hero, hp=member.hp, energy=member.energy, potions=potions)
            foe = fighter_from_monster(fighter_id=FOE, monster=monster)
            over = simulate(fighter, foe, lore=_lore, rng=rng).fighter(HERO)
            if over.hp <= 0:
                return Explored(False, fights, steps)
            fights, potions = fights + 1, over.potions
            state = fight_won(state, scene.dungeon, replace(member, hp=over.hp, energy=over.energy)).state
            if room_of(scene.dungeon, state).kind is RoomKind.BOSS:
                return Explored(True, fights, steps)
            continue
        actions: list[RunAction] = [Take(), *([Choose(1)] if event_here(scene, state) else [])]
        for action in actions:
            try:
                state = run_step(state, action, scene, player_id=HERO).state
            except GameError:
                continue
        state = run_step(state, Move(_onward(scene, state)), scene, player_id=HERO).state
        steps += 1


def _refreshed(scene: Scene, state: RunState, potions: tuple[Potion, ...]) -> tuple[RunState, tuple[Potion, ...]]:
    member = state.member(HERO)
    low = member.hp * 2 < member.max_hp
    room = room_of(scene.dungeon, state)
    if room.kind is RoomKind.REST and room.id not in state.done and (low or member.energy * 2 < member.max_energy):
        state = run_step(state, Rest(), scene, player_id=HERO).state
    elif low and potions:
        first = potions[0]
        state = drink(state, player_id=HERO, heals=first.heals, energizes=first.energizes).state
        left = replace(first, amount=first.amount - 1)
        potions = (left, *potions[1:]) if left.amount else potions[1:]
    return state, potions


def _onward(scene: Scene, state: RunState) -> Direction:
    """The first step of the shortest known way to what is new; the boss's hall last."""
    edge: list[tuple[int, Direction | None]] = [(state.room, None)]
    seen, fallback = {state.room}, None
    for here, first in edge:
        at = replace(state, room=here, came_from=here)
        for way in ways_out(scene.dungeon, at):
            if way.room in seen or (way.lock and way.lock not in state.keys):
                continue
            seen.add(way.room)
            step = first or way.direction
            if way.room not in state.visited:
                if scene.dungeon.rooms[way.room].kind is not RoomKind.BOSS:
                    return step
                fallback = step
                continue
            edge.append((way.room, step))
    assert fallback is not None
    return fallback


def hero_of(bundle: Bundle, number: int, level: int) -> Fighter:
    cls = bundle.classes[number]
    learned = points_spent_evenly(bundle, cls, level)
    return replace(
        character(bundle, cls, level, worn=gear(bundle, cls, level), potions=POTIONS, learned=learned), id=HERO
    )


def report(bundle: Bundle, catalogue: Catalogue, runs: int) -> None:
    for name, aim in zip(("At the level that opens it", "Two levels later"), AIMS, strict=True):
        print(f"{name}: aim {aim.start}–{aim.stop - 1} % of runs to the end.")
    print("| dungeon | level | " + " | ".join(cls.name.en for cls in bundle.classes) + " | fights | steps |")
    print("|---|---|" + "---|" * (len(bundle.classes) + 2))
    for theme in catalogue.all(DungeonThemeSpec).values():
        levels = (theme.min_level, min(theme.min_level + 2, bundle.progress.max_level))
        for level, aim in zip(levels, AIMS, strict=True):
            cells, fights, steps = [], 0, 0
            for number in range(len(bundle.classes)):
                hero = hero_of(bundle, number, level)
                results = [
                    explored(Scene(dungeon_make(theme, seed), theme, catalogue), hero, seed) for seed in range(runs)
                ]
                felled = round(100 * sum(run.boss_felled for run in results) / runs)
                cells.append(f"{felled} %" + ("" if felled in aim else " ⚠️"))
                fights += sum(run.fights_won for run in results)
                steps += sum(run.steps for run in results)
            total = runs * len(bundle.classes)
            print(f"| {theme.name.en} | {level} | {' | '.join(cells)} | {fights / total:.1f} | {steps / total:.0f} |")


def dungeons_read() -> Catalogue:
    """What a run looks up, from the bundle on disk."""
    sections = {
        DungeonThemeSpec: "dungeon_themes",
        DungeonEventSpec: "dungeon_events",
        LootTableSpec: "loot_tables",
        MonsterSpec: "monsters",
    }
    read: dict[type, dict[str, Any]] = {}
    for spec, name in sections.items():
        rows: list[Any] = rows_read(name, spec)
        read[spec] = {row.key: row for row in rows}
    return Catalogue(0, read)


_lore = bundle_read().lore


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=300)
    report(bundle_read(), dungeons_read(), parser.parse_args().runs)


if __name__ == "__main__":
    main()
