"""Language, notifications, text only."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.errors import Invalid
from players.models import NoticeKind
from players.services.preferences import (
    player_credit_set,
    player_language_set,
    player_notices_mute,
    player_notifications_set,
    player_text_only_set,
)
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import here
from telegrambot.codec import Tap
from telegrambot.screens.base import page_number
from telegrambot.screens.menu import notice_page, notifications_screen, settings_screen
from telegrambot.screens.notices import notice_names

_STATES = {"on": True, "off": False}


def settings(visit: Visit, tap: Tap) -> Answer:
    return _shown(visit)


def _shown(visit: Visit) -> Answer:
    if visit.player.next_step:  # before there is a character, the choice that was interrupted comes first
        return Answer(here(visit))
    return Answer(settings_screen(visit.player, visit.pen))


def language(visit: Visit, tap: Tap) -> Answer:
    """Without an argument: the settings, where both languages are buttons."""
    if tap.arg:
        visit.now_known_as(player_language_set(player_id=visit.player.id, language=tap.arg))
    return _shown(visit)


def notify(visit: Visit, tap: Tap) -> Answer:
    """`on` and `off` are about all notifications, `find_on` and `find_off` about one kind; a number is a page."""
    kind, _sep, state = tap.arg.rpartition("_")
    if state not in _STATES:
        return _notices(visit, page_number(tap.arg)) if not tap.arg or tap.arg.isdecimal() else _unknown(visit, tap.arg)
    if kind:
        return _muted(visit, kind, muted=not _STATES[state]) or _notices(visit, notice_page(kind))
    visit.now_known_as(player_notifications_set(player_id=visit.player.id, enabled=_STATES[state]))
    return _notices(visit)


def _notices(visit: Visit, page: int = 1) -> Answer:
    if visit.player.next_step:
        return Answer(here(visit))
    return Answer(notifications_screen(visit.player, visit.pen, page=page))


def mute(visit: Visit, tap: Tap) -> Answer:
    """The button under a message that nobody asked for: the screen stays as it is. Of no kind: all the switches."""
    if not tap.arg:
        return _notices(visit)
    refused = _muted(visit, tap.arg, muted=True)
    if refused is not None:
        return refused
    text = _("Such messages will not come any more: %(kind)s. Settings bring them back.")
    toast = text % {"kind": notice_names()[NoticeKind(tap.arg)]}
    if not visit.typed:
        return Answer(toast=toast, strip=True)
    return Answer(_notices(visit, notice_page(tap.arg)).screen, toast)


def _muted(visit: Visit, kind: str, *, muted: bool) -> Answer | None:
    """Mute a kind or let it come again; the answer when there is no such kind."""
    changes = {"mute" if muted else "unmute": [kind]}
    try:
        visit.now_known_as(player_notices_mute(player_id=visit.player.id, **changes))
    except Invalid:
        return _unknown(visit, kind)
    return None


def _unknown(visit: Visit, word: str) -> Answer:
    text = _("There are no such notifications: %(word)s. Here are those there are.") % {"word": word}
    return Answer(_notices(visit).screen, text)


def plain(visit: Visit, tap: Tap) -> Answer:
    if tap.arg in _STATES:
        visit.now_known_as(player_text_only_set(player_id=visit.player.id, enabled=_STATES[tap.arg]))
    return _shown(visit)


def credit(visit: Visit, tap: Tap) -> Answer:
    if tap.arg in _STATES:
        visit.now_known_as(player_credit_set(player_id=visit.player.id, enabled=_STATES[tap.arg]))
    return _shown(visit)
