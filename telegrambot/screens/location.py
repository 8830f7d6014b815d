"""Where the player is: the screen that everything returns to."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.selectors.texts import Told
from players.selectors.characters import CharacterView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import MAX_COLUMNS, Button, Row, Screen, grid, lines, packed, page_of
from telegrambot.screens.doings import doings
from telegrambot.screens.going_on import boss_button, going_on_line
from telegrambot.screens.pen import Pen
from telegrambot.screens.told import awaited, told_line
from telegrambot.screens.turner import turner
from world.selectors.locations import ExitView, LocationView

EXIT_ROWS = 2
DOING_ROWS = 4
_MONSTERS_TOLD = 6
_WILD_TOLD = 3


def location_screen(view: LocationView, pen: Pen, *, page: int = 1, told: Told | None = None) -> Screen:
    """`told`: the place as it is now; without it, as it always is."""
    place = view.location
    return Screen(
        "location",
        lines(
            f"{pen.icon(place.icon)}<b>{pen.html(place.name)}</b> · {_overhead(view, pen)}",
            told_line(told, pen) or " ".join((pen.html(place.description), *_weather(view, pen))),
            "",
            vitals(view.character, pen),
            going_on_line(view.going_on, pen, now=view.now) if view.now else None,
            " ".join((_dangers(view, pen), *_pastime(view, pen))),
            _neighbours(view, pen),
        ),
        (_deeds(view, pen), *_exits(view, pen, page), *_doors(view, pen)),
        awaited(told, Tap(Verb.LOOK, str(page) if page > 1 else "")),
    )


def vitals(character: CharacterView, pen: Pen) -> str:
    facts = (
        pen.hp(character.hp, character.max_hp),
        pen.energy(character.energy, character.max_energy),
        pen.gold(character.gold),
    )
    return ", ".join(facts) if pen.plain else "   ".join(facts)


def _overhead(view: LocationView, pen: Pen) -> str:
    """Time of day and weather; where there is neither, the region."""
    parts = [f"{pen.icon(part.icon)}{pen.html(part.name).lower()}" for part in view.sky.parts]
    return ", ".join(parts) or pen.html(view.region.name)


def _weather(view: LocationView, pen: Pen) -> list[str]:
    return [f"<i>{pen.html(view.sky.weather.description)}</i>"] if view.sky.weather else []


def _dangers(view: LocationView, pen: Pen) -> str:
    levels = [monster.level for monster in view.monsters]
    if view.location.safe or not levels:
        return " ".join((_("It is safe here."), *_first_steps(view, pen)))
    if min(levels) == max(levels):
        return _("Dangerous: monsters of level %(level)d.") % {"level": levels[0]}
    return _("Dangerous: monsters of levels %(low)d–%(high)d.") % {"low": min(levels), "high": max(levels)}


def _pastime(view: LocationView, pen: Pen) -> list[str]:
    """What goes on by itself meanwhile is easily forgotten."""
    return [pen.icon("⏳") + _("Something goes on: /activity")] if view.character.player.pastime else []


def _first_steps(view: LocationView, pen: Pen) -> list[str]:
    """Where a beginner finds a first fight, the ways out of safety, and a first quest."""
    if view.character.level > 1:
        return []
    wild = [pen.html(way.location.name) for way in view.exits if way.open and not way.location.safe]
    told = [_("Monsters are further on: %(places)s.") % {"places": ", ".join(wild[:_WILD_TOLD])}] if wild else []
    return [*told, _("Quests wait here: “Things to do” shows them.")] if view.quests else told


def _neighbours(view: LocationView, pen: Pen) -> str | None:
    people = [
        _("%(name)s (lv. %(level)d)") % {"name": pen.html(neighbour.name), "level": neighbour.level}
        for neighbour in view.neighbours
    ]
    if view.shop is not None:
        people.append(pen.html(view.shop.name))
    return _("Nearby: %(people)s") % {"people": ", ".join(people)} if people else None


def is_dangerous(view: LocationView) -> bool:
    return bool(view.monsters) and not view.location.safe


def can_rest(view: LocationView) -> bool:
    """Whether a rest here would restore anything."""
    who = view.character
    return view.location.has_rest and (who.hp < who.max_hp or who.energy < who.max_energy)


def _deeds(view: LocationView, pen: Pen) -> Row:
    """Where there is no room for it, one looks around from the page of things to do."""
    version = view.character.player.version
    fight = Button(_("Look for a fight"), Tap(Verb.FIGHT, version=version))
    rest = Button(_("Rest"), Tap(Verb.REST, version=version))
    boss = [boss_button(view.boss, pen)] if view.boss else []
    deeds = boss + ([fight] if is_dangerous(view) else []) + ([rest] if can_rest(view) else [])
    to_do = [Button(_("Things to do"), Tap(Verb.DOINGS))] if doings(view, pen) else []
    return (*deeds, *to_do, around_here())[:MAX_COLUMNS]


def _exits(view: LocationView, pen: Pen, page: int) -> tuple[Row, ...]:
    """At most two rows; a place with more ways out than that has pages of them."""
    version = view.character.player.version
    buttons = [Button(_exit_label(way, pen), Tap(Verb.GO, way.location.key, version)) for way in view.exits]
    rows = grid(buttons, columns=2 if len(buttons) <= 4 else 3) if pen.plain else packed(buttons)
    if len(rows) <= EXIT_ROWS:
        return rows
    shown = page_of(rows, page, EXIT_ROWS - 1)
    onward = shown.number % shown.pages + 1
    more = _("More ways %(page)d/%(pages)d →") % {"page": shown.number, "pages": shown.pages}
    return (*shown.items, (Button(more, Tap(Verb.LOOK, str(onward))),))


def _exit_label(way: ExitView, pen: Pen) -> str:
    name = pen.name(way.location.name)
    return f"→ {name}" if way.open else f"{name} {_lock(way, pen)}"


def _lock(way: ExitView, pen: Pen) -> str:
    """Why one cannot go there: an event that shuts the way, or one's level."""
    if way.shut_by is None:
        return pen.lock(way.min_level)
    return _("shut") if pen.plain else "⛔"


