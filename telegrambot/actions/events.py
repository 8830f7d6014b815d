"""World events, and striking at a world boss."""

from __future__ import annotations

from combat.selectors.boss import boss_view
from combat.services.boss import boss_strike
from common.errors import NotFound
from content.release import current
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import here
from telegrambot.codec import Tap
from telegrambot.screens.base import page_number
from telegrambot.screens.events import boss_screen, event_screen, events_screen
from world.selectors.events import event_board


def events(visit: Visit, tap: Tap) -> Answer:
    return Answer(events_screen(event_board(now=visit.now), visit.pen, page=page_number(tap.arg)))


def event(visit: Visit, tap: Tap) -> Answer:
    """The card of an event that goes on or comes; for one that is over, the page of those there are."""
    board = event_board(now=visit.now)
    entry = next((entry for entry in board.entries if entry.event.key == tap.arg), None)
    if entry is None:
        return Answer(events_screen(board, visit.pen))
    return Answer(event_screen(entry, current(), visit.pen, now=visit.now))


def boss(visit: Visit, tap: Tap) -> Answer:
    if visit.player.engagement:
        return Answer(here(visit))
    return Answer(boss_screen(boss_view(player_id=visit.player.id, now=visit.now), visit.pen, now=visit.now))


def strike(visit: Visit, tap: Tap) -> Answer:
    """A button strikes at the boss it was shown for, a typed command at the one that is here."""
    if tap.arg and not tap.arg.isdecimal():
        raise NotFound(what="event_run", key=tap.arg)
    view = boss_strike(
        player_id=visit.player.id, run_id=int(tap.arg) if tap.arg else None, expected_version=tap.version
    )
    return Answer(boss_screen(view.boss, visit.pen, now=visit.now, strike=view))
