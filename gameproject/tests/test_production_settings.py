"""Settings are read once per process, so production is looked at in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from gameproject.checking import production_like
from gameproject.embedded.servers import PROJECT_ROOT

PRINT_SETTINGS = """
import json
from django.conf import settings
names = {names!r}
print(json.dumps({{name: getattr(settings, name) for name in names}}, default=str))
"""


def run_python(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    known = {"DJANGO_SETTINGS_MODULE": "gameproject.settings"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT_ROOT,
        env=inherited | known | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def production() -> dict[str, object]:
    names = [
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "X_FRAME_OPTIONS",
        "GUEST_LOGIN_ENABLED",
        "TELEGRAM_USES_EMULATOR",
        "MIDDLEWARE",
        "AUTHENTICATION_BACKENDS",
        "PASSWORD_HASHERS",
    ]
    done = run_python(PRINT_SETTINGS.format(names=names), production_like())
    assert done.returncode == 0, done.stderr
    settings: dict[str, object] = json.loads(done.stdout)
    return settings


def test_cookies_and_transport_are_protected(production: dict[str, object]) -> None:
    assert production["SECURE_HSTS_SECONDS"] == 31_536_000
    for name in (
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
    ):
        assert production[name] is True
    assert production["X_FRAME_OPTIONS"] == "DENY"


def test_development_doors_are_closed(production: dict[str, object]) -> None:
    assert production["DEBUG"] is False
    assert production["GUEST_LOGIN_ENABLED"] is False
    assert production["TELEGRAM_USES_EMULATOR"] is False


def test_passwords_and_sign_in_are_protected_by_libraries(production: dict[str, object]) -> None:
    assert str(production["PASSWORD_HASHERS"]).startswith("['django.contrib.auth.hashers.Argon2")
    assert "axes.backends.AxesStandaloneBackend" in str(production["AUTHENTICATION_BACKENDS"])
    assert "csp.middleware.CSPMiddleware" in str(production["MIDDLEWARE"])


def test_manage_py_says_why_it_does_not_start_in_production() -> None:
    done = run_python(
        "import sys; sys.argv = ['manage.py', 'check']; import manage; manage.main()",
        production_like() | {"DEBUG": "1", "ALLOWED_HOSTS": "*"},
    )
    assert done.returncode != 0
    assert "DEBUG: debug pages show secrets to visitors." in done.stderr
    assert "ALLOWED_HOSTS: it is open to any host name." in done.stderr
