"""What goes on in the world, what comes, and the boss that everybody strikes at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from combat.selectors.boss import BossView
from combat.services.boss import StrikeView
from common.spans import span
from content.rules.catalogue import Catalogue
from players.models import NoticeKind
from players.rules.catalogue import ItemSpec
from players.selectors.characters import PieceView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Row, Screen, grid, lines, page_of
from telegrambot.screens.items import found_cards, found_line
from telegrambot.screens.location import back_here, vitals
from telegrambot.screens.notices import notice_below
from telegrambot.screens.pen import Pen
from telegrambot.screens.turner import turner
from world.events import BossRewarded
from world.rules.catalogue import LocationSpec, RegionSpec
from world.rules.events import EventKind, WorldEventSpec
from world.selectors.events import Coming, EventBoard
from world.state.happening import Running

EVENTS_A_PAGE = 6


def events_screen(board: EventBoard, pen: Pen, *, page: int = 1) -> Screen:
    """Each event is a line and a button to its card."""
    shown = page_of(board.entries, page, EVENTS_A_PAGE)
    told = [pen.listed(_line(entry, board.now, pen), _card(entry)) for entry in shown.items]
    events = dict.fromkeys(entry.event for entry in shown.items)  # one that goes on may also come again
    buttons = [Button(f"{event.icon} {pen.name(event.name)}", Tap(Verb.EVENT, event.key)) for event in events]
    return Screen(
        "events",
        lines(
            pen.icon("📅") + _("<b>World events</b>"),
            "",
            *(told or [_("All is quiet in the coming days. Enjoy it while it lasts.")]),
        ),
        (*grid(buttons), (_back_to_menu(), *turner(Verb.EVENTS, shown.number, shown.pages))),
    )


def _card(entry: Running | Coming) -> Tap:
    return Tap(Verb.EVENT, entry.event.key)


def _line(entry: Running | Coming, now: datetime, pen: Pen) -> str:
    name = f"{pen.icon(entry.event.icon)}<b>{pen.html(entry.event.name)}</b>"
    if isinstance(entry, Running):
        return _("%(event)s: goes on, %(span)s left") % {"event": name, "span": span(entry.ends_at - now)}
    return _("%(event)s: in %(span)s") % {"event": name, "span": span(entry.begins_at - now)}


def event_screen(entry: Running | Coming, catalogue: Catalogue, pen: Pen, *, now: datetime) -> Screen:
    """What it is, where and when."""
    event = entry.event
    return Screen(
        "event",
        lines(
            f"{pen.icon(event.icon)}<b>{pen.html(event.name)}</b>",
            pen.html(event.announcement),
            "",
            _when(entry, now),
            _where(event, catalogue, pen),
            _bonus(event),
        ),
        ((Button(_("← Events"), Tap(Verb.EVENTS)),),),
    )


def _when(entry: Running | Coming, now: datetime) -> str:
    if isinstance(entry, Running):
        return _("Goes on for another %(span)s.") % {"span": span(entry.ends_at - now)}
    lasts = timedelta(minutes=entry.event.minutes)
    return _("Begins in %(span)s and lasts %(lasts)s.") % {
        "span": span(entry.begins_at - now),
        "lasts": span(lasts),
    }


def _where(event: WorldEventSpec, catalogue: Catalogue, pen: Pen) -> str | None:
    place = catalogue.find(LocationSpec, event.location) or catalogue.find(RegionSpec, event.region)
    if place is None:
        return _("Everywhere.") if event.region is None else None
    return _("Where: %(place)s.") % {"place": pen.html(place.name)}


def _bonus(event: WorldEventSpec) -> str | None:
    """Every number that decides something is shown."""
    if event.kind is not EventKind.HAPPY_HOUR:
        return None
    parts = [
        (event.xp_percent, _("experience %(percent)d %%")),
        (event.gold_percent, _("gold %(percent)d %%")),
        (event.loot_percent, _("chance of loot %(percent)d %%")),
    ]
    told = ", ".join(words % {"percent": percent} for percent, words in parts if percent != 100)
    return _("Of the usual: %(bonus)s.") % {"bonus": told} if told else None


def _back_to_menu() -> Button:
    return Button(_("← Menu"), Tap(Verb.MENU))


def boss_screen(view: BossView, pen: Pen, *, now: datetime, strike: StrikeView | None = None) -> Screen:
    """`strike`: what the player has just done."""
    left = _("%(span)s left") % {"span": span(view.running.ends_at - now)}
    return Screen(
        "boss",
        lines(
            f"{pen.icon(view.monster.icon)}<b>{pen.html(view.monster.name)}</b> · "
            + _("lv. %(level)d") % {"level": view.monster.level},
            pen.hp(view.hp, view.max_hp),
            _fallen() if view.is_felled else left,
            "",
            _blow(strike),
            _mine(view),
            _crowd(view),
            "",
            vitals(view.character, pen),
        ),
        (*_strike_button(view, pen, now), (back_here(),)),
    )


def _fallen() -> str:
    return _("It has fallen! The rewards are on their way.")


def _blow(strike: StrikeView | None) -> str | None:
    if strike is None:
        return None
    return _("› Your strike: %(damage)d damage. It cost you HP %(lost)d.") % {
        "damage": strike.damage,
        "lost": max(0, strike.lost),
    }


def _mine(view: BossView) -> str:
    if not view.strikes:
        return _("You have not struck yet. From %(least)d damage on there is a reward.") % {
            "least": view.running.event.min_damage
        }
    return _("Your part: damage %(damage)d, place %(place)d.") % {"damage": view.damage, "place": view.place}


def _crowd(view: BossView) -> str | None:
    if not view.fighters:
        return None
    return ngettext("%(n)d hero strikes at it.", "%(n)d heroes strike at it.", view.fighters) % {"n": view.fighters}


def _strike_button(view: BossView, pen: Pen, now: datetime) -> tuple[Row, ...]:
    """While one gets one's breath, the button tells how long; then looking again shows it ready."""
    if view.is_felled:
        return ()
    if view.ready_at is not None:
        wait = span(min(view.ready_at - now, timedelta(seconds=view.running.event.strike_seconds)))
        return ((Button(_("Breath: %(span)s") % {"span": wait}, Tap(Verb.BOSS)),),)
    strike = Tap(Verb.STRIKE, str(view.running.run_id), view.character.player.version)
    return ((Button(pen.icon("⚔️") + _("Strike"), strike), Button(_("Look again"), Tap(Verb.BOSS))),)


