"""What there is to do at a place besides fighting, resting and walking on: one function for each feature."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button
from telegrambot.screens.pen import Pen
from world.rules.dungeon_themes import DungeonThemeSpec
from world.selectors.locations import LocationView

Doing = Callable[[LocationView, Pen], list[Button]]


def under_way(view: LocationView, pen: Pen) -> list[Button]:
    """What the player is at, wherever it was begun."""
    if not view.character.player.pastime:
        return []
    return [Button(pen.icon("⏳") + _("What goes on"), Tap(Verb.ACTIVITY))]


def errands(view: LocationView, pen: Pen) -> list[Button]:
    """Somebody here gives quests; which of them are left the log tells."""
    return [Button(pen.icon("📜") + _("Quests"), Tap(Verb.QUESTS))] if view.quests else []


def crafting(view: LocationView, pen: Pen) -> list[Button]:
    return [
        Button(_("Craft: %(station)s") % {"station": pen.name(station.name)}, Tap(Verb.CRAFT, station.key))
        for station in view.stations
    ]


def gathering(view: LocationView, pen: Pen) -> list[Button]:
    return [Button(pen.name(node.name), Tap(Verb.NODE, node.key)) for node in view.nodes]


def pastimes(view: LocationView, pen: Pen) -> list[Button]:
    return [Button(pen.name(spec.name), Tap(Verb.PASTIME, spec.key)) for spec in view.activities]


def entrances(view: LocationView, pen: Pen) -> list[Button]:
    """Dungeons, with the level that opens them where the player's is lower."""
    return [Button(_entrance_label(view, theme, pen), Tap(Verb.DUNGEON, theme.key)) for theme in view.dungeons]


def _entrance_label(view: LocationView, theme: DungeonThemeSpec, pen: Pen) -> str:
    name = f"{pen.icon(theme.icon)}{pen.name(theme.name)}"
    return name if view.character.level >= theme.min_level else f"{name} {pen.lock(theme.min_level)}"


def company(view: LocationView, pen: Pen) -> list[Button]:
    """Those who are here can be traded with."""
    return [Button(_("People here"), Tap(Verb.PEOPLE))] if view.neighbours else []


# In this order on the page. Each gives the buttons of what its feature offers here, none when it offers nothing.
DOINGS: tuple[Doing, ...] = (errands, entrances, under_way, crafting, gathering, pastimes, company)


def doings(view: LocationView, pen: Pen) -> list[Button]:
    """Everything there is to do here, the buttons that lead to it."""
    return [button for doing in DOINGS for button in doing(view, pen)]


def back_to_doings() -> Button:
    return Button(_("← Things to do"), Tap(Verb.DOINGS))
