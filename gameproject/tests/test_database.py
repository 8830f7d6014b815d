from __future__ import annotations

import pytest
from django.db import connection

from gameproject.checking import production_like
from gameproject.database import database_settings
from gameproject.env import read_environment


def settings_for(url: str, **more: str) -> dict[str, object]:
    return database_settings(read_environment(production_like() | {"DATABASE_URL": url} | more))


def test_several_hosts_and_libpq_options_are_passed_on() -> None:
    settings = settings_for(
        "postgresql://artel:p%40ss@db1:5432,db2:5433/game?target_session_attrs=read-write&sslmode=require"
    )
    assert (settings["HOST"], settings["PORT"]) == ("db1,db2", "5432,5433")
    assert (settings["USER"], settings["PASSWORD"], settings["NAME"]) == ("artel", "p@ss", "game")
    options = settings["OPTIONS"]
    assert isinstance(options, dict)
    assert options["target_session_attrs"] == "read-write"
    assert options["sslmode"] == "require"


def test_connections_persist_unless_a_pool_is_asked_for() -> None:
    assert settings_for("postgresql://db/game")["CONN_MAX_AGE"] == 600
    pooled = settings_for("postgresql://db/game", DATABASE_POOL="1")
    assert pooled["CONN_MAX_AGE"] == 0
    assert isinstance(pooled["OPTIONS"], dict)
    assert pooled["OPTIONS"]["pool"]["max_size"] == 8


@pytest.mark.django_db
def test_a_session_has_the_time_limits() -> None:
    limits = {}
    with connection.cursor() as cursor:
        for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            cursor.execute(f"SHOW {name}")
            limits[name] = cursor.fetchone()[0]
    assert limits == {
        "statement_timeout": "15s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "30s",
    }
