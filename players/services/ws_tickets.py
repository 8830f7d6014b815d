"""Tickets: what a browser shows to open a socket, where it cannot send a header. Good once, for 30 seconds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from redis.exceptions import RedisError

from common.redis import channel_name, redis_client
from players.tokens import secret_digest

log = structlog.get_logger(__name__)

LIFETIME = timedelta(seconds=30)
_LONGEST = 128


@dataclass(frozen=True, slots=True)
class TicketHolder:
    """Whose ticket it is, and the session it was asked for in: what it opens ends with that session."""

    player_id: int
    session: UUID


def ws_ticket_issue(*, player_id: int, session: UUID) -> str:
    """A ticket for one connection. Raises RedisError: it is a hint nobody can live without for a moment."""
    ticket = secrets.token_urlsafe(32)
    redis_client().set(_key(ticket), f"{player_id} {session.hex}", ex=LIFETIME)
    return ticket


def ws_ticket_take(ticket: str) -> TicketHolder | None:
    """The holder of a ticket, which is used up by this; None when it is unknown, used, or 30 seconds old."""
    if not ticket or len(ticket) > _LONGEST:
        return None
    try:
        kept = redis_client().getdel(_key(ticket))
    except RedisError as error:
        log.warning("ws_ticket.redis_down", error=str(error))
        return None
    if kept is None:
        return None
    player_id, _, session = str(kept).partition(" ")
    return TicketHolder(int(player_id), UUID(session))


def _key(ticket: str) -> str:
    return channel_name(f"ws-ticket:{secret_digest(ticket)}")
