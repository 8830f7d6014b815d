"""Who stands behind a WebSocket, and whether they still may."""

from __future__ import annotations

from dataclasses import dataclass

from players.models import Player
from players.services.sessions import access_token_player, ws_ticket_take


@dataclass(frozen=True, slots=True)
class Identity:
    """`token` is None for a socket that a ticket opened: it lives until a ban or a logout everywhere."""

    player_id: int
    token_version: int
    token: str | None = None


def identity_of_token(token: str) -> Identity | None:
    player_id = access_token_player(token)
    return None if player_id is None else _identity(player_id, token)


def identity_of_ticket(ticket: str) -> Identity | None:
    """Uses the ticket up."""
    player_id = ws_ticket_take(ticket)
    return None if player_id is None else _identity(player_id, None)


def is_still_welcome(identity: Identity) -> bool:
    if identity.token is not None and access_token_player(identity.token) != identity.player_id:
        return False
    return _identity(identity.player_id, identity.token) == identity


def _identity(player_id: int, token: str | None) -> Identity | None:
    version = Player.objects.filter(pk=player_id, banned_at=None).values_list("token_version", flat=True).first()
    return None if version is None else Identity(player_id, version, token)
