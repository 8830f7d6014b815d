"""Texts that grow with play: those of where the player is, and telling moderators of one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from combat.selectors.battles import battle_view
from combat.selectors.telling import legend_told
from common.errors import NotFound
from content.selectors.texts import Told, forget, text_read
from content.services.reports import text_report
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import here
from telegrambot.codec import Tap
from telegrambot.screens.told import texts_screen
from world.errors import NoShopHere
from world.selectors.locations import location_view, shop_view
from world.selectors.runs import run_view
from world.selectors.telling import location_told, room_told, trader_told


def texts(visit: Visit, tap: Tap) -> Answer:
    """One text by its number; without it, those of where the player is."""
    if visit.player.next_step:
        return Answer(here(visit))
    found = [text_read(_number(tap))] if tap.arg else _here(visit)
    return Answer(texts_screen([told for told in found if told is not None], visit.pen))


def _here(visit: Visit) -> list[Told | None]:
    player = visit.player
    if visit.battle_id is not None:
        view = battle_view(battle_id=visit.battle_id, player_id=player.id)
        return [legend_told(view, language=player.language)]
    if visit.run_id is not None:
        return [room_told(run_view(player_id=player.id, run_id=visit.run_id), language=player.language)]
    place = location_told(location_view(player_id=player.id, now=visit.now))
    try:
        return [place, trader_told(shop_view(player_id=player.id, now=visit.now))]
    except NoShopHere:
        return [place]


def report(visit: Visit, tap: Tap) -> Answer:
    told = text_read(_number(tap))
    is_hidden = text_report(text_id=_number(tap), player_id=visit.player.id)
    forget(told.fingerprint)  # who reports it is not to read it once more
    thanks = _("Thank you. The text is hidden until moderators have looked.")
    return Answer(here(visit), thanks if is_hidden else _("Thank you. Moderators will look at this text."))


def _number(tap: Tap) -> int:
    if not tap.arg.isdecimal() or len(tap.arg) > 18:
        raise NotFound(what="text", key=tap.arg)
    return int(tap.arg)
