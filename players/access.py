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
    kept = _known.get(claims.session)
    if kept is not None and time.monotonic() - kept[0] < _GOOD_FOR:
        access = kept[1]
    else:
        found = _read(claims)
        if found is None:
            return None
        access = found
        _keep(access)
    if access.player_id != claims.player_id:
        return None
    if access.is_banned:
        return access
    return access if access.is_live and access.token_version == claims.token_version else None


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


def _read(claims: AccessClaims) -> Access | None:
    with connection.cursor() as cursor:
        cursor.execute(_READ, [claims.session, claims.player_id])
        row = cursor.fetchone()
    if row is None:
        return None
    token_version, language, is_banned, is_live = row
    return Access(claims.player_id, claims.session, token_version, language, is_live, is_banned)


def _keep(access: Access) -> None:
    if len(_known) >= _MOST_KEPT:
        _known.clear()
    _known[access.session] = (time.monotonic(), access)
