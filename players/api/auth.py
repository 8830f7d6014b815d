"""Signing in and out. These writes take no Idempotency-Key: launch data and refresh tokens are good once by nature,
ending what has ended changes nothing, and an answer full of secrets must not be kept for a replay."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from common.door import PlayerRequest, respond
from players.api.guards import player_token
from players.api.render import session_out
from players.api.schemas import GuestIn, RefreshIn, SessionOut, TelegramIn, TicketOut
from players.services import ws_tickets
from players.services.sessions import (
    session_end,
    session_end_everywhere,
    session_open_guest,
    session_open_telegram,
    session_refresh,
)

entrance = Router(tags=["auth"])  # nobody is signed in yet: counted as attempts
renewal = Router(tags=["auth"])  # a refresh token says who is asking
router = Router(tags=["auth"], auth=player_token)


@entrance.post("/telegram", response=SessionOut, summary="Sign in from a Mini App")
def sign_in_telegram(request: HttpRequest, body: TelegramIn) -> HttpResponse:
    """Exchange the launch data that Telegram signed, at most an hour old and good once, for tokens."""
    return respond(session_out(session_open_telegram(init_data=body.init_data)))


@entrance.post("/guest", response=SessionOut, summary="Sign in as a guest")
def sign_in_guest(request: HttpRequest, body: GuestIn) -> HttpResponse:
    """For development: no Telegram needed. Refused in production."""
    return respond(session_out(session_open_guest(guest_key=body.guest_key, language_code=body.language)))


@renewal.post("/refresh", response=SessionOut, summary="Get the next tokens")
def token_refresh(request: HttpRequest, body: RefreshIn) -> HttpResponse:
    """A refresh token is good once. Sent again within ten seconds, while the next one is unused, it gets the same
    answer (a lost answer is not a lost session); sent again later, it ends the session for everybody who has it."""
    return respond(session_out(session_refresh(refresh_token=body.refresh_token)))


@renewal.post("/logout", response={204: None}, summary="Sign out here")
def sign_out(request: HttpRequest, body: RefreshIn) -> HttpResponse:
    """End the session of this refresh token. Its access tokens stop working within two seconds."""
    session_end(refresh_token=body.refresh_token)
    return HttpResponse(status=204)


@router.post("/logout-everywhere", response={204: None}, summary="Sign out on every device")
def sign_out_everywhere(request: PlayerRequest) -> HttpResponse:
    """End every session of the player. All access tokens stop working within two seconds."""
    session_end_everywhere(player_id=request.player_id)
    return HttpResponse(status=204)


@router.post("/ws-ticket", response=TicketOut, summary="Get a ticket for a WebSocket")
def ws_ticket(request: PlayerRequest) -> HttpResponse:
    """A browser cannot send a header when it opens a socket, and a token does not belong in an address: it shows
    this ticket instead, once, within 30 seconds. The socket closes when this session ends."""
    ticket = ws_tickets.ws_ticket_issue(player_id=request.player_id, session=request.session_id)
    return respond({"ticket": ticket, "expires_in": int(ws_tickets.LIFETIME.total_seconds())})
