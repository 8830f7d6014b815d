from __future__ import annotations

import io
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

from gameproject import bootstrap
from gameproject.env import read_environment
from gameproject.management.commands.compile_catalogs import compile_catalog
from gameproject.management.commands.play import only_one, require_port
from gameproject.play import telegram
from gameproject.play.admin_user import ensure_admin_user
from gameproject.play.console import Console
from gameproject.play.processes import Ports, role_environment, shared_environment
from gameproject.roles import FRONT, ROLES

TOKEN = "123:secret-token"


@pytest.mark.django_db
def test_the_admin_password_is_made_once_and_shown_again(tmp_path: Path) -> None:
    file = tmp_path / "state" / "admin-password"
    first = ensure_admin_user(file)
    assert first.password is not None
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert get_user_model().objects.get(username="admin").check_password(first.password)
    assert ensure_admin_user(file) == first


@pytest.mark.django_db
def test_a_password_that_a_person_changed_is_not_shown_wrongly(tmp_path: Path) -> None:
    ensure_admin_user(tmp_path / "admin-password")
    user = get_user_model().objects.get(username="admin")
    user.set_password("their own one")
    user.save()
    access = ensure_admin_user(tmp_path / "admin-password")
    assert access.password is None
    assert "changepassword" in str(access)


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken.*make play PORT={port + 1}"):
            require_port("127.0.0.1", port)


def test_two_plays_of_one_directory_are_refused(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(CommandError, match="already runs"), only_one(tmp_path):
        pass


def test_a_message_within_a_step_gets_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console()
    with console.step("First"):
        console.say("Something happened")
    with console.step("Second"):
        pass
    shown = re.sub(r"\d+\.\d s", "N s", capsys.readouterr().out)
    assert shown == "  First … \nSomething happened\n  First: N s\n  Second … N s\n"


def test_each_role_is_told_its_own_addresses() -> None:
    shared = shared_environment(read_environment({}))
    ports = Ports(web=1001, realtime=1002)
    assert role_environment(ROLES["web"], ports, shared)["GRANIAN_PORT"] == "1001"
    assert role_environment(ROLES["realtime"], ports, shared)["GRANIAN_PORT"] == "1002"
    front = role_environment(FRONT, ports, shared)
    assert (front["FRONT_WEB_URL"], front["FRONT_REALTIME_URL"]) == (
        "http://127.0.0.1:1001",
        "http://127.0.0.1:1002",
    )
    assert front["TRUSTED_PROXIES"] == "1"


def test_telegram_tells_the_bots_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = io.BytesIO(b'{"ok": true, "result": {"id": 123, "username": "our_bot"}}')
    monkeypatch.setattr(telegram, "urlopen", lambda *_, **__: answer)
    assert telegram.bot_username("https://api.telegram.org", TOKEN) == "our_bot"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (HTTPError(f"https://x/bot{TOKEN}/getMe", 401, "Unauthorized", None, None), "from @BotFather"),  # type: ignore[arg-type]
        (HTTPError(f"https://x/bot{TOKEN}/getMe", 502, "Bad Gateway", None, None), "answered 502"),  # type: ignore[arg-type]
        (URLError(f"no route to bot{TOKEN}"), "cannot be reached"),
    ],
)
def test_a_refused_token_is_explained_and_never_shown(
    error: Exception, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(telegram, "urlopen", fail)
    with pytest.raises(CommandError, match=words) as refusal:
        telegram.bot_username("https://api.telegram.org", TOKEN)
    assert TOKEN not in str(refusal.value)


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed"):
        bootstrap.require_python()


def test_the_bootstrap_needs_nothing_but_the_standard_library() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({bootstrap.__file__!r})"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_catalogue_is_compiled_once_and_again_after_a_change(tmp_path: Path) -> None:
    source = tmp_path / "ru" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    catalog = Catalog(locale="ru")
    catalog.add("Attack", "Атака")
    with source.open("wb") as file:
        write_po(file, catalog)
    assert compile_catalog(source)
    assert "Атака".encode() in source.with_suffix(".mo").read_bytes()
    assert not compile_catalog(source)
