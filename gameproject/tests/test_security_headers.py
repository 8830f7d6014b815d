from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

WRONG = {"username": "admin", "password": "wrong password"}


@pytest.mark.django_db
def test_pages_forbid_foreign_scripts_and_frames() -> None:
    answer = Client().get("/no-such-page")
    assert "script-src 'self'" in answer["Content-Security-Policy"].split("; ")
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_the_admin_has_a_policy_its_own_scripts_can_live_under() -> None:
    policy = Client().get("/admin/login/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-eval'" in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]


@pytest.mark.django_db
@override_settings(AXES_FAILURE_LIMIT=3)
def test_guessing_the_admin_password_locks_the_account_out() -> None:
    password = "correct horse battery staple"
    get_user_model().objects.create_superuser("admin", password=password)
    client = Client()
    for _ in range(3):
        client.post("/admin/login/", WRONG)
    answer = client.post("/admin/login/", {"username": "admin", "password": password})
    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session