def event_notice(event: WorldEventSpec, pen: Pen, *, left: timedelta) -> Screen:
    """An event has begun."""
    return Screen(
        "eventbegins",
        lines(
            f"{pen.icon(event.icon)}<b>{pen.html(event.name)}</b>",
            pen.html(event.announcement),
            _("%(span)s left") % {"span": span(left)},
        ),
        ((Button(_("More about it"), Tap(Verb.EVENT, event.key)),), *notice_below(NoticeKind.EVENT)),
    )


def boss_notice(
    told: BossRewarded, event: WorldEventSpec, catalogue: Catalogue, pen: Pen, *, found: Sequence[PieceView] = ()
) -> Screen:
    """What one's part in a hunt has brought."""
    name = {"event": f"<b>{pen.html(event.name)}</b>"}
    ended = _("%(event)s: the beast has fallen!") if told.felled else _("%(event)s: it got away this time.")
    gains = _("Experience +%(xp)d, gold +%(gold)d") % {"xp": told.xp, "gold": told.gold}
    return Screen(
        "bosspaid",
        lines(
            pen.icon(event.icon) + ended % name,
            _("Your damage: %(damage)d.") % {"damage": told.damage},
            _("One of the best: place %(place)d!") % {"place": told.place} if told.place else None,
            gains if told.xp or told.gold else _too_little(told, event),
            _loot(told, catalogue, pen),
            found_line(found, pen),
        ),
        (*found_cards(found, pen), *notice_below(NoticeKind.EVENT)),
    )


def _too_little(told: BossRewarded, event: WorldEventSpec) -> str | None:
    if told.damage >= event.min_damage:
        return None
    return _("A reward takes %(least)d damage. Next time!") % {"least": event.min_damage}


def _loot(told: BossRewarded, catalogue: Catalogue, pen: Pen) -> str | None:
    found = [(catalogue.find(ItemSpec, key), amount) for key, amount in told.items]
    named = [f"{pen.icon(item.icon)}{pen.html(item.name)} ×{amount}" for item, amount in found if item is not None]
    return _("Loot: %(items)s") % {"items": ", ".join(named)} if named else None
