"""Keys of other programs. An operator issues them with the scopes they need, and revokes them."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User

from common import clock
from common.audit import audit
from common.errors import Forbidden, Invalid, NotFound
from common.tx import command
from players.errors import ApiKeyRefused
from players.models import ApiKey
from players.tokens import secret_digest

# What a key may open, and which permission its owner must have for it: empty where no person decides.
SCOPES: Mapping[str, str] = {"players:read": "", "content:moderate": "content.moderate_texts"}
_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ApiKeyAccess:
    """Which program is calling, what it may do, and in whose name."""

    key_id: int
    name: str
    scopes: frozenset[str]
    owner: User | None = None


@command
def api_key_issue(
    *,
    name: str,
    scopes: Iterable[str],
    actor: str,
    owner: User | None = None,
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """A new key and its secret, `artel_<prefix>_<secret>`, which can never be shown again.

    Raises Invalid(field, reason), Forbidden(needs) when the owner may not do themselves what a scope allows.
    """
    chosen = sorted(set(scopes))
    if not name.strip():
        raise Invalid(field="name", reason="empty")
    if not chosen or not set(chosen) <= set(SCOPES):
        raise Invalid(field="scopes", reason="unknown" if chosen else "empty")
    if lacking := [SCOPES[scope] for scope in chosen if not _owner_may(owner, scope)]:
        raise Forbidden(needs=lacking[0])
    prefix = secrets.token_hex(4)
    secret = f"artel_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        name=name.strip(),
        prefix=prefix,
        digest=secret_digest(secret),
        scopes=chosen,
        created_by=actor,
        owner=owner,
        expires_at=expires_at,
    )
    audit(actor=actor, action="players.api_key_issue", subject=f"api_key:{key.pk}", scopes=chosen)
    return key, secret


@command
def api_key_revoke(*, key_id: int, actor: str, reason: str = "") -> None:
    """Make a key useless at once. Raises NotFound(what, key)."""
    key = ApiKey.objects.select_for_update().filter(pk=key_id).first()
    if key is None:
        raise NotFound(what="api_key", key=str(key_id))
    if key.revoked_at is None:
        key.revoked_at = clock.now()
        key.save(update_fields=["revoked_at"])
        audit(actor=actor, action="players.api_key_revoke", subject=f"api_key:{key.pk}", reason=reason)


def api_key_access(secret: str, *, scope: str) -> ApiKeyAccess:
    """Who shows this key. Raises ApiKeyRefused, Forbidden(needs) when it lacks the scope, or its owner the right."""
    now = clock.now()
    key = _find(secret)
    if key is None or key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= now):
        raise ApiKeyRefused()
    if scope not in key.scopes or not _owner_may(key.owner, scope):
        raise Forbidden(needs=scope)
    if key.last_used_at is None or now - key.last_used_at > _SEEN_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return ApiKeyAccess(key.pk, key.name, frozenset(key.scopes), key.owner)


def _owner_may(owner: User | None, scope: str) -> bool:
    """A key never opens more than its owner's account does, today: an account that was closed closes its keys."""
    permission = SCOPES.get(scope)
    if not permission:
        return True
    return owner is not None and owner.is_active and owner.is_staff and owner.has_perm(permission)


def _find(secret: str) -> ApiKey | None:
    brand, _, rest = secret.partition("_")
    prefix, _, tail = rest.partition("_")
    if brand != "artel" or not tail or not prefix.isalnum() or not prefix.isascii() or len(prefix) > 12:
        return None
    key = ApiKey.objects.select_related("owner").filter(prefix=prefix).first()
    if key is None or not hmac.compare_digest(key.digest, secret_digest(secret)):
        return None
    return key
