"""Values read in many threads at once, from the first moment on."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

from common.shapes import value_from

# Many types, each learned by many threads at the same moment. Without a lock about half of such processes crash.
CROWD = """
import sys, threading
from dataclasses import dataclass, make_dataclass
from common.shapes import value_from
sys.setswitchinterval(1e-6)
for number in range(60):
    inner = make_dataclass(f"Inner{number}", [(f"x{n}", int) for n in range(30)], frozen=True)
    outer = make_dataclass(f"Outer{number}", [("parts", tuple[inner, ...])], frozen=True)
    data = {"parts": [{f"x{n}": n for n in range(30)}] * 3}
    gate = threading.Barrier(8)
    def read():
        gate.wait()
        assert len(value_from(data, outer).parts) == 3
    threads = [threading.Thread(target=read) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
print("whole")
"""


def test_a_type_is_learned_by_one_thread_at_a_time() -> None:
    done = subprocess.run([sys.executable, "-c", CROWD], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "whole"), done.stderr


def test_what_does_not_fit_is_named() -> None:
    with pytest.raises(msgspec.ValidationError, match=r"\$\[1\]"):
        value_from([1, "two"], tuple[int, ...])
