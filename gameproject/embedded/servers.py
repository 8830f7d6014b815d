"""Start, find and stop the pair of embedded servers of one checkout (or of one test session)."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from gameproject.embedded.postgres import Postgres
from gameproject.embedded.processes import EmbeddedServerError
from gameproject.embedded.redis_server import Redis, free_port, is_port_free

PROJECT_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Addresses:
    database_url: str
    redis_url: str


@dataclass(frozen=True)
class RedisIdentity:
    """Kept between starts, so that the address of a running checkout does not move."""

    port: int
    password: str


@dataclass(frozen=True)
class EmbeddedServers:
    """One PostgreSQL and one Redis under `home`. Every method may be called by many processes at once."""

    home: Path
    durable: bool = True

    @property
    def postgres(self) -> Postgres:
        return Postgres(self.home, durable=self.durable)

    def redis(self) -> Redis | None:
        identity = self._identity()
        return self._redis(identity) if identity else None

    def addresses(self) -> Addresses:
        """Where the servers are, or (Redis never started) will be refused: nothing is started here."""
        redis = self.redis()
        return Addresses(self.postgres.url, redis.url if redis else "redis://127.0.0.1:1/0")

    def is_running(self) -> bool:
        redis = self.redis()
        return redis is not None and redis.is_running() and self.postgres.is_running()

    def reserve(self) -> Addresses:
        """Settle the addresses before anything runs, for a process that must know them first."""
        self._make_home()
        with self._locked():
            redis = self.redis()
            if redis is None or not redis.is_running():
                self._remember(self._next_identity())
            return self.addresses()

    def ensure(self) -> Addresses:
        """Start whatever does not run yet and return the addresses."""
        self._make_home()
        with self._locked():
            if not self.postgres.is_running():
                self.postgres.start()
            redis = self.redis()
            if redis is None or not redis.is_running():
                self._start_redis()
            return self.addresses()

    def stop(self) -> None:
        if not self.home.exists():
            return
        with self._locked():
            redis = self.redis()
            if redis is not None:
                redis.stop()
            self.postgres.stop()

    def _redis(self, identity: RedisIdentity) -> Redis:
        return Redis(self.home / "redis", identity.port, identity.password, durable=self.durable)

    def _start_redis(self) -> None:
        identity = self._next_identity()
        self._redis(identity).start()
        self._remember(identity)

    def _next_identity(self) -> RedisIdentity:
        known = self._identity()
        port = known.port if known and is_port_free(known.port) else free_port()
        return RedisIdentity(port, known.password if known else secrets.token_urlsafe(24))

    def _identity(self) -> RedisIdentity | None:
        try:
            return RedisIdentity(**json.loads(self._state_file.read_text()))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            raise EmbeddedServerError(f"{self._state_file} is damaged ({error}). Remove it.") from error

    def _remember(self, identity: RedisIdentity) -> None:
        temporary = self._state_file.with_suffix(".new")
        temporary.touch(mode=0o600)
        temporary.write_text(json.dumps(asdict(identity)))
        temporary.replace(self._state_file)

    @property
    def _state_file(self) -> Path:
        return self.home / "servers.json"

    def _make_home(self) -> None:
        try:
            self.home.mkdir(mode=0o711, parents=True, exist_ok=True)
        except OSError as error:
            raise EmbeddedServerError(
                f"{self.home} cannot be created ({error.strerror}). "
                "Make the directory writable, or set DATABASE_URL and REDIS_URL."
            ) from error
        if not os.access(self.home, os.W_OK | os.X_OK):
            raise EmbeddedServerError(
                f"{self.home} belongs to another user. Run as that user, or remove it to start empty."
            )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.home / "servers.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def default_servers() -> EmbeddedServers:
    """The servers of this checkout; `ARTEL_STATE_DIR` moves them elsewhere."""
    return EmbeddedServers(Path(os.environ.get("ARTEL_STATE_DIR") or PROJECT_ROOT / ".artel"))
