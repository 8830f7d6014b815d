"""A key's secret is on one page, once; a revoked key opens nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from common import clock
from common.models import AuditEntry
from players.errors import ApiKeyRefused
from players.models import ApiKey
from players.services.api_keys import api_key_access

pytestmark = pytest.mark.django_db
ISSUE = "/admin/players/apikey/issue/"


def issued(client: Client) -> str:
    page = client.post(ISSUE, {"name": "statistics", "scopes": ["players:read"]})
    assert "no-store" in page.headers["Cache-Control"]
    return str(page.context["secret"])


def test_the_secret_is_shown_once_and_works(admin_client: Client) -> None:
    secret = issued(admin_client)
    assert api_key_access(secret, scope="players:read").name == "statistics"
    key = ApiKey.objects.get()
    for url in ("/admin/players/apikey/", f"/admin/players/apikey/{key.pk}/change/", ISSUE):
        page = admin_client.get(url).content.decode()
        assert secret not in page
        assert key.digest not in page


def test_revoking_asks_why_and_is_at_once(admin_client: Client) -> None:
    secret = issued(admin_client)
    key = ApiKey.objects.get()
    url = f"/admin/players/apikey/{key.pk}/revoke/"
    assert "Say why" in admin_client.post(url, {"reason": ""}).content.decode()
    assert api_key_access(secret, scope="players:read").key_id == key.pk
    admin_client.post(url, {"reason": "Leaked"})
    with pytest.raises(ApiKeyRefused):
        api_key_access(secret, scope="players:read")
    assert AuditEntry.objects.get(action="players.api_key_revoke").reason == "Leaked"


@pytest.mark.parametrize(
    "data",
    [
        {"name": "", "scopes": ["players:read"]},
        {"name": "x", "scopes": []},
        {"name": "x", "scopes": ["players:write"]},
        {"name": "x", "scopes": ["players:read"], "expires_at": "2020-01-01"},
        {"name": "x" * 81, "scopes": ["players:read"]},
    ],
)
def test_bad_input_issues_nothing(admin_client: Client, data: dict[str, object]) -> None:
    page = admin_client.post(ISSUE, data)
    assert "errorlist" in page.content.decode()
    assert not ApiKey.objects.exists()


def test_a_key_may_end_by_itself(admin_client: Client) -> None:
    tomorrow = clock.now().date() + timedelta(days=1)
    admin_client.post(ISSUE, {"name": "x", "scopes": ["players:read"], "expires_at": tomorrow.isoformat()})
    expires = ApiKey.objects.get().expires_at
    assert expires is not None
    assert expires.date() == tomorrow


def test_a_key_that_decides_acts_for_who_issued_it(admin_client: Client, admin_user: User) -> None:
    page = admin_client.post(ISSUE, {"name": "desk", "scopes": ["content:moderate"]})
    assert api_key_access(str(page.context["secret"]), scope="content:moderate").owner == admin_user
    listed = admin_client.get("/admin/players/apikey/").content.decode()
    assert "decide about texts" in listed


def test_who_may_not_decide_issues_no_key_that_does(client: Client, db: None) -> None:
    operator = User.objects.create_user("operator", is_staff=True)
    operator.user_permissions.set(Permission.objects.filter(content_type__model="apikey"))
    client.force_login(operator)
    page = client.post(ISSUE, {"name": "desk", "scopes": ["content:moderate"]})
    assert "You may not do this." in page.content.decode()
    assert not ApiKey.objects.exists()
    client.post(ISSUE, {"name": "statistics", "scopes": ["players:read"]})
    assert ApiKey.objects.get().owner == operator
