"""JSON values as frozen dataclasses, in as many threads as there are."""

from __future__ import annotations

import os
import threading
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

# msgspec learns a type at its first use, and ends the process (a segmentation fault, 0.22.0) when two threads learn
# the same one at once, as the first requests of a fresh process would. Reading takes microseconds and holds the
# interpreter's own lock meanwhile, so this one costs nothing more.
_learning = threading.Lock()


def _learn_anew() -> None:
    """A fork while another thread was reading: nobody in the child will release that lock."""
    global _learning
    _learning = threading.Lock()


os.register_at_fork(after_in_child=_learn_anew)


def value_from(data: Any, shape: type[T]) -> T:
    """JSON values as `shape`. Raises msgspec.ValidationError with the path of what does not fit."""
    with _learning:
        return msgspec.convert(data, shape)
