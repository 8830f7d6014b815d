from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gameproject.embedded.processes import is_alive
from gameproject.roles import Role
from gameproject.supervisor import Supervisor, pause_before_restart

SLEEP = "import time; print('at work', flush=True); time.sleep(600)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
WITH_GRANDCHILD = (
    "import subprocess, sys, time; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "print(child.pid, flush=True); time.sleep(600)"
)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, said: list[str]) -> Iterator[Supervisor]:
    supervisor = Supervisor(tmp_path / "logs", said.append)
    yield supervisor
    supervisor.stop()


def role(code: str, name: str = "web") -> Role:
    return Role(name, (sys.executable, "-c", code), "a role of a test")


def eventually(fact: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def revived(supervisor: Supervisor) -> bool:
    supervisor.revive()
    return True


def pid_of(supervisor: Supervisor, number: int = 0) -> int:
    process = supervisor.children[number].process
    assert process is not None
    return process.pid


def test_a_killed_role_is_said_and_started_again(supervisor: Supervisor, said: list[str]) -> None:
    supervisor.start(role(SLEEP), os.environ)
    first = pid_of(supervisor)
    eventually(lambda: "at work" in supervisor.children[0].log_tail())
    os.kill(first, signal.SIGKILL)
    eventually(lambda: revived(supervisor) and said)
    assert "was killed by signal 9; starting it again in 1 s" in said[0]
    assert "at work" in said[0]
    eventually(lambda: revived(supervisor) and supervisor.children[0].process)
    assert pid_of(supervisor) != first


def test_a_role_that_cannot_start_shows_its_last_words(supervisor: Supervisor, said: list[str]) -> None:
    supervisor.start(role("raise SystemExit('no such bot')"), os.environ)
    eventually(lambda: revived(supervisor) and said)
    assert "ended with code 1" in said[0]
    assert "no such bot" in said[0]


def test_pauses_grow_and_stay_below_half_a_minute() -> None:
    assert [pause_before_restart(failures) for failures in (1, 2, 3, 5, 6, 50)] == [1, 2, 4, 16, 30, 30]


def test_stop_ends_every_process_and_what_it_started(supervisor: Supervisor) -> None:
    supervisor.start(role(SLEEP, "web"), os.environ)
    supervisor.start(role(WITH_GRANDCHILD, "bot"), os.environ)
    eventually(lambda: supervisor.children[1].log_tail().strip())
    pids = [pid_of(supervisor, 0), pid_of(supervisor, 1), int(supervisor.children[1].log_tail())]
    supervisor.stop()
    eventually(lambda: not any(is_alive(pid) for pid in pids))


def test_a_role_that_does_not_listen_is_killed(
    supervisor: Supervisor, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gameproject.supervisor.STOP_SECONDS", 0.3)
    supervisor.start(role(DEAF), os.environ)
    eventually(lambda: "deaf" in supervisor.children[0].log_tail())
    pid = pid_of(supervisor)
    supervisor.stop()
    assert not is_alive(pid)
    assert said == [f"Process {pid} does not stop; killing it."]
