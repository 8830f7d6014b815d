"""What is refused at the door of the house: sign-in, tokens, keys."""

from __future__ import annotations

from common.errors import GameError


class InitDataRefused(GameError):
    """Mini App launch data that cannot be believed. params: reason (`malformed`, `forged`, `expired`, `future`)."""

    code = "players.init_data_refused"


class InitDataUsed(GameError):
    """The launch data was exchanged for tokens before: it is good once."""

    code = "players.init_data_used"


class GuestLoginOff(GameError):
    """Guests cannot sign in to this installation."""

    code = "players.guest_login_off"


class TokenRefused(GameError):
    """An access or refresh token that is forged, expired, or of a session that has ended."""

    code = "players.token_refused"


class TokenReused(GameError):
    """A refresh token came a second time: somebody has a copy, so its whole session was ended."""

    code = "players.token_reused"


class ApiKeyRefused(GameError):
    """An API key that is unknown, expired or revoked."""

    code = "players.api_key_refused"
