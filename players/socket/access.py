"""Who stands behind a WebSocket, and whether they still may."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from players.access import Access, access_of, access_of_session, access_read
from players.services.ws_tickets import ws_ticket_take
from players.tokens import access_token_read


@dataclass(frozen=True, slots=True)
class Identity:
    """`token` is None for a socket that a ticket opened: it lives as long as its session."""

    player_id: int
    session: UUID
    token_version: int
    token: str | None = None


def identity_of_token(token: str) -> Identity | None:
    claims = access_token_read(token)
    access = None if claims is None else access_of(claims)
    return _identity(access, token)


def identity_of_ticket(ticket: str) -> Identity | None:
    """Uses the ticket up."""
    holder = ws_ticket_take(ticket)
    access = None if holder is None else access_of_session(holder.player_id, holder.session)
    return _identity(access, None)


def is_still_welcome(identity: Identity) -> bool:
    """Read from the rows: a socket that was told of a logout must not be calmed by what is remembered."""
    if identity.token is not None and access_token_read(identity.token) is None:
        return False
    return _identity(access_read(identity.player_id, identity.session), identity.token) == identity


def _identity(access: Access | None, token: str | None) -> Identity | None:
    if access is None or access.is_banned:
        return None
    return Identity(access.player_id, access.session, access.token_version, token)
