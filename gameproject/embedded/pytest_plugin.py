"""One throw-away PostgreSQL and Redis per test session, started before Django reads its settings.

Loaded by `-p` (see pyproject.toml), because pytest-django reads the settings before any conftest is imported.
The controller of xdist starts the servers; workers find them in the environment they inherit.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from gameproject.embedded.processes import is_alive
from gameproject.embedded.servers import EmbeddedServers

DIRECTORY_PREFIX = "artel-test-"
OWNER_FILE = "owner.pid"
STARTED_BY_SESSION = "ARTEL_TEST_SERVERS"
# What a developer or a machine has set must not decide how the tests end.
FOREIGN_VARIABLES = (
    "PRODUCTION",
    "DEBUG",
    "SECRET_KEY",
    "JWT_SIGNING_KEY",
    "ALLOWED_HOSTS",
    "ALLOWED_ORIGINS",
    "PUBLIC_URL",
    "PORT",
    "LISTEN_HOST",
    "TRUSTED_PROXIES",
    "METRICS_PORT",
    "JWT_OLDER_KEYS",
    "INIT_DATA_MAX_AGE",
    "DATABASE_POOL",
    "DATABASE_STATEMENT_TIMEOUT_MS",
    "REDIS_CACHE_URL",
    "REDIS_PREFIX",
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_API_BASE_URL",
    "TELEGRAM_WEBHOOK_URL",
    "TELEGRAM_WEBHOOK_SECRET",
    "BOT_USERNAME",
    "LOG_LEVEL",
    "PROMETHEUS_MULTIPROC_DIR",
)

_servers: EmbeddedServers | None = None


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    options = early_config.known_args_namespace
    if not (options.help or options.version):
        _prepare_environment()
    return (yield)


def _prepare_environment() -> None:
    for variable in FOREIGN_VARIABLES:
        os.environ.pop(variable, None)
    os.environ["ARTEL_ENV"] = "test"
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        _start()
    _separate_workers()


def _start() -> None:
    global _servers
    root = Path(tempfile.gettempdir())
    _sweep(root)
    home = Path(tempfile.mkdtemp(prefix=DIRECTORY_PREFIX, dir=root))
    (home / OWNER_FILE).write_text(str(os.getpid()))
    home.chmod(0o711)  # PostgreSQL runs as another user when the tests run as root
    _servers = EmbeddedServers(home, durable=False)
    atexit.register(_stop)  # not a hook of pytest: those are not called when the settings cannot be loaded
    addresses = _servers.ensure()
    os.environ.update(
        DATABASE_URL=addresses.database_url, REDIS_URL=addresses.redis_url, **{STARTED_BY_SESSION: str(home)}
    )


def _stop() -> None:
    global _servers
    if _servers is None:
        return
    _servers.stop()
    shutil.rmtree(_servers.home, ignore_errors=True)
    _servers = None


def _sweep(root: Path) -> None:
    """Stop what a killed session left behind."""
    for home in root.glob(f"{DIRECTORY_PREFIX}*"):
        try:
            owner = int((home / OWNER_FILE).read_text())
        except (OSError, ValueError):
            continue
        if is_alive(owner) or home.stat().st_uid != os.geteuid():
            continue
        EmbeddedServers(home, durable=False).stop()
        shutil.rmtree(home, ignore_errors=True)


def _separate_workers() -> None:
    """pytest-django gives every worker its own database; here it gets its own Redis number and prefix."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        os.environ["REDIS_PREFIX"] = "artel-test"
        return
    number = 1 + int(worker.removeprefix("gw"))
    os.environ["REDIS_URL"] = re.sub(r"/\d+$", "", os.environ["REDIS_URL"]) + f"/{number}"
    os.environ["REDIS_PREFIX"] = f"artel-test-{worker}"
