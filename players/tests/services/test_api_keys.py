"""Keys of other programs: issued once, shown once, useless when revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User

from common import clock
from common.errors import Forbidden, Invalid, NotFound
from common.models import AuditEntry
from players.errors import ApiKeyRefused
from players.models import ApiKey
from players.services.api_keys import api_key_access, api_key_issue, api_key_revoke

pytestmark = pytest.mark.django_db
READ, MODERATE = "players:read", "content:moderate"


def issue(**changes: object) -> tuple[ApiKey, str]:
    return api_key_issue(**{"name": "Statistics", "scopes": [READ], "actor": "staff:1 root", **changes})  # type: ignore[arg-type]


def test_a_key_opens_what_its_scopes_name() -> None:
    key, secret = issue()
    access = api_key_access(secret, scope=READ)
    assert (access.key_id, access.name, access.scopes) == (key.pk, "Statistics", frozenset({READ}))
    with pytest.raises(Forbidden):
        api_key_access(secret, scope="players:write")


def test_only_the_digest_is_stored() -> None:
    key, secret = issue()
    key.refresh_from_db()
    assert secret.startswith(f"artel_{key.prefix}_")
    assert secret.split("_", 2)[2] not in f"{key.digest}{key.name}{key.prefix}{key.created_by}"


def test_issuing_and_revoking_are_on_record() -> None:
    key, secret = issue()
    api_key_revoke(key_id=key.pk, actor="staff:1 root", reason="leaked")
    api_key_revoke(key_id=key.pk, actor="staff:1 root", reason="leaked")
    with pytest.raises(ApiKeyRefused):
        api_key_access(secret, scope=READ)
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["players.api_key_issue", "players.api_key_revoke"]
    assert not AuditEntry.objects.filter(details__icontains=secret.split("_", 2)[2]).exists()


def test_an_expired_key_is_refused() -> None:
    _, secret = issue(expires_at=clock.now() - timedelta(seconds=1))
    with pytest.raises(ApiKeyRefused):
        api_key_access(secret, scope=READ)


def test_when_a_key_was_used_is_noted_once_a_minute() -> None:
    key, secret = issue()
    api_key_access(secret, scope=READ)
    first = ApiKey.objects.get(pk=key.pk).last_used_at
    api_key_access(secret, scope=READ)
    assert first is not None
    assert ApiKey.objects.get(pk=key.pk).last_used_at == first


@pytest.mark.parametrize("change", [{"name": " "}, {"scopes": []}, {"scopes": ["everything"]}])
def test_what_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        issue(**change)
    assert not ApiKey.objects.exists()


def test_revoking_what_is_not_there() -> None:
    with pytest.raises(NotFound):
        api_key_revoke(key_id=1, actor="staff:1 root")


def test_almost_a_key_is_none() -> None:
    key, secret = issue()
    for wrong in ("", "artel", "artel__", secret[:-1], secret + "x", secret.upper(), f"other_{key.prefix}_x", "é_é_é"):
        with pytest.raises(ApiKeyRefused):
            api_key_access(wrong, scope=READ)


def moderator(**columns: bool) -> User:
    account = User.objects.create_user("zlata")
    User.objects.filter(pk=account.pk).update(**{"is_staff": True, **columns})
    account.refresh_from_db()
    account.user_permissions.add(Permission.objects.get(codename="moderate_texts"))
    return account


def test_a_key_that_decides_acts_for_who_may_decide() -> None:
    _, secret = issue(scopes=[MODERATE], owner=moderator())
    assert api_key_access(secret, scope=MODERATE).owner == User.objects.get()


@pytest.mark.parametrize("columns", [{"is_staff": False}, {"is_active": False}])
def test_nobody_gives_a_key_more_than_they_may_themselves(columns: dict[str, bool]) -> None:
    for owner in (None, moderator(**columns)):
        with pytest.raises(Forbidden) as refused:
            issue(scopes=[READ, MODERATE], owner=owner)
        assert refused.value.params == {"needs": "content.moderate_texts"}
    assert not ApiKey.objects.exists()


def test_who_may_no_longer_decide_has_keys_that_decide_no_longer() -> None:
    owner = moderator()
    _, secret = issue(scopes=[READ, MODERATE], owner=owner)
    owner.user_permissions.clear()
    with pytest.raises(Forbidden):
        api_key_access(secret, scope=MODERATE)
    assert api_key_access(secret, scope=READ).owner == owner
