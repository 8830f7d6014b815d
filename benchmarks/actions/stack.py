"""Servers of the benchmark's own: an embedded PostgreSQL and Redis in a throw-away place, and the web role."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gameproject.embedded import EmbeddedServers
from gameproject.embedded.redis_server import free_port
from gameproject.embedded.servers import PROJECT_ROOT

WORKERS = 2


@contextmanager
def databases() -> Iterator[None]:
    """As `make play` runs them, disk writes included; this process's environment names them."""
    home = Path(tempfile.mkdtemp(prefix="artel-bench-"))
    home.chmod(0o711)
    servers = EmbeddedServers(home, durable=True)
    try:
        addresses = servers.ensure()
        os.environ |= {
            "DATABASE_URL": addresses.database_url,
            "REDIS_URL": addresses.redis_url,
            "TRUSTED_PROXIES": "1",
            "REDIS_PREFIX": "artel-bench",
            "DJANGO_SETTINGS_MODULE": "benchmarks.actions.settings",
        }
        yield
    finally:
        servers.stop()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def web() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The web role's own command, with two processes; its address and its process."""
    from gameproject.roles import ROLES

    port = free_port()
    environment = os.environ | {
        "GRANIAN_HOST": "127.0.0.1",
        "GRANIAN_PORT": str(port),
        "GRANIAN_WORKERS": str(WORKERS),
        "GRANIAN_LOG_LEVEL": "warning",
    }
    program = Path(sys.executable).with_name(ROLES["web"].command[0])
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [str(program), *ROLES["web"].command[1:]], cwd=PROJECT_ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            base = f"http://127.0.0.1:{port}"
            _wait(f"{base}/healthz", server)
            yield base, server
        finally:
            server.terminate()
            server.wait(20)


def _wait(url: str, server: subprocess.Popen[bytes], seconds: float = 30) -> None:
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310  (our own address)
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def load(job: dict[str, Any]) -> dict[str, Any]:
    """Run the load generator in its own process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.actions.load"],
        input=json.dumps(job).encode(),
        stdout=subprocess.PIPE,
        cwd=PROJECT_ROOT,
        check=True,
    )
    return dict(json.loads(done.stdout))


def resident_megabytes(server: subprocess.Popen[bytes]) -> list[float]:
    """Memory of the server's processes, the master first."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    sizes = []
    for pid in (str(server.pid), *children):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        sizes.append(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)
    return sizes
