"""Small things both servers need: who runs them, are they alive, stop them and wait."""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

# PostgreSQL refuses to run as root. `nobody` exists everywhere, so nothing is added to the machine.
UNPRIVILEGED_USER = "nobody"


class EmbeddedServerError(RuntimeError):
    """An embedded server could not be started; the text says what, why and what to do."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def is_alive(pid: int | None) -> bool:
    """A zombie counts as gone: in a container nobody may ever reap it."""
    if pid is None:
        return False
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def wait_gone(pid: int, *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while is_alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def server_account() -> pwd.struct_passwd | None:
    """The account PostgreSQL runs as when we are root; None when we may run it ourselves."""
    return pwd.getpwnam(UNPRIVILEGED_USER) if os.geteuid() == 0 else None


def run_unprivileged(
    arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None, timeout: float
) -> subprocess.CompletedProcess[str]:
    """Output goes to a file-like pipe only of the short-lived tool: daemons must get their own log."""
    account = server_account()
    return subprocess.run(
        list(arguments),
        cwd=cwd,
        env=dict(env or os.environ),
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def make_reachable(path: Path) -> None:
    """Let the unprivileged account pass through (not list) the directories above `path`."""
    if server_account() is None:
        return
    for parent in path.resolve().parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
            say(f"  made {parent} passable (o+x): PostgreSQL must not run as root and has to reach {path}")


def own(path: Path) -> None:
    """Create a private directory that belongs to whoever runs the server."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    account = server_account()
    owner = account.pw_uid if account else os.geteuid()
    if os.geteuid() == 0 and account:
        os.chown(path, account.pw_uid, account.pw_gid)
    if path.stat().st_uid != owner:
        raise EmbeddedServerError(
            f"{path} belongs to another user, so the embedded server cannot use it. "
            f"Run as that user, or remove the directory to start with empty data."
        )
    path.chmod(0o700)
