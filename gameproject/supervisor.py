"""Keeps the roles of one machine running: starts them, restarts what dies, stops all of them for good."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from gameproject.roles import Role

POLL_SECONDS = 0.1
LOOK_SECONDS = 3.0
STOP_SECONDS = 15.0
LONGEST_PAUSE_SECONDS = 30.0
# A child that lived this long was fine: its next death is not a continuation of the last series.
HEALTHY_AFTER_SECONDS = 60.0
LOG_TAIL_LINES = 12
PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """Linux only: if the supervisor is killed outright, its children are told to stop too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def pause_before_restart(failures: int) -> float:
    """Seconds: 1, 2, 4 … up to half a minute, so that a broken role does not eat the machine."""
    return min(2.0 ** max(failures - 1, 0), LONGEST_PAUSE_SECONDS)


@dataclass
class Child:
    role: Role
    environment: Mapping[str, str]
    log_path: Path
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started_at: float = 0.0
    start_again_at: float = 0.0
    log_offset: int = 0

    def start(self) -> None:
        with self.log_path.open("ab") as log:
            self.log_offset = log.tell()
            self.process = subprocess.Popen(
                _executable(self.role.command),
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C in the terminal must reach the supervisor only: it stops the children in its own way.
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509  (no threads run when children are started)
            )
        self.started_at = time.monotonic()

    def log_tail(self) -> str:
        """What it wrote last in this life."""
        lines = self.log_path.read_bytes()[self.log_offset :].decode(errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in lines[-LOG_TAIL_LINES:])


def _executable(command: Sequence[str]) -> list[str]:
    """Tools of this very virtual environment, whether or not it is activated."""
    beside = Path(sys.executable).parent / command[0]
    return [str(beside) if beside.exists() else command[0], *command[1:]]


@dataclass
class Supervisor:
    logs: Path
    say: Callable[[str], None]
    children: list[Child] = field(default_factory=list)

    def start(self, role: Role, environment: Mapping[str, str]) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        log_path = self.logs / f"{role.name}.log"
        log_path.write_bytes(b"")
        child = Child(role, environment, log_path)
        child.start()
        self.children.append(child)

    def watch(self, stop: Event, look_after: Callable[[], None]) -> None:
        """Returns when `stop` is set; until then whatever dies is started again.

        `look_after` is called every few seconds, for what is not a child of ours.
        """
        next_look_at = 0.0
        while not stop.wait(POLL_SECONDS):
            self.revive()
            if time.monotonic() >= next_look_at:
                look_after()
                next_look_at = time.monotonic() + LOOK_SECONDS

    def revive(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is None:
                if now >= child.start_again_at:
                    child.start()
            elif child.process.poll() is not None:
                self._bury(child, child.process, now)

    def stop(self) -> None:
        """Ask everyone at once, wait, then kill what does not listen, with all that it has started."""
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            _signal_process(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"Process {process.pid} does not stop; killing it.")
            _signal_group(process.pid, signal.SIGKILL)
            process.wait()
        self.children.clear()

    def _bury(self, child: Child, process: subprocess.Popen[bytes], now: float) -> None:
        code = process.returncode
        _signal_group(process.pid, signal.SIGKILL)  # grandchildren of a dead child
        child.process = None
        child.failures = 1 if now - child.started_at > HEALTHY_AFTER_SECONDS else child.failures + 1
        pause = pause_before_restart(child.failures)
        child.start_again_at = now + pause
        self.say(
            f"{child.role.name} ({child.role.does}) {_ending(code)}; starting it again in {pause:.0f} s. "
            f"Last lines of {child.log_path}:\n{child.log_tail()}"
        )


def _ending(code: int) -> str:
    return f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"


def _signal_process(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _signal_group(leader: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):  # nobody of the group is left
        os.killpg(leader, number)