def _doors(view: LocationView, pen: Pen) -> tuple[Row, ...]:
    """A row of its own for the shop: its name fits there as the game master wrote it."""
    shop = ((Button(pen.name(view.shop.name), Tap(Verb.SHOP)),),) if view.shop else ()
    return (*shop, always_here())


def always_here() -> Row:
    """What is at hand wherever one is."""
    return (
        Button(_("Character"), Tap(Verb.CHARACTER)),
        Button(_("Bag"), Tap(Verb.BAG)),
        Button(_("☰ Menu"), Tap(Verb.MENU)),
    )


def around_here() -> Button:
    return Button(_("Look around"), Tap(Verb.AROUND))


def around_screen(view: LocationView, pen: Pen) -> Screen:
    """What one sees by looking around: who lives here, and what the ways out ask for."""
    region = view.region
    return Screen(
        "around",
        lines(
            f"{pen.icon(region.icon)}<b>{pen.html(region.name)}</b> · {pen.html(view.location.name)}",
            pen.html(region.description),
            "",
            *_inhabitants(view, pen),
            _comforts(view),
            _locked(view, pen),
        ),
        ((back_here(),),),
    )


def doings_screen(view: LocationView, pen: Pen, *, page: int = 1) -> Screen:
    """At most four rows of things to do; a place with more has pages of them."""
    rows = packed(doings(view, pen), columns=2)
    shown = page_of(rows, page, DOING_ROWS)
    nothing = None if rows else _("Nothing special to do here. Walk on and look elsewhere.")
    return Screen(
        "doings",
        lines(
            pen.icon("✨") + _("<b>Things to do</b>") + f" · {pen.html(view.location.name)}",
            "",
            vitals(view.character, pen),
            nothing,
        ),
        (*shown.items, (back_here(), around_here(), *turner(Verb.DOINGS, shown.number, shown.pages))),
    )


def back_here() -> Button:
    return Button(_("← Back"), Tap(Verb.LOOK))


def _inhabitants(view: LocationView, pen: Pen) -> list[str]:
    if not is_dangerous(view):
        return [_("Nobody here will attack you.")]
    told = view.monsters[:_MONSTERS_TOLD]
    facts = [
        _("%(monster)s: level %(level)d, HP %(hp)d")
        % {"monster": f"{pen.icon(monster.icon)}{pen.html(monster.name)}", "level": monster.level, "hp": monster.hp}
        for monster in told
    ]
    hidden = len(view.monsters) - len(told)
    if hidden:
        facts.append(ngettext("and %(n)d more", "and %(n)d more", hidden) % {"n": hidden})
    return facts


def _comforts(view: LocationView) -> str | None:
    return _("You can rest here: HP and energy come back at once.") if view.location.has_rest else None


def _locked(view: LocationView, pen: Pen) -> str | None:
    shut = [f"{pen.html(way.location.name)} {_lock(way, pen)}" for way in view.exits if not way.open]
    return _("Not yet open: %(ways)s") % {"ways": ", ".join(shut[:4])} if shut else None
