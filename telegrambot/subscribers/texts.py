"""A text that was missing is there: the screens that lack it show it, unless something else is on them by now."""

from __future__ import annotations

from django.utils import translation

from common import clock
from common.errors import GameError
from common.events import subscriber
from content.events import TextPublished
from content.models import GameText
from content.selectors.texts import forget
from players.selectors.characters import player_view
from players.state.character import player_lock
from telegrambot.actions.base import Visit
from telegrambot.actions.table import PAGES
from telegrambot.chats import chat_shows
from telegrambot.codec import decode
from telegrambot.keyboards import screen_payload
from telegrambot.models import Chat
from telegrambot.replies import SCREEN, YIELDS, push
from telegrambot.screens.base import Screen
from telegrambot.screens.told import mark_of


@subscriber(TextPublished)
def refresh_screens(event: TextPublished) -> None:
    fingerprint = GameText.objects.filter(pk=event.text_id).values_list("fingerprint", flat=True).first()
    if fingerprint is None:
        return
    forget(fingerprint)  # this process may not have heard of it yet
    for player_id in sorted(event.awaited_by):
        _refresh(player_id, fingerprint)


def _refresh(player_id: int, fingerprint: str) -> None:
    """Nothing else is ever interrupted: the chat stays locked from the look at what it shows until that is replaced.

    The player first, then the chat: in the order of who presses a button.
    """
    if not Chat.objects.filter(player_id=player_id, awaits__startswith=mark_of(fingerprint)).exists():
        return
    try:
        player_lock(player_id, also_banned=True)
    except GameError:
        return
    chats = Chat.objects.select_for_update(of=("self",), no_key=True).select_related("player")
    chat = chats.filter(player_id=player_id, unreachable_at=None).first()
    if chat is None or not chat.live_message_id:
        return
    mark, _space, page = chat.awaits.partition(" ")
    if mark != mark_of(fingerprint):
        return
    visit = Visit(player_view(chat.player), clock.now())
    with translation.override(visit.player.language):
        screen = _again(visit, page)
        if screen is None or screen.kind != chat.live_kind:
            return
        payload = screen_payload(screen, visit.pen)
    chat_shows(chat, screen)
    where = {"live": chat.live_message_id, "bottom": chat.bottom_message_id}
    push(chat.chat_id, SCREEN, payload | where | {YIELDS: True})


def _again(visit: Visit, page: str) -> Screen | None:
    if visit.player.banned:
        return None
    tap = decode(page)
    try:
        return PAGES[tap.verb](visit, tap).screen
    except GameError:  # it is gone meanwhile: the next tap tells
        return None
