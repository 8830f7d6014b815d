"""Views of runs without a database: every room of every dungeon of the starter world, and every end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from common import clock
from content.rules.catalogue import Catalogue
from players.state.grants import Grant
from telegrambot.screens import dungeon
from telegrambot.screens.base import Screen
from telegrambot.screens.pen import Pen
from telegrambot.tests.pieces import pieces_of
from world.models import DungeonRun
from world.rules.dungeon_maker import Dungeon, dungeon_make
from world.rules.dungeon_run import Member, News, NewsKind, RunState, Scene
from world.rules.dungeon_themes import DungeonEventSpec, DungeonThemeSpec
from world.selectors.locations import LocationView
from world.selectors.runs import FoundView, RunView, run_view_of
from world.state.runs import Standing

MOST = 2_147_483_647
THINGS = (("rye_bread", 2), ("gone", 1), *((key, 3) for key in ("herb_tonic", "mint_tea", "wolf_fang", "rat_tail")))
LOOT = Grant(1, 2, THINGS)


def run_of(world: Catalogue, theme: DungeonThemeSpec, state: RunState, made: Dungeon, player_id: int) -> RunView:
    row = DungeonRun(pk=9_223_372_036_854_775_807, theme=theme.key, started_at=clock.now())
    return run_view_of(Standing(row, state, MOST, Scene(made, theme, world)), player_id=player_id)


def dungeon_scenes(world: Catalogue, pen: Pen, place: LocationView) -> Iterator[Screen]:
    who = place.character
    for theme in world.all(DungeonThemeSpec).values():
        yield dungeon.entrance_screen(place, theme, pen)
        made = dungeon_make(theme, len(theme.key))
        me = Member(who.player.id, 7, who.max_hp, 0, who.max_energy)
        everywhere = tuple(room.id for room in made.rooms)
        hidden = tuple(place for place, corridor in enumerate(made.corridors) if corridor.secret)
        for room in everywhere:
            new = RunState(room, 0, 0, 1, (me,), visited=(0, room), keys=tuple(range(1, theme.locks + 1)))
            known = replace(new, torch=theme.torch, visited=everywhere, found=hidden)
            for state in (new, known, replace(known, done=everywhere, opened=new.keys)):
                yield dungeon.run_screen(run_of(world, theme, state, made, me.player_id), pen)
            taken = replace(run_of(world, theme, replace(known, done=everywhere), made, me.player_id), grant=LOOT)
            yield dungeon.run_screen(taken, pen, found=tuple(pieces_of(world)))
        yield from _tellings(run_of(world, theme, new, made, me.player_id), pen)


def _tellings(view: RunView, pen: Pen) -> Iterator[Screen]:
    everything = tuple(News(kind, 1) for kind in NewsKind)
    event = next(iter(view.catalogue.all(DungeonEventSpec).values()))
    for at in range(len(everything)):
        told = everything[at : at + 3]
        yield dungeon.run_screen(replace(view, news=told, grant=LOOT, decided=event), pen)
    yield dungeon.leave_screen(view, pen)
    yield dungeon.map_caption(view, pen)
    for result in ("victory", "defeat", "left"):
        found = FoundView(100, 200, THINGS, 5) if result == "victory" else FoundView()
        seconds = int(timedelta(minutes=21).total_seconds())
        yield dungeon.run_screen(replace(view, result=result, found=found, seconds=seconds), pen)


def runs_ended(world: Catalogue, player_id: int) -> Iterator[RunView]:
    """A run that brought much, for the screens after a fight."""
    for theme in world.all(DungeonThemeSpec).values():
        made = dungeon_make(theme, 1)
        state = RunState(0, 0, 9, 1, (Member(player_id, 7, 80, 0, 20),))
        view = run_of(world, theme, state, made, player_id)
        yield replace(view, found=FoundView(100, 200, THINGS, 5), seconds=1260)
