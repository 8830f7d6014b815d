"""DATABASE_URL → Django's DATABASES entry."""

from __future__ import annotations

from typing import Any

from psycopg.conninfo import conninfo_to_dict

from gameproject.env import Environment

LOCK_TIMEOUT_MS = 5_000
IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000
PERSISTENT_SECONDS = 600
# A statement that a connection has run so often is prepared: PostgreSQL parses it no more.
PREPARE_AFTER = 5


def database_settings(environment: Environment) -> dict[str, Any]:
    """Several hosts (`db1,db2`) and every libpq option in the query string are passed on.

    Threads that live long (WSGI, bot, Celery) keep one connection each: measured as the fastest. Where a
    thread serves one request only (ASGI) such connections would leak, so that role takes a pool.
    """
    parts: dict[str, Any] = dict(conninfo_to_dict(environment.database_url))
    settings = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0 if environment.database_pool else PERSISTENT_SECONDS,
        "ATOMIC_REQUESTS": False,
    }
    options = {
        "connect_timeout": 5,
        "options": _session_options(environment),
        "server_side_binding": True,
        "prepare_threshold": PREPARE_AFTER,
        **parts,
    }
    if environment.database_pool:
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 2}
    return settings | {"OPTIONS": options}


def _session_options(environment: Environment) -> str:
    limits: dict[str, int | str] = {
        "statement_timeout": environment.statement_timeout_ms,
        "lock_timeout": LOCK_TIMEOUT_MS,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_TIMEOUT_MS,
    }
    return " ".join(f"-c {name}={value}" for name, value in limits.items())
