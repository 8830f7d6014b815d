"""Rows of the world as the bot shows them, for those who write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from django.utils import translation

from combat.rules.catalogue import CombatRulesSpec
from combat.rules.engine import begin
from combat.rules.fighters import fighter_from_character, fighter_from_monster
from combat.rules.preview import previews
from combat.rules.state import Lore
from combat.selectors.battles import BattleView
from combat.state.endings import Rewards
from common import clock
from common.rules.rng import Rng
from content.admin.screens import SCREENS, ChatScreen
from content.rules.catalogue import Catalogue
from players.rules.catalogue import ClassSpec, ItemSpec, ProgressSpec, SkillSpec
from players.rules.character import sheet
from telegrambot.admin.someone import NotEnough, at_place, drawn, someone
from telegrambot.screens import activity, craft, dungeon, events, location, onboarding, shop
from telegrambot.screens.base import Screen
from telegrambot.screens.battle import battle_screen
from telegrambot.screens.pen import Pen
from world.models import DungeonRun
from world.rules.catalogue import LocationSpec, LootTableSpec, MonsterSpec, RegionSpec, ShopSpec
from world.rules.crafts import ActivitySpec, GatheringNodeSpec, ProfessionSpec, RecipeSpec, StationSpec
from world.rules.dungeon_maker import dungeon_make
from world.rules.dungeon_run import Member, RunState, Scene
from world.rules.dungeon_themes import DungeonEventSpec, DungeonHappening, DungeonThemeSpec, RoomKind
from world.rules.events import WorldEventSpec
from world.rules.trade import buying_price
from world.rules.weather import DayPhaseSpec, Sky, WeatherSpec
from world.selectors.activities import ActivitiesView, ActivityOffer
from world.selectors.crafts import (
    CraftView,
    GatherView,
    IngredientView,
    NodeView,
    ProfessionsView,
    RecipeView,
    WorkshopView,
)
from world.selectors.events import Coming
from world.selectors.locations import OfferView, ShopView
from world.selectors.runs import run_view_of
from world.state.professions import ProfessionView
from world.state.runs import Standing

SEEDS = range(1, 6)
FOE = -1
Draw = Callable[[Catalogue, str, Pen], Iterable[Screen]]


def _drawing(draw: Draw) -> Callable[[Catalogue, str, str], list[ChatScreen]]:
    """In the language of the screen; none while the draft lacks what it is drawn from."""

    def screens(draft: Catalogue, key: str, language: str) -> list[ChatScreen]:
        pen = Pen(language)
        try:
            with translation.override(language):
                return drawn(pen, draw(draft, key, pen))
        except (LookupError, ValueError, ArithmeticError):  # NotEnough, a row that is not there, a formula of the draft
            return []

    return screens


def _anywhere(draft: Catalogue, key: str | None = None) -> LocationSpec:
    place = draft.find(LocationSpec, key) or next(iter(draft.all(LocationSpec).values()), None)
    if place is None:
        raise NotEnough
    return place


def region_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    """Looking around at one of its places."""
    region = draft.get(RegionSpec, key)
    inside = (place for place in draft.all(LocationSpec).values() if place.region == region.key)
    yield location.around_screen(at_place(draft, next(inside, None), someone(draft, pen)), pen)


def monster_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    """The first turn of a fight, against a fresh character of its level."""
    monster = draft.get(MonsterSpec, key)
    lore = Lore(draft.one(CombatRulesSpec), draft.all(SkillSpec), draft.all(MonsterSpec))
    who = someone(draft, pen, level=monster.level)
    points = sheet(draft.get(ClassSpec, who.cls.key), draft.one(ProgressSpec), who.level, ())
    me = fighter_from_character(
        fighter_id=who.player.id, cls=who.cls, sheet=points, hp=points.max_hp, energy=points.max_energy,
        skills={skill.key: 1 for skill in who.skills if not skill.passive}, potions=(),
    )  # fmt: skip
    state, told = begin((me, fighter_from_monster(fighter_id=FOE, monster=monster)), lore=lore, rng=Rng(1))
    view = BattleView(
        id=1, player_id=me.id, version=1, catalogue=draft, location=None, monster=monster, state=state, events=told,
        previews=previews(state, actor_id=me.id, lore=lore), outcome="", rewards=Rewards(),
    )  # fmt: skip
    yield battle_screen(view, pen)


def shop_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    spec, items = draft.get(ShopSpec, key), draft.all(ItemSpec)
    priced = ((items[offer.item], buying_price(spec, items[offer.item])) for offer in spec.offers)
    offers = tuple(OfferView(item, price or 0) for item, price in priced)
    yield shop.shop_screen(ShopView(someone(draft, pen), spec, offers, ()), pen)


def weather_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    """A place of a region that has this weather, or any."""
    where = {region.key for region in draft.all(RegionSpec).values() if any(w.weather == key for w in region.weathers)}
    places = (place for place in draft.all(LocationSpec).values() if place.region in where)
    yield _under(draft, Sky(draft.get(WeatherSpec, key), None), next(places, None), pen)


def phase_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    yield _under(draft, Sky(None, draft.get(DayPhaseSpec, key)), None, pen)


def _under(draft: Catalogue, sky: Sky, place: LocationSpec | None, pen: Pen) -> Screen:
    return location.location_screen(at_place(draft, place or _anywhere(draft), someone(draft, pen), sky), pen)


def event_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    """The announcement when it begins, and its card while it is awaited."""
    event, now = draft.get(WorldEventSpec, key), clock.now()
    yield events.event_notice(event, pen, left=timedelta(minutes=event.minutes))
    yield events.event_screen(Coming(event, now + timedelta(hours=3)), draft, pen, now=now)


def theme_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    """The entrance."""
    theme = draft.get(DungeonThemeSpec, key)
    place = at_place(draft, _anywhere(draft, theme.location), someone(draft, pen, level=theme.min_level))
    yield dungeon.entrance_screen(place, theme, pen)


def happening_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    """The room that it happens in."""
    happening = DungeonHappening(draft.get(DungeonEventSpec, key).key, 1)
    for theme in draft.all(DungeonThemeSpec).values():
        only = replace(theme, events=(happening,))
        for seed in SEEDS:
            made = dungeon_make(only, seed)
            room = next((room for room in made.rooms if room.kind is RoomKind.EVENT), None)
            if room is not None:
                who = someone(draft, pen, level=theme.min_level)
                me = Member(who.player.id, who.max_hp, who.max_hp, who.energy, who.max_energy)
                state = RunState(room.id, 0, theme.torch, 1, (me,), visited=(0, room.id))
                row = DungeonRun(pk=1, theme=theme.key, started_at=clock.now())
                view = run_view_of(Standing(row, state, 1, Scene(made, only, draft)), player_id=me.player_id)
                yield dungeon.run_screen(view, pen)
                return


def station_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    station = draft.get(StationSpec, key)
    recipes = tuple(_recipe(draft, spec) for spec in draft.all(RecipeSpec).values() if spec.station == key)
    place = _anywhere(draft, next((each.location for each in station.places), None))
    yield craft.workshop_screen(WorkshopView(someone(draft, pen), place, (station,), recipes), pen)


def recipe_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    yield craft.recipe_screen(CraftView(someone(draft, pen), _recipe(draft, draft.get(RecipeSpec, key))), pen)


def _recipe(draft: Catalogue, spec: RecipeSpec) -> RecipeView:
    """For one who is just skilled enough and has what it takes, once."""
    items = draft.all(ItemSpec)
    return RecipeView(
        spec=spec,
        products=tuple((items[each.item], each.amount) for each in spec.outputs),
        profession=_skill(draft, spec.profession, spec.level),
        station=draft.get(StationSpec, spec.station),
        here=True,
        inputs=tuple(IngredientView(items[each.item], each.amount, each.amount, each.returned) for each in spec.inputs),
        tool=draft.find(ItemSpec, spec.tool),
        has_tool=True,
        chance=spec.chance,
        times=1,
    )


def _skill(draft: Catalogue, profession: str, level: int) -> ProfessionView:
    spec = draft.get(ProfessionSpec, profession)
    return ProfessionView(spec, level, 0, spec.xp_base)


def node_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    spec = draft.get(GatheringNodeSpec, key)
    node = NodeView(
        spec, _skill(draft, spec.profession, spec.level), _finds(draft, spec.loot_table),
        draft.find(ItemSpec, spec.tool), has_tool=True, left=spec.stock, next_in=timedelta(),
    )  # fmt: skip
    yield craft.node_screen(GatherView(someone(draft, pen), node), pen)


def _finds(draft: Catalogue, table: str | None) -> tuple[tuple[ItemSpec, int], ...]:
    spec, items = draft.find(LootTableSpec, table), draft.all(ItemSpec)
    return tuple((items[entry.item], entry.chance) for entry in spec.entries) if spec else ()


def activity_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    spec = draft.get(ActivitySpec, key)
    who = someone(draft, pen, level=spec.min_level)
    profession, there = draft.find(ProfessionSpec, spec.profession), draft.find(LocationSpec, spec.destination)
    offer = ActivityOffer(spec, profession, _finds(draft, spec.loot_table), there, True)
    yield activity.offer_screen(ActivitiesView(who, _anywhere(draft, spec.location), None, (offer,)), offer, pen)


def profession_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    yield craft.trades_screen(ProfessionsView(someone(draft, pen), (_skill(draft, key, 1),)), pen)


def class_screens(draft: Catalogue, key: str, pen: Pen) -> Iterator[Screen]:
    """The choice of a class, as a newcomer sees it."""
    who = someone(draft, pen)
    draft.get(ClassSpec, key)
    classes = tuple(draft.all(ClassSpec).values())
    yield onboarding.class_screen(pen, name=who.player.name, classes=classes, version=1)


DRAWN: dict[str, Draw] = {
    "regions": region_screens,
    "monsters": monster_screens,
    "shops": shop_screens,
    "weathers": weather_screens,
    "day_phases": phase_screens,
    "world_events": event_screens,
    "dungeon_themes": theme_screens,
    "dungeon_events": happening_screens,
    "stations": station_screens,
    "recipes": recipe_screens,
    "gathering_nodes": node_screens,
    "activities": activity_screens,
    "professions": profession_screens,
    "classes": class_screens,
}
SCREENS.update({section: _drawing(draw) for section, draw in DRAWN.items()})
