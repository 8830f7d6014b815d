"""What a person sees in the terminal while Artel gets ready."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Console:
    """Remembers whether a step's line is still open, so that a message in between gets a line of its own."""

    def __init__(self) -> None:
        self._open_title = ""

    def say(self, text: str = "") -> None:
        if self._open_title:
            self._end_line()
        print(text, flush=True)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """`Title …` at once, the time it took when it is over."""
        started = time.monotonic()
        self._open_title = title
        sys.stdout.write(f"  {title} … ")
        sys.stdout.flush()
        try:
            yield
        except BaseException:
            self._finish(title, "failed")
            raise
        self._finish(title, f"{time.monotonic() - started:.1f} s")

    def _finish(self, title: str, outcome: str) -> None:
        if not self._open_title:  # something was said meanwhile
            outcome = f"  {title}: {outcome}"
        self._open_title = ""
        print(outcome, flush=True)

    def _end_line(self) -> None:
        self._open_title = ""
        print(flush=True)


console = Console()
say = console.say
step = console.step
