"""A character made of the draft, to draw screens for: nobody in particular, well rested, good enough for them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import mark_safe

from content.admin.screens import ChatScreen
from content.rules.catalogue import Catalogue
from players.rules.catalogue import ClassSpec, ProgressSpec, SkillSpec
from players.rules.character import learned_skills, sheet, xp_for_level
from players.selectors.characters import CharacterView, PlayerView
from telegrambot.screens.base import Screen
from telegrambot.screens.pen import Pen
from world.rules.catalogue import LocationSpec, MonsterSpec, RegionSpec, ShopSpec
from world.rules.weather import CLEAR, Sky
from world.selectors.locations import ExitView, LocationView, dungeons_at
from world.state.place import activities_at, nodes_at, stations_at

NAMES = {"ru": "Лёля", "en": "Lyolya"}
PURSE = 131


class NotEnough(LookupError):
    """The draft lacks what a screen cannot be drawn without: a class, the rules of progress, a place."""


def someone(draft: Catalogue, pen: Pen, *, level: int = 1) -> CharacterView:
    spec = next(iter(draft.all(ClassSpec).values()), None)
    progress = draft.find(ProgressSpec, "default")
    if spec is None or progress is None:
        raise NotEnough
    points = sheet(spec, progress, level, ())
    player = PlayerView(
        id=1, name=NAMES[pen.language], language=pen.language, text_only=False, notifications=True, muted=(),
        character_class=spec.key, level=level, version=1, engagement="", next_step="", banned=False,
    )  # fmt: skip
    known = (draft.find(SkillSpec, key) for key in learned_skills(spec, level))
    return CharacterView(
        player=player, cls=spec, level=level, xp=0, xp_needed=xp_for_level(progress, level), hp=points.max_hp,
        max_hp=points.max_hp, energy=points.max_energy, max_energy=points.max_energy, gold=PURSE, stats=points.stats,
        attack=points.attack, armor=points.armor, skills=tuple(skill for skill in known if skill), equipment=(),
    )  # fmt: skip


def at_place(draft: Catalogue, spec: LocationSpec | None, who: CharacterView, sky: Sky = CLEAR) -> LocationView:
    """Where somebody stands, of what the draft has there."""
    region = draft.find(RegionSpec, spec.region) if spec else None
    if spec is None or region is None:
        raise NotEnough
    ways = ((draft.find(LocationSpec, way.to), way.min_level) for way in spec.exits)
    met = (draft.find(MonsterSpec, encounter.monster) for encounter in spec.encounters)
    return LocationView(
        character=who,
        location=spec,
        region=region,
        exits=tuple(ExitView(place, level, who.level >= level) for place, level in ways if place),
        neighbours=(),
        shop=draft.find(ShopSpec, spec.shop),
        monsters=tuple(monster for monster in met if monster),
        sky=sky,
        stations=stations_at(draft, spec),
        nodes=nodes_at(draft, spec),
        activities=activities_at(draft, spec),
        dungeons=dungeons_at(draft, spec),
    )


def drawn(pen: Pen, screens: Iterable[Screen]) -> list[ChatScreen]:
    return [
        ChatScreen(
            pen.language,
            mark_safe(screen.text),  # noqa: S308  (a screen escapes every text that goes into it)
            tuple(tuple(button.label for button in row) for row in screen.rows),
        )
        for screen in screens
    ]
