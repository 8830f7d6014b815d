"""Language, notifications, text only."""

from __future__ import annotations

from django.utils.translation import gettext as _

from players.services.preferences import (
    player_language_set,
    player_notifications_set,
    player_text_only_set,
)
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import here
from telegrambot.codec import Tap
from telegrambot.screens.menu import settings_screen

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
    if tap.arg in _STATES:
        enabled = _STATES[tap.arg]
        visit.now_known_as(player_notifications_set(player_id=visit.player.id, enabled=enabled))
    return _shown(visit)


def mute(visit: Visit, tap: Tap) -> Answer:
    """The button under a message that nobody asked for: the screen stays as it is."""
    visit.now_known_as(player_notifications_set(player_id=visit.player.id, enabled=False))
    text = _("Such messages will not come any more. Settings bring them back.")
    return _shown(visit) if visit.typed else Answer(toast=text, strip=True)


def plain(visit: Visit, tap: Tap) -> Answer:
    if tap.arg in _STATES:
        visit.now_known_as(player_text_only_set(player_id=visit.player.id, enabled=_STATES[tap.arg]))
    return _shown(visit)
