from __future__ import annotations

import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from gameproject.embedded import EmbeddedServers, default_servers
from gameproject.embedded.redis_server import is_port_free
from gameproject.env import ENV, Environment
from gameproject.play.admin_user import AdminAccess, ensure_admin_user
from gameproject.play.console import say, step
from gameproject.play.processes import start_roles, with_bot_username
from gameproject.play.telegram import bot_username
from gameproject.supervisor import Supervisor

READY_SECONDS = 60.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Run all of Artel on this machine: the site, the bot, background work. Ctrl-C stops everything."
    requires_system_checks: list[str] = []  # noqa: RUF012  (the database may not run yet)

    def handle(self, *args: Any, **options: Any) -> None:
        if ENV.is_production:
            raise CommandError("play is for development: production runs the roles of docker-compose.yml.")
        stop = Event()
        for number in STOP_SIGNALS:
            signal.signal(number, lambda *_: stop.set())
        servers = default_servers()
        with only_one(servers.home):
            require_port(ENV.front_host, ENV.front_port)
            environment = identify_bot(ENV)
            try:
                admin = prepare(servers)
                run(environment, servers, admin, stop)
            finally:
                connections.close_all()
                if uses(servers):
                    with step("Stopping PostgreSQL and Redis"):
                        servers.stop()
        say("Artel has stopped. Your world is kept; `make play` continues it.")


def uses(servers: EmbeddedServers) -> bool:
    addresses = servers.addresses()
    return ENV.database_url == addresses.database_url or ENV.redis_url == addresses.redis_url


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    home.mkdir(mode=0o711, parents=True, exist_ok=True)
    lock: IO[str]
    with (home / "play.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                "Artel already runs from this directory. Stop the other `make play` first (Ctrl-C there)."
            ) from None
        yield


def require_port(host: str, port: int) -> None:
    if not is_port_free(port, host):
        raise CommandError(
            f"Port {port} is taken by another program. Stop it, or choose another port: `make play PORT={port + 1}`."
        )


def identify_bot(environment: Environment) -> Environment:
    if environment.uses_emulator:
        return environment
    with step("Asking Telegram for the bot's name"):
        name = bot_username(environment.telegram_api_base_url, environment.telegram_bot_token)
    return with_bot_username(environment, name)


def prepare(servers: EmbeddedServers) -> AdminAccess:
    if uses(servers):
        with step("PostgreSQL and Redis"):
            servers.ensure()
    with step("Message catalogues"):
        quietly("compile_catalogs")
    with step("Database migrations"):
        call_command("migrate", verbosity=0, interactive=False)
    with step("Starter world"):
        quietly("load_starter_world")
        quietly("create_staff_groups")
    return ensure_admin_user(servers.home / "admin-password")


def quietly(command: str) -> None:
    """Errors still come through: they are exceptions."""
    with open(os.devnull, "w") as nowhere:
        call_command(command, stdout=nowhere)


def run(environment: Environment, servers: EmbeddedServers, admin: AdminAccess, stop: Event) -> None:
    connections.close_all()
    supervisor = Supervisor(servers.home / "logs", say)
    try:
        with step("Starting the site, the bot and background work"):
            start_roles(supervisor, environment)
            missing = wait_until_ready(supervisor, environment, stop)
        if not stop.is_set():
            show_addresses(environment, servers.home, admin, missing)
            supervisor.watch(stop, lambda: look_after(servers))
    finally:
        say()
        with step("Stopping the site, the bot and background work"):
            supervisor.stop()


def look_after(servers: EmbeddedServers) -> None:
    """The servers are not our children (they outlive single commands), so they are asked whether they live."""
    if uses(servers) and not servers.is_running():
        with step("PostgreSQL or Redis has stopped; starting it again"):
            servers.ensure()


def wait_until_ready(supervisor: Supervisor, environment: Environment, stop: Event) -> str:
    """What is still missing after a minute; empty when everything is ready."""
    deadline = time.monotonic() + READY_SECONDS
    missing = "the site"
    while missing and time.monotonic() < deadline and not stop.wait(0.1):
        supervisor.revive()
        missing = what_is_missing(environment.front_port)
    return missing


def what_is_missing(port: int) -> str:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return "" if answer.status == 200 else "the site"
    except HTTPError as error:
        return _failed_checks(error)
    except (URLError, TimeoutError, ConnectionError):
        return "the site"


def _failed_checks(error: HTTPError) -> str:
    try:
        checks: dict[str, bool] = json.load(error)["checks"]
    except (ValueError, KeyError):
        return "the site"
    return ", ".join(name for name, is_good in checks.items() if not is_good)


def show_addresses(environment: Environment, home: Path, admin: AdminAccess, missing: str) -> None:
    url = environment.public_url
    chat = f"{url}/chat/" if environment.uses_emulator else f"https://t.me/{environment.bot_username}"
    say()
    if missing:
        say(f"Artel runs, but is not ready yet: {missing}. The reason is in {home / 'logs'}.")
    else:
        say("Artel is ready.")
    say(f"  Play:      {chat}")
    say(f"  Admin:     {url}/admin/   ({admin})")
    say(f"  API docs:  {url}/api/v1/docs")
    say(f"  Logs:      {home / 'logs'}")
    say("Ctrl-C stops everything.")
