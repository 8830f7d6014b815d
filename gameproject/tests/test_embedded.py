from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
import redis

from gameproject.embedded import EmbeddedServers
from gameproject.embedded.postgres import LONGEST_SOCKET_DIRECTORY, Postgres
from gameproject.embedded.processes import is_alive


@pytest.fixture
def servers() -> Iterator[EmbeddedServers]:
    home = Path(tempfile.mkdtemp(prefix="artel-embedded-"))
    home.chmod(0o711)
    servers = EmbeddedServers(home)
    yield servers
    servers.stop()
    shutil.rmtree(home)


def test_data_survives_a_restart_and_the_address_stays(servers: EmbeddedServers) -> None:
    first = servers.ensure()
    with psycopg.connect(first.database_url) as connection:
        connection.execute("CREATE TABLE kept (id int)")
    with redis.Redis.from_url(first.redis_url) as client:
        client.set("kept", "1")
    servers.stop()
    assert not servers.is_running()
    assert servers.ensure() == first
    with psycopg.connect(first.database_url) as connection:
        connection.execute("SELECT id FROM kept")
    with redis.Redis.from_url(first.redis_url) as client:
        assert client.get("kept") == b"1"


def test_many_processes_that_start_it_at_once_share_one(servers: EmbeddedServers) -> None:
    with ThreadPoolExecutor(4) as pool:
        addresses = set(pool.map(lambda _: servers.ensure(), range(4)))
    assert len(addresses) == 1


def test_stop_leaves_no_process(servers: EmbeddedServers) -> None:
    servers.ensure()
    known = servers.redis()
    assert known is not None
    pids = [servers.postgres.pid(), known.pid()]
    assert all(is_alive(pid) for pid in pids)
    servers.stop()
    assert not any(is_alive(pid) for pid in pids)


def test_reserved_addresses_are_the_ones_that_start_later(servers: EmbeddedServers) -> None:
    assert servers.reserve() == servers.ensure()


def test_strangers_cannot_come_in(servers: EmbeddedServers) -> None:
    addresses = servers.ensure()
    assert stat.S_IMODE((servers.home / "servers.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(servers.postgres.sockets.stat().st_mode) == 0o700
    without_password = redis.Redis.from_url("redis://" + addresses.redis_url.split("@")[1])
    with without_password, pytest.raises(redis.AuthenticationError):
        without_password.ping()


def test_a_deep_checkout_gets_a_short_socket_directory() -> None:
    deep = Postgres(Path("/" + "very-long-directory-name/" * 8))
    assert len(str(deep.sockets)) <= LONGEST_SOCKET_DIRECTORY
    assert Postgres(Path("/srv/artel")).sockets == Path("/srv/artel/postgres-socket")


def test_this_session_runs_on_servers_of_its_own() -> None:
    home = os.environ.get("ARTEL_TEST_SERVERS")
    if home is None:
        pytest.skip("DATABASE_URL and REDIS_URL were given")
    assert home in os.environ["DATABASE_URL"].replace("%2F", "/")
