"""The last calls the bot made, for tests and for the curious."""

import time
from collections import deque
from typing import Any

from telegrambot.emulator.params import Params

_LONGEST_VALUE = 2000


class Journal:
    """A bounded log of Bot API calls. Long values are cut; files are named, not kept."""

    __slots__ = ("_calls", "_count", "is_on")

    def __init__(self, size: int, *, is_on: bool) -> None:
        self.is_on = is_on
        self._calls: deque[dict[str, Any]] = deque(maxlen=size)
        self._count = 0

    def note(self, method: str, params: Params, *, code: int, description: str, started_at: float) -> None:
        """`started_at` is a reading of time.perf_counter()."""
        self._count += 1
        shown = {name: _cut(value) for name, value in params.raw.items()}
        shown.update({name: f"<file {upload.filename}>" for name, upload in params.files.items()})
        took_ms = round((time.perf_counter() - started_at) * 1000, 2)
        call = {"n": self._count, "method": method, "params": shown, "code": code, "took_ms": took_ms}
        if description:
            call["description"] = description
        self._calls.append(call)

    def calls(self, *, method: str = "", after: int = 0) -> list[dict[str, Any]]:
        """Calls numbered above `after`, oldest first; `method` in any case, empty for all."""
        wanted = method.lower()
        return [call for call in self._calls if call["n"] > after and (not wanted or call["method"].lower() == wanted)]

    def clear(self) -> None:
        self._calls.clear()


def _cut(value: Any) -> Any:
    return value[:_LONGEST_VALUE] + "…" if isinstance(value, str) and len(value) > _LONGEST_VALUE else value
