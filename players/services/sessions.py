"""Signing in, staying signed in, signing out.

A session is a family of refresh tokens that began with one sign-in. Each is good once and gives the next one;
one that comes again later ends the family, because then two people hold it. A client whose answer got lost may
repeat its request for ten seconds: it is given the very same next token, as long as that one is unused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import F

from common import clock
from common.errors import NotFound
from common.realtime import sockets_recheck
from common.tx import after_commit, command
from players.access import access_forget, access_forget_player
from players.errors import Banned, GuestLoginOff, InitDataUsed, TokenRefused, TokenReused
from players.models import Player, RefreshToken, UsedInitData
from players.rules.init_data import init_data_read
from players.selectors.characters import PlayerView, player_view
from players.services.onboarding import player_arrive
from players.services.ws_tickets import ws_ticket_issue, ws_ticket_take
from players.tokens import (
    ACCESS_LIFETIME,
    REFRESH_LIFETIME,
    AccessClaims,
    access_token_make,
    refresh_token_first,
    refresh_token_next,
    secret_digest,
)

__all__ = [
    "SessionView",
    "session_end",
    "session_end_everywhere",
    "session_open_guest",
    "session_open_telegram",
    "session_refresh",
    "ws_ticket_issue",
    "ws_ticket_take",
]

RETRY_GRACE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class SessionView:
    """What a client gets for signing in. `access_expires_in` in seconds."""

    player: PlayerView
    access_token: str
    access_expires_in: int
    refresh_token: str
    refresh_expires_at: datetime


@command
def session_open_telegram(*, init_data: str) -> SessionView:
    """Sign in with a Mini App's launch data, good once. Raises InitDataRefused(reason), InitDataUsed, Banned."""
    now = clock.now()
    launch = init_data_read(
        init_data,
        bot_token=settings.TELEGRAM_BOT_TOKEN,
        now=now,
        max_age=settings.INIT_DATA_MAX_AGE,
    )
    if not UsedInitData.objects.get_or_create(digest=launch.digest)[1]:
        raise InitDataUsed()
    arrived = player_arrive(telegram_id=launch.telegram_id, language_code=launch.language_code)
    return _open(arrived.id, now)


@command
def session_open_guest(*, guest_key: str, language_code: str | None = None) -> SessionView:
    """Sign in without Telegram, where settings allow it. Raises GuestLoginOff, Banned."""
    if not settings.GUEST_LOGIN_ENABLED:
        raise GuestLoginOff()
    return _open(player_arrive(guest_key=guest_key, language_code=language_code).id, clock.now())


def session_refresh(*, refresh_token: str) -> SessionView:
    """The next pair of tokens. Raises TokenRefused, Banned, and TokenReused once the family's end is committed."""
    view = _rotate(refresh_token)
    if view is None:
        raise TokenReused()
    return view


@command
def session_end(*, refresh_token: str) -> None:
    """Sign out here. A token that is not good any more has nothing to end."""
    token = RefreshToken.objects.filter(digest=secret_digest(refresh_token)).first()
    if token is not None:
        _lock_player(token.player_id)
        _end_family(token.player_id, token.family)


@command
def session_end_everywhere(*, player_id: int) -> None:
    """Sign out on every device: access tokens stop at once, refresh tokens for good. Raises NotFound(what, key)."""
    _lock_player(player_id)
    Player.objects.filter(pk=player_id).update(token_version=F("token_version") + 1)
    RefreshToken.objects.filter(player_id=player_id, revoked_at=None).update(revoked_at=clock.now())
    after_commit(f"access:player:{player_id}", lambda: access_forget_player(player_id))
    after_commit(f"sockets:{player_id}", lambda: sockets_recheck(player_id))


def _lock_player(player_id: int) -> Player:
    """Every change of a player's sessions happens under this lock: no token slips past the end of its family."""
    row = Player.objects.select_for_update(no_key=True).filter(pk=player_id).first()
    if row is None:
        raise NotFound(what="player", key=str(player_id))
    return row


def _open(player_id: int, now: datetime) -> SessionView:
    player = _lock_player(player_id)
    if player.banned_at is not None:
        raise Banned()
    Player.objects.filter(pk=player_id).update(seen_at=now)
    token = refresh_token_first()
    row = RefreshToken.objects.create(
        player=player, family=uuid4(), digest=secret_digest(token), expires_at=now + REFRESH_LIFETIME
    )
    return _view(player, row, token, now)


@command
def _rotate(refresh_token: str) -> SessionView | None:
    """None: the token was used before, and its family has been ended."""
    now = clock.now()
    digest = secret_digest(refresh_token)
    player_id = RefreshToken.objects.filter(digest=digest).values_list("player_id", flat=True).first()
    if player_id is None:
        raise TokenRefused()
    player = _lock_player(player_id)
    row = RefreshToken.objects.get(digest=digest)
    if player.banned_at is not None:
        raise Banned()
    if row.revoked_at is not None or row.expires_at <= now:
        raise TokenRefused()
    successor = refresh_token_next(refresh_token)
    if row.used_at is None:
        _succeed(row, successor, now)
    elif not _is_retry(row, successor, now):
        _end_family(player.pk, row.family)
        return None
    return _view(player, row, successor, now)


def _succeed(row: RefreshToken, successor: str, now: datetime) -> None:
    row.used_at = now
    row.save(update_fields=["used_at"])
    RefreshToken.objects.create(
        player_id=row.player_id, family=row.family, digest=secret_digest(successor), expires_at=row.expires_at
    )


def _is_retry(row: RefreshToken, successor: str, now: datetime) -> bool:
    if row.used_at is None or now - row.used_at > RETRY_GRACE:
        return False
    return RefreshToken.objects.filter(digest=secret_digest(successor), used_at=None).exists()


def _end_family(player_id: int, family: UUID) -> None:
    RefreshToken.objects.filter(family=family, revoked_at=None).update(revoked_at=clock.now())
    after_commit(f"access:{family}", lambda: access_forget(family))
    after_commit(f"sockets:{player_id}", lambda: sockets_recheck(player_id))


def _view(player: Player, row: RefreshToken, token: str, now: datetime) -> SessionView:
    claims = AccessClaims(player.pk, row.family, player.token_version)
    return SessionView(
        player=player_view(player),
        access_token=access_token_make(claims, now=now),
        access_expires_in=int(ACCESS_LIFETIME.total_seconds()),
        refresh_token=token,
        refresh_expires_at=row.expires_at,
    )
