"""Whether a session is still good: asked with every request, read from PostgreSQL every two seconds.

A ban, a logout and a logout everywhere therefore take effect in every process within two seconds.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import LiteralString
from uuid import UUID

from django.db import connection

from players.tokens import AccessClaims

_GOOD_FOR = 2.0  # seconds
_MOST_KEPT = 20_000

_known: dict[UUID, tuple[float, Access]] = {}


@dataclass(frozen=True, slots=True)
class Access:
    """Who is calling, in which language, and whether they still may."""

    player_id: int
    session: UUID
    token_version: int
    language: str
    is_live: bool
    is_banned: bool


def access_of(claims: AccessClaims) -> Access | None:
    """The access that an access token gives; None when its session has ended. A banned player is still told so."""
    access = access_of_session(claims.player_id, claims.session)
    if access is None or access.is_banned:
        return access
    return access if access.token_version == claims.token_version else None


def access_of_session(player_id: int, session: UUID) -> Access | None:
    """The access that a player's session gives, whatever it was shown by; None when it has ended."""
    kept = _known.get(session)
    if kept is None or time.monotonic() - kept[0] >= _GOOD_FOR:
        return access_read(player_id, session)
    return _granted(kept[1], player_id)


def access_read(player_id: int, session: UUID) -> Access | None:
    """As `access_of_session`, but as it is now, not as it was up to two seconds ago."""
    access = _read(player_id, session)
    if access is None:
        return None
    _keep(access)
    return _granted(access, player_id)


def _granted(access: Access, player_id: int) -> Access | None:
    if access.player_id != player_id:
        return None
    return access if access.is_live or access.is_banned else None


def access_forget(session: UUID) -> None:
    """Read a session anew at its next request in this process."""
    _known.pop(session, None)


def access_forget_player(player_id: int) -> None:
    """Read all sessions of a player anew at their next requests in this process."""
    for session, (_, access) in list(_known.items()):
        if access.player_id == player_id:
            access_forget(session)


# By hand, because nearly every request asks: a player acts about as often as this is read anew.
_READ: LiteralString = """
    SELECT token_version, language, banned_at IS NOT NULL, EXISTS (
        SELECT FROM players_refreshtoken AS token
        WHERE token.family = %s AND token.player_id = player.id AND token.revoked_at IS NULL
    )
    FROM players_player AS player WHERE id = %s
"""


def _read(player_id: int, session: UUID) -> Access | None:
    with connection.cursor() as cursor:
        cursor.execute(_READ, [session, player_id])
        row = cursor.fetchone()
    if row is None:
        return None
    token_version, language, is_banned, is_live = row
    return Access(player_id, session, token_version, language, is_live, is_banned)


def _keep(access: Access) -> None:
    if len(_known) >= _MOST_KEPT:
        _known.clear()
    _known[access.session] = (time.monotonic(), access)
