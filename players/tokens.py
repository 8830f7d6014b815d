"""The secrets that players' programs carry: access tokens (JWT) and refresh tokens (opaque).

An access token names its session and the player's token version; whether these still hold is `players.access`.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import jwt
from django.conf import settings

ACCESS_LIFETIME = timedelta(minutes=15)
REFRESH_LIFETIME = timedelta(days=30)  # of the session as a whole: rotation does not prolong it
LONGEST = 2048
_ALGORITHM = "HS256"
_ISSUER = "artel"
_AUDIENCE = "artel-api"
_TYPE = "at+jwt"  # RFC 9068


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What a believed access token says."""

    player_id: int
    session: UUID
    token_version: int


@functools.cache
def _keys(current: str, *older: str) -> dict[str, str]:
    """By key id, the signing one first. Older keys only verify, until what they signed has expired."""
    return {hashlib.sha256(key.encode()).hexdigest()[:8]: key for key in (current, *older)}


def _known_keys() -> dict[str, str]:
    return _keys(settings.JWT_SIGNING_KEY, *settings.JWT_OLDER_KEYS)


def access_token_make(claims: AccessClaims, *, now: datetime) -> str:
    """A signed token that is good for ACCESS_LIFETIME."""
    kid, key = next(iter(_known_keys().items()))
    payload = {
        "iss": _ISSUER,
        "aud": _AUDIENCE,
        "sub": str(claims.player_id),
        "sid": claims.session.hex,
        "tv": claims.token_version,
        "jti": uuid4().hex,
        "iat": now,
        "exp": now + ACCESS_LIFETIME,
    }
    return jwt.encode(payload, key, algorithm=_ALGORITHM, headers={"kid": kid, "typ": _TYPE})


def access_token_read(token: str) -> AccessClaims | None:
    """The claims of a token that was signed here and has not expired; None for any other."""
    if len(token) > LONGEST:
        return None
    try:
        header = jwt.get_unverified_header(token)
        key = _known_keys().get(header.get("kid", ""))
        if key is None or header.get("typ") != _TYPE:
            return None
        payload = jwt.decode(
            token,
            key,
            algorithms=[_ALGORITHM],
            audience=_AUDIENCE,
            issuer=_ISSUER,
            options={"require": ["exp", "iat", "sub", "sid", "tv", "jti"]},
        )
        return AccessClaims(int(payload["sub"]), UUID(payload["sid"]), int(payload["tv"]))
    except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError):
        return None


def refresh_token_first() -> str:
    """The first refresh token of a session: 256 random bits."""
    return secrets.token_urlsafe(32)


def refresh_token_next(token: str) -> str:
    """The token that follows `token` in its session: always the same one, so that a client that lost the answer
    can ask again; only the server can tell it."""
    key = settings.JWT_SIGNING_KEY.encode()
    digest = hmac.digest(key, b"refresh-token-after:" + token.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def secret_digest(secret: str) -> str:
    """What is stored of a secret with 256 bits of chance in it: a fast hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
