"""Views of world events without a database: every event of the starter world, going on and coming."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from combat.selectors.boss import BossView
from combat.services.boss import StrikeView
from content.rules.catalogue import Catalogue
from players.selectors.characters import CharacterView
from telegrambot.screens import events
from telegrambot.screens.base import Screen
from telegrambot.screens.pen import Pen
from telegrambot.tests.pieces import pieces_of
from world.events import BossRewarded
from world.rules.catalogue import LocationSpec, MonsterSpec
from world.rules.events import WorldEventSpec
from world.rules.weather import DayPhaseSpec, Sky, WeatherSpec
from world.selectors.events import Coming, EventBoard
from world.selectors.locations import LocationView
from world.state.happening import Running

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MOST_ID = 9_223_372_036_854_775_807


def running_of(event: WorldEventSpec) -> Running:
    return Running(MOST_ID, event, 1, NOON, NOON + timedelta(hours=23, minutes=59))


def stormy(world: Catalogue, view: LocationView) -> LocationView:
    """The place under the wordiest weather, with everything going on that can."""
    weather = max(world.all(WeatherSpec).values(), key=lambda spec: len(spec.description.ru))
    phase = max(world.all(DayPhaseSpec).values(), key=lambda spec: len(spec.name.ru))
    going_on = tuple(running_of(event) for event in world.all(WorldEventSpec).values())
    shut = next(iter(world.all(WorldEventSpec).values()))
    exits = tuple(replace(way, open=False, shut_by=shut) for way in view.exits)
    return replace(view, sky=Sky(weather, phase), going_on=going_on, boss=going_on[0], now=NOON, exits=exits)


def event_scenes(world: Catalogue, pen: Pen, who: CharacterView, page: int) -> Iterator[Screen]:
    specs = tuple(world.all(WorldEventSpec).values())
    coming = tuple(Coming(event, NOON + timedelta(days=6, hours=23)) for event in specs)
    board = EventBoard(NOON, tuple(running_of(event) for event in specs), coming)
    yield events.events_screen(board, pen, page=page)
    yield events.events_screen(EventBoard(NOON, (), ()), pen)
    for entry in board.entries:
        yield events.event_screen(entry, world, pen, now=NOON)
        yield events.event_notice(entry.event, pen, left=timedelta(minutes=21))
    told = BossRewarded(
        player_id=17, run_id=1, event=specs[0].key, damage=123_456, place=3, felled=True, xp=9999, gold=9999,
        items=(("heart_elixir", 3), ("gone", 1)),
    )  # fmt: skip
    yield events.boss_notice(told, specs[0], world, pen)
    yield events.boss_notice(told, specs[0], world, pen, found=tuple(pieces_of(world)))
    yield events.boss_notice(replace(told, place=0, felled=False, xp=0, gold=0, items=()), specs[0], world, pen)
    yield from _bosses(world, pen, who)


def _bosses(world: Catalogue, pen: Pen, who: CharacterView) -> Iterator[Screen]:
    event = next(event for event in world.all(WorldEventSpec).values() if event.monster)
    view = BossView(
        character=who, running=running_of(event), monster=world.get(MonsterSpec, str(event.monster)),
        location=next(iter(world.all(LocationSpec).values())), hp=1_999_999_999, max_hp=2_000_000_000, fighters=12_345,
        damage=123_456, strikes=99, place=12_345, ready_at=None,
    )  # fmt: skip
    for each in (view, replace(view, strikes=0, damage=0, place=0, fighters=0), replace(view, hp=0)):
        yield events.boss_screen(each, pen, now=NOON)
    waiting = replace(view, ready_at=NOON + timedelta(seconds=59))
    yield events.boss_screen(waiting, pen, now=NOON, strike=StrikeView(123, 45, waiting))
