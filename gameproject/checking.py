"""The part of `make check` that needs Django: migrations match the models, production settings are safe."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gameproject.embedded import EmbeddedServers
from gameproject.embedded.servers import PROJECT_ROOT


def production_like() -> dict[str, str]:
    """Made-up but acceptable values; `check` connects to nothing."""
    return {
        "PRODUCTION": "1",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "JWT_SIGNING_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "artel.example",
        "PUBLIC_URL": "https://artel.example",
        "TRUSTED_PROXIES": "1",
        "DATABASE_URL": "postgresql://artel:artel@db.example/artel",
        "REDIS_URL": "redis://redis.example/0",
        "TELEGRAM_BOT_TOKEN": "1:made-up",
    }


def manage(*arguments: str, environment: Mapping[str, str]) -> bool:
    print("manage.py", *arguments, flush=True)  # noqa: T201
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT_ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


def migrations_match_models() -> bool:
    home = Path(tempfile.mkdtemp(prefix="artel-check-"))
    home.chmod(0o711)
    servers = EmbeddedServers(home, durable=False)
    try:
        addresses = servers.ensure()
        known = {"DATABASE_URL": addresses.database_url, "REDIS_URL": addresses.redis_url}
        return manage("makemigrations", "--check", "--dry-run", environment=known)
    finally:
        servers.stop()
        shutil.rmtree(home, ignore_errors=True)


def main() -> None:
    results = [
        migrations_match_models(),
        manage("check", "--deploy", "--fail-level", "WARNING", environment=production_like()),
    ]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
