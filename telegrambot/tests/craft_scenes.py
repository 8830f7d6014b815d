"""Views of everything to make, to gather and to begin in a world, without a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from content.rules.catalogue import Catalogue
from players.rules.catalogue import ItemSpec
from players.selectors.characters import CharacterView
from telegrambot.screens import activity, craft
from telegrambot.screens.base import Screen
from telegrambot.screens.pen import Pen
from telegrambot.tests.pieces import pieces_of
from world.rules.activities import ActivityKind, Gain
from world.rules.catalogue import LocationSpec, LootTableSpec
from world.rules.crafts import ActivitySpec, GatheringNodeSpec, ProfessionSpec, RecipeSpec, StationSpec
from world.selectors.activities import ActivitiesView, ActivityOffer, EndedView, RunView
from world.selectors.crafts import (
    CraftView,
    GatherView,
    IngredientView,
    NodeView,
    ProfessionsView,
    RecipeView,
    WorkshopView,
)
from world.state.gains import Outcome
from world.state.professions import ProfessionView

END = datetime(2030, 1, 1, tzinfo=UTC)


def recipe_of(world: Catalogue, spec: RecipeSpec, *, level: int, times: int) -> RecipeView:
    items = world.all(ItemSpec)
    tool = world.find(ItemSpec, spec.tool)
    return RecipeView(
        spec=spec,
        products=tuple((items[product.item], product.amount) for product in spec.outputs),
        profession=ProfessionView(world.get(ProfessionSpec, spec.profession), level, 3, 100),
        station=world.get(StationSpec, spec.station),
        here=times > 0,
        inputs=tuple(
            IngredientView(items[part.item], part.amount, part.amount * times, part.returned) for part in spec.inputs
        ),
        tool=tool,
        has_tool=tool is None or times > 0,
        chance=spec.chance,
        times=times,
    )


def node_of(world: Catalogue, spec: GatheringNodeSpec, *, level: int, left: int) -> NodeView:
    items, tool = world.all(ItemSpec), world.find(ItemSpec, spec.tool)
    table = world.get(LootTableSpec, spec.loot_table)
    return NodeView(
        spec=spec,
        profession=ProfessionView(world.get(ProfessionSpec, spec.profession), level, 3, 100),
        finds=tuple((items[entry.item], entry.chance) for entry in table.entries),
        tool=tool,
        has_tool=tool is None or left > 0,
        left=left,
        next_in=timedelta(minutes=7),
    )


def offer_of(world: Catalogue, spec: ActivitySpec, who: CharacterView) -> ActivityOffer:
    profession = world.find(ProfessionSpec, spec.profession)
    destination = world.find(LocationSpec, spec.destination)
    return ActivityOffer(spec, profession, (), destination, who.level >= spec.min_level)


def run_of(world: Catalogue, spec: ActivitySpec, *, done: int) -> RunView:
    whole = timedelta(minutes=spec.portion_minutes * spec.portions)
    elapsed = whole * done / spec.portions
    return RunView(
        id=1,
        kind=ActivityKind.JOURNEY if spec.destination else ActivityKind.PASTIME,
        subject=spec.key,
        icon=spec.icon,
        name=spec.name,
        done=done,
        portions=spec.portions,
        portion_time=timedelta(minutes=spec.portion_minutes),
        elapsed=elapsed,
        left=whole - elapsed,
        ends_at=END,
        gain=Gain(spec.xp * done, spec.gold * done, spec.profession_xp * done, failed=done),
        items=tuple((item, 99) for item in list(world.all(ItemSpec).values())[:9]) if done else (),
        profession=world.find(ProfessionSpec, spec.profession),
        destination=world.find(LocationSpec, spec.destination),
    )


def ended_of(run: RunView, *, stopped: bool) -> EndedView:
    return EndedView(
        run.kind, run.icon, run.name, stopped, run.done, run.portions, run.gain, run.items, run.profession, 5, 4
    )


def crafts_screens(world: Catalogue, pen: Pen, who: CharacterView, page: int) -> Iterator[Screen]:
    """Each screen of making, gathering and passing the time."""
    yield from _workshops(world, pen, who, page)
    yield from _cards(world, pen, who)
    yield from _activities(world, pen, who)
    professions = tuple(ProfessionView(spec, 7, 3, 100) for spec in world.all(ProfessionSpec).values())
    masters = tuple(replace(each, xp_needed=0) for each in professions)
    yield craft.trades_screen(ProfessionsView(who, professions + masters), pen, page=page)


def _workshops(world: Catalogue, pen: Pen, who: CharacterView, page: int) -> Iterator[Screen]:
    place = next(iter(world.all(LocationSpec).values()))
    stations = tuple(world.all(StationSpec).values())
    for level, times in ((1, 0), (20, 0), (20, 999_999)):
        recipes = tuple(recipe_of(world, spec, level=level, times=times) for spec in world.all(RecipeSpec).values())
        view = WorkshopView(who, place, stations, recipes)
        yield craft.workshop_screen(view, pen, page=page)
        yield craft.workshop_screen(view, pen, page=page, station=stations[-1].key)
    yield craft.workshop_screen(WorkshopView(who, place, (), ()), pen)


def _cards(world: Catalogue, pen: Pen, who: CharacterView) -> Iterator[Screen]:
    found = tuple(pieces_of(world))
    for recipe in world.all(RecipeSpec).values():
        for level, times in ((1, 0), (20, 1), (20, 999_999)):
            view = CraftView(who, recipe_of(world, recipe, level=level, times=times))
            yield craft.recipe_screen(view, pen)
            yield craft.recipe_screen(view, pen, found=found)
    rested = replace(who, energy=who.max_energy)
    for node in world.all(GatheringNodeSpec).values():
        for level, left in ((1, 0), (20, 1), (20, node.stock)):
            place = GatherView(rested, node_of(world, node, level=level, left=left))
            yield craft.node_screen(place, pen)
            yield craft.node_screen(place, pen, found=found)


def _activities(world: Catalogue, pen: Pen, who: CharacterView) -> Iterator[Screen]:
    place = next(iter(world.all(LocationSpec).values()))
    offers = tuple(offer_of(world, spec, who) for spec in world.all(ActivitySpec).values())
    found = tuple(pieces_of(world))
    yield activity.activity_screen(ActivitiesView(who, place, None, offers), pen)
    yield activity.activity_screen(ActivitiesView(who, place, None, ()), pen)
    for offer in offers:
        spec = offer.spec
        for done in (0, spec.portions // 2, spec.portions):
            run = run_of(world, spec, done=done)
            view = ActivitiesView(who, place, run, offers)
            yield activity.activity_screen(view, pen)
            yield activity.offer_screen(view, offer, pen)
            for stopped in (False, True):
                ended = ended_of(run, stopped=stopped)
                yield activity.ended_screen(view, ended, pen)
                yield activity.ended_screen(view, ended, pen, found=found)
                yield activity.activity_notice(pen, ended=ended)
                yield activity.activity_notice(pen, ended=ended, found=found)


def outcomes() -> list[Outcome]:
    """Of a deed that was done at once: all went well, some of it, nothing; and with a new level."""
    gains = (Gain(made=2), Gain(made=1, failed=1), Gain(failed=2), Gain(items=(("meadow_herbs", 2),), made=1))
    return [Outcome(gain, profession_level=level) for gain in gains for level in (0, 3)]
