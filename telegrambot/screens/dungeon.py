"""In a dungeon: where one stands, what is here, what is known of the ways, and how it all ended."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from combat.models import Battle
from combat.selectors.battles import BattleView
from content.selectors.texts import Told
from players.rules.catalogue import ItemSpec
from players.selectors.characters import PieceView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Row, Screen, lines, packed
from telegrambot.screens.dungeon_map import map_lines
from telegrambot.screens.items import found_cards, found_line
from telegrambot.screens.location import back_here, vitals
from telegrambot.screens.pen import Pen
from telegrambot.screens.result import closely, gains, headline
from telegrambot.screens.told import about_text, aside, awaited
from world.rules.dungeon_fog import UNSEEN
from world.rules.dungeon_run import Direction, News, NewsKind
from world.rules.dungeon_themes import DungeonThemeSpec, EventChoice, RoomKind
from world.selectors.locations import LocationView
from world.selectors.runs import RunView, WayView

_ITEMS_TOLD = 5


def entrance_screen(view: LocationView, theme: DungeonThemeSpec, pen: Pen) -> Screen:
    """What is known of a dungeon before one goes in."""
    who = view.character
    may_enter = who.level >= theme.min_level and who.hp > 0
    enter = Button(pen.icon("🕯") + _("Go down"), Tap(Verb.DESCEND, theme.key, who.player.version))
    closed = None
    if who.level < theme.min_level:
        closed = _("Opens at level %(needs)d; yours is %(has)d.") % {"needs": theme.min_level, "has": who.level}
    return Screen(
        "entrance",
        lines(
            f"{pen.icon(theme.icon)}<b>{pen.html(theme.name)}</b> · {pen.html(view.location.name)}",
            pen.html(theme.description),
            "",
            vitals(who, pen),
            closed,
            _("Rooms: %(low)d–%(high)d. At the end waits the boss.")
            % {"low": theme.rooms_min, "high": theme.rooms_max},
            _("Inside, HP and energy do not come back by themselves: bring provisions and look for rest places."),
            _("You can leave at any time; what you have found stays yours."),
        ),
        (((enter,),) if may_enter else ()) + ((back_here(),),),
    )


def run_screen(view: RunView, pen: Pen, *, found: Sequence[PieceView] = (), told: Told | None = None) -> Screen:
    """Where the party is, and what can be done. `found`: what was just taken and is one of a kind; `told`: how the
    room looks."""
    if view.result:
        return run_over_screen(view, pen)
    return Screen(
        "dungeon",
        lines(
            f"{pen.icon(view.theme.icon)}<b>{pen.html(view.theme.name)}</b> · {room_name(view.kind)}",
            *_last(news_told(view, pen), found_line(found, pen), pen),
            aside(told, _here(view, pen), pen),
            *_condition(view, pen),
            _ways_told(view) if pen.plain else f"<pre>{pen.html(chr(10).join(map_lines(view.sketch)))}</pre>",
        ),
        (*(_deeds(view, pen) or found_cards(found, pen)), *_moves(view, pen), _tools(view, pen)),
        awaited(told, Tap(Verb.LOOK)),
    )


def room_name(kind: str) -> str:
    return {
        RoomKind.ENTRANCE: _("the way out"),
        RoomKind.BOSS: _("the boss's hall"),
        RoomKind.MONSTER: _("a lair"),
        RoomKind.TREASURE: _("a treasury"),
        RoomKind.TRAP: _("a room with a trap"),
        RoomKind.REST: _("a rest place"),
        RoomKind.EVENT: _("a strange place"),
        UNSEEN: _("unknown"),
    }[kind]


def _last(told: list[str], found: str | None, pen: Pen) -> list[str]:
    """The last two of what happened, or the last one and what was found; in words, on one line."""
    kept = told[-2:] if found is None else [*told[-1:], found]
    return [" ".join(line.removeprefix("› ") for line in kept)] if pen.plain and kept else kept


def _condition(view: RunView, pen: Pen) -> list[str]:
    told = [_state(view, pen), *([held] if (held := _held(view)) else [])]
    return [". ".join(told)] if pen.plain else told


def _here(view: RunView, pen: Pen) -> str:
    """What is in this room, in one or two sentences."""
    if view.monster is not None:
        facts = {
            "monster": f"{pen.icon(view.monster.icon)}<b>{pen.html(view.monster.name)}</b>",
            "level": view.monster.level,
            "hp": view.monster.hp,
        }
        return _("In the way stands %(monster)s: level %(level)d, HP %(hp)d.") % facts
    if view.event is not None:
        return f"{pen.icon(view.event.icon)}<b>{pen.html(view.event.name)}.</b> {pen.html(view.event.description)}"
    return _quiet(view)


def _quiet(view: RunView) -> str:
    if view.kind is RoomKind.TREASURE:
        return _("The chest is empty.") if view.done else _("A chest, and nobody near it.")
    if view.kind is RoomKind.REST:
        return _("The fire has burned down.") if view.done else _("Dry, quiet, and wood for a fire.")
    return {
        RoomKind.ENTRANCE: _("Daylight falls from above."),
        RoomKind.BOSS: _("It is quiet here now."),
        RoomKind.MONSTER: _("Nobody stands in the way any more."),
        RoomKind.TRAP: _("The trap has done its work."),
        RoomKind.EVENT: _("There is nothing left to decide here."),
    }[view.kind]


def _state(view: RunView, pen: Pen) -> str:
    member = view.member
    torch = _("the torch is out: it is dark")
    if view.torch:
        steps = ngettext("torch for %(n)d step", "torch for %(n)d steps", view.torch) % {"n": view.torch}
        torch = steps if pen.plain else _("torch") + f" 🔥 {view.torch}"
    facts = (pen.hp(member.hp, member.max_hp), pen.energy(member.energy, member.max_energy), torch)
    return ", ".join(facts) if pen.plain else "   ".join(facts)


def _held(view: RunView) -> str | None:
    if not view.keys:
        return None
    return _("Keys in hand: %(keys)s") % {"keys": ", ".join(_numbered(key) for key in view.keys)}


def _numbered(lock: int) -> str:
    return _("No. %(n)d") % {"n": lock}


def _ways_told(view: RunView) -> str:
    """The map in words."""
    told = [_("%(way)s: %(room)s") % {"way": direction_name(way.direction), "room": _beyond(way)} for way in view.ways]
    return _("Ways from here: %(ways)s") % {"ways": "; ".join(told)}


def _beyond(way: WayView) -> str:
    if way.lock:
        text = _("a locked door, you have the key") if way.has_key else _("a locked door, key %(key)s is missing")
        return text % {"key": _numbered(way.lock)}
    return room_name(way.look)


def direction_name(direction: Direction) -> str:
    return {
        Direction.NORTH: _("North"),
        Direction.EAST: _("East"),
        Direction.SOUTH: _("South"),
        Direction.WEST: _("West"),
    }[direction]


_ARROWS = {Direction.NORTH: "↑", Direction.EAST: "→", Direction.SOUTH: "↓", Direction.WEST: "←"}


def _stamped(view: RunView, label: str, verb: Verb, arg: str = "") -> Button:
    return Button(label, Tap(verb, arg, view.version, run_id=view.id))


def _deeds(view: RunView, pen: Pen) -> tuple[Row, ...]:
    """What this room offers: at most two rows."""
    if view.monster is not None:
        return ((_stamped(view, pen.icon("⚔️") + _("Fight"), Verb.FIGHT),),)
    if view.event is not None:
        choices = (_choice(view, number, choice, pen) for number, choice in enumerate(view.event.choices, start=1))
        return packed(choices, columns=2)
    if view.done:
        return ()
    if view.kind is RoomKind.TREASURE:
        return ((_stamped(view, pen.icon("💰") + _("Open the chest"), Verb.LOOT),),)
    if view.kind is RoomKind.REST:
        return ((_stamped(view, pen.icon("🏕") + _("Make a fire and rest"), Verb.REST),),)
    return ()


def _choice(view: RunView, number: int, choice: EventChoice, pen: Pen) -> Button:
    """With its odds, so that a choice is one."""
    odds = "" if choice.chance >= 100 else f" {choice.chance}%"
    return _stamped(view, f"{pen.name(choice.label)}{odds}", Verb.CHOOSE, str(number))


def _moves(view: RunView, pen: Pen) -> tuple[Row, ...]:
    """The ways that are open, and looking for more: at most two rows."""
    ways = [
        _stamped(view, _way_label(way, pen), Verb.STEP, way.direction.value)
        for way in view.ways
        if way.open or (way.lock and not view.guarded)
    ]
    search = [] if view.guarded else [_stamped(view, _search_label(view, pen), Verb.SEARCH)]
    return packed((*ways, *search))


def _search_label(view: RunView, pen: Pen) -> str:
    """Looking takes as much of the torch as a step."""
    return _("Search") if pen.plain or not view.torch else f"{_('Search')} 🔥1"


def _way_label(way: WayView, pen: Pen) -> str:
    name = direction_name(way.direction)
    if way.lock:
        mark = _("(key)") if way.has_key else _("(locked)")
        return f"{_ARROWS[way.direction]} {name} {mark}" if pen.plain else f"{'🔑' if way.has_key else '🔒'} {name}"
    return f"{_ARROWS[way.direction]} {name}"


def _tools(view: RunView, pen: Pen) -> Row:
    map_button = () if pen.plain else (Button(_("Map"), Tap(Verb.MAP)),)
    return (*map_button, Button(_("Bag"), Tap(Verb.BAG)), Button(_("Leave"), Tap(Verb.WAYOUT)))


def leave_screen(view: RunView, pen: Pen) -> Screen:
    """Whether they mean it: there is no way back into the same dungeon."""
    stay = Button(_("← Back"), Tap(Verb.LOOK))
    return Screen(
        "wayout",
        lines(
            f"{pen.icon(view.theme.icon)}<b>{pen.html(view.theme.name)}</b>",
            _("Leave the dungeon? What you have found stays yours. Next time everything in it will be different."),
            "",
            _state(view, pen),
        ),
        ((_stamped(view, _("Leave"), Verb.GETOUT),), (stay,)),
    )


def map_caption(view: RunView, pen: Pen) -> Screen:
    """Under the picture: what its signs mean."""
    signs = _("@ you, < way out, M monster, B boss, $ treasure, ~ rest, ! event, ^ trap, ? unknown. Red: locked.")
    return Screen(
        "map",
        lines(
            f"{pen.icon(view.theme.icon)}<b>{pen.html(view.theme.name)}</b>",
            pen.html(signs),
        ),
        ((back_here(),),),
    )


def after_fight_screen(
    view: BattleView,
    run: RunView,
    place: LocationView,
    pen: Pen,
    *,
    found: Sequence[PieceView] = (),
    told: Told | None = None,
) -> Screen:
    """What a fight on the way brought, and what became of the run by it. `found`: what is one of a kind in it;
    `told`: its tale."""
    onward = Button(_("Onward →"), Tap(Verb.LOOK))
    return Screen(
        "result",
        lines(
            headline(view, pen, told),
            *gains(view, pen),
            *(run_over_told(run, pen) if run.result else [_after_fight(view), _held(run)]),
            "",
            *closely([found_line(found, pen), vitals(place.character, pen)], pen),
        ),
        (*found_cards(found, pen), (back_here() if run.result else onward, *about_text(told))),
        awaited(told, Tap(Verb.AFTER, str(view.id))),
    )


def _after_fight(view: BattleView) -> str:
    if view.outcome == Battle.Outcome.VICTORY:
        return _("The way is clear.")
    return _("You are back in the room before. It still waits.")


def run_over_screen(view: RunView, pen: Pen) -> Screen:
    """How it ended, and what it brought."""
    return Screen(
        "dungeonend",
        lines(*run_over_told(view, pen)),
        ((back_here(),),),
    )


def run_over_told(view: RunView, pen: Pen) -> list[str]:
    name = {"dungeon": f"<b>{pen.html(view.theme.name)}</b>"}
    head = {
        "victory": pen.icon("👑") + _("%(dungeon)s: the boss is felled!"),
        "defeat": pen.icon("💀") + _("%(dungeon)s was too much this time."),
        "left": pen.icon("🚪") + _("%(dungeon)s is left behind."),
    }[view.result] % name
    minutes = max(1, round(view.seconds / 60))
    time = ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    rooms = ngettext("%(n)d room seen", "%(n)d rooms seen", view.rooms_seen) % {"n": view.rooms_seen}
    return [head, f"{rooms}, {time}.", *_found(view, pen)]


def _found(view: RunView, pen: Pen) -> list[str]:
    told = []
    if view.found.xp:
        told.append(_("XP +%(n)d") % {"n": view.found.xp})
    if view.found.gold:
        told.append(_("gold +%(n)d") % {"n": view.found.gold})
    told += items_told(view, view.found.items, pen)
    return [_("Brought out: %(things)s") % {"things": ", ".join(told)}] if told else []


def items_told(view: RunView, items: tuple[tuple[str, int], ...], pen: Pen) -> list[str]:
    found = ((view.catalogue.find(ItemSpec, key), amount) for key, amount in items)
    told = [f"{pen.html(item.name)} ×{amount}" for item, amount in found if item is not None]
    hidden = len(told) - _ITEMS_TOLD
    if hidden <= 0:
        return told
    return [*told[:_ITEMS_TOLD], ngettext("and %(n)d more", "and %(n)d more", hidden) % {"n": hidden}]


def news_told(view: RunView, pen: Pen) -> list[str]:
    """What the last step brought about, a line each."""
    told = [line for news in view.news if (line := _news_told(view, news, pen))]
    if view.grant is not None:
        things = [_("gold +%(n)d") % {"n": view.grant.gold}] if view.grant.gold else []
        things += items_told(view, view.grant.items, pen)
        told.append("› " + (_("Found: %(things)s") % {"things": ", ".join(things)} if things else _("It was empty.")))
    return told


def _news_told(view: RunView, news: News, pen: Pen) -> str:
    if news.kind in (NewsKind.WENT_WELL, NewsKind.WENT_BADLY):
        choice = _chosen(view, news.amount)
        text = choice and (choice.good_text if news.kind is NewsKind.WENT_WELL else choice.bad_text)
        return f"› {pen.html(text)}" if text else ""
    pattern = {
        NewsKind.TORCH_OUT: _("The torch has burned out. In the dark traps go unnoticed."),
        NewsKind.DOOR_OPENED: _("Key %(lock)s turns, the door is open."),
        NewsKind.KEY_FOUND: _("A key: %(lock)s. Somewhere there is a door for it."),
        NewsKind.TRAP_SPRUNG: _("A trap! HP −%(n)d."),
        NewsKind.TRAP_NOTICED: _("A trap, noticed in time."),
        NewsKind.WAY_FOUND: _("A hidden way!"),
        NewsKind.NOTHING_FOUND: _("Nothing found. Perhaps there is nothing, perhaps look again."),
        NewsKind.RESTED: _("The fire warms: HP +%(n)d, the torch is lit anew."),
        NewsKind.HURT: _("HP −%(n)d."),
        NewsKind.HEALED: _("HP +%(n)d."),
        NewsKind.DRUNK: _("That helped: HP +%(n)d."),
    }.get(news.kind)
    return f"› {pattern % {'n': news.amount, 'lock': _numbered(news.amount)}}" if pattern else ""


def _chosen(view: RunView, number: int) -> EventChoice | None:
    """The choice that was made: the event is no longer waiting, so it is looked up by the room."""
    event = view.decided
    return event.choices[number - 1] if event and number <= len(event.choices) else None
