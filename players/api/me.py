"""The player: who one is, what one is worth, what has happened."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from ninja import Query, Router

from common import clock
from common.door import WRITE, Page, PlayerRequest, page_body, respond, write_once
from common.errors import NotFound
from common.realtime import stream_read
from players.access import access_forget_player
from players.api.guards import player_token
from players.api.render import character_out, player_out
from players.api.schemas import (
    CharacterOut,
    ClassIn,
    EventsOut,
    LedgerOut,
    NameIn,
    PlayerOut,
    SettingsIn,
    SinceIn,
)
from players.models import NoticeKind
from players.selectors.characters import PlayerView, character_view, player_get
from players.selectors.history import ledger_page
from players.services.onboarding import player_class_choose, player_name_set
from players.services.preferences import (
    player_credit_set,
    player_language_set,
    player_notices_mute,
    player_notifications_set,
    player_text_only_set,
)

router = Router(tags=["me"], auth=player_token)


@router.get("/me", response=PlayerOut, summary="Who am I")
def me(request: PlayerRequest) -> HttpResponse:
    """The player, and in `next_step` what is missing before the game begins."""
    return respond(player_out(_player(request.player_id)))


@router.put("/me/name", response=PlayerOut, summary="Take a name", openapi_extra=WRITE)
def me_name(request: PlayerRequest, body: NameIn) -> HttpResponse:
    """Once, for good. Letters, digits and a few marks; nobody else may have one that looks the same."""
    return write_once(request, lambda: player_out(player_name_set(player_id=request.player_id, name=body.name)))


@router.put("/me/class", response=PlayerOut, summary="Choose a class", openapi_extra=WRITE)
def me_class(request: PlayerRequest, body: ClassIn) -> HttpResponse:
    """Once, after the name: the game begins."""
    return write_once(
        request,
        lambda: player_out(player_class_choose(player_id=request.player_id, character_class=body.character_class)),
    )


@router.patch("/me/settings", response=PlayerOut, summary="Change settings", openapi_extra=WRITE)
def me_settings(request: PlayerRequest, body: SettingsIn) -> HttpResponse:
    """Language of all texts, messages one did not ask for (all of them, or by kind), screens without pictures,
    the name beside texts that one was first to meet. Only what is given changes."""
    response = write_once(request, lambda: player_out(_settings_set(request.player_id, body)))
    access_forget_player(request.player_id)  # it remembers the language
    return response


def _settings_set(player_id: int, body: SettingsIn) -> PlayerView:
    if body.language is not None:
        player_language_set(player_id=player_id, language=body.language)
    if body.notifications is not None:
        player_notifications_set(player_id=player_id, enabled=body.notifications)
    if body.muted is not None:
        wanted = set(NoticeKind.values).difference(body.muted)
        player_notices_mute(player_id=player_id, mute=body.muted, unmute=wanted)
    if body.text_only is not None:
        player_text_only_set(player_id=player_id, enabled=body.text_only)
    if body.credited is not None:
        player_credit_set(player_id=player_id, enabled=body.credited)
    return _player(player_id)


def _player(player_id: int) -> PlayerView:
    view = player_get(player_id=player_id)
    if view is None:
        raise NotFound(what="player", key=str(player_id))
    return view


@router.get("/character", response=CharacterOut, summary="Character sheet")
def character(request: PlayerRequest) -> HttpResponse:
    """Level, points, stats, skills and what is worn, as of now: HP and energy grow by themselves."""
    return respond(character_out(character_view(player_id=request.player_id, now=clock.now())))


@router.get("/me/ledger", response=LedgerOut, summary="What came and went")
def me_ledger(request: PlayerRequest, page: Page) -> HttpResponse:
    """Every movement of gold and items, newest first."""
    lines = ledger_page(player_id=request.player_id, before=page.cursor, limit=page.limit + 1)
    return respond(page_body([asdict(line) for line in lines], limit=page.limit))


@router.get("/events", response=EventsOut, summary="Events since")
def events(request: PlayerRequest, since: Query[SinceIn]) -> HttpResponse:
    """What a WebSocket would have told, oldest first. Kept for seven days."""
    read = stream_read(player_id=request.player_id, after=since.after, limit=since.limit)
    items: list[dict[str, Any]] = [{"seq": event.seq, "name": event.name, "payload": event.payload} for event in read]
    return respond({"items": items, "last_seq": items[-1]["seq"] if items else since.after})
