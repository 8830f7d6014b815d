"""Who may call: players by access token, programs by API key."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from ninja.security import APIKeyHeader, HttpBearer

from common import clock
from common.door import PlayerRequest, StaffRequest
from players.access import access_of
from players.errors import Banned, TokenRefused
from players.services.api_keys import ApiKeyAccess, api_key_access
from players.state.presence import presence_note
from players.tokens import access_token_read


class PlayerToken(HttpBearer):
    """`Authorization: Bearer <access token>`. Raises TokenRefused, Banned."""

    def authenticate(self, request: HttpRequest, token: str) -> int:
        claims = access_token_read(token)
        access = None if claims is None else access_of(claims)
        if access is None:
            raise TokenRefused()
        ask = cast(PlayerRequest, request)
        ask.language = access.language
        if access.is_banned:
            raise Banned()
        ask.player_id, ask.session_id = access.player_id, access.session
        ask.scope = f"player:{access.player_id}"
        presence_note(access.player_id, now=clock.now())
        return access.player_id


class ServiceKey(APIKeyHeader):
    """`X-API-Key` with a scope. Raises ApiKeyRefused, Forbidden(needs)."""

    param_name = "X-API-Key"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, key: str | None) -> ApiKeyAccess | None:
        if not key:
            return None
        access = api_key_access(key, scope=self.scope)
        cast(PlayerRequest, request).scope = f"key:{access.key_id}"
        return access


class ModeratorKey(ServiceKey):
    """A key that decides about texts in the name of its owner. Raises as ServiceKey."""

    def __init__(self) -> None:
        super().__init__("content:moderate")

    def authenticate(self, request: HttpRequest, key: str | None) -> ApiKeyAccess | None:
        access = super().authenticate(request, key)
        if access is not None and access.owner is not None:
            cast(StaffRequest, request).by = access.owner
        return access


player_token = PlayerToken()
moderator_key = ModeratorKey()
