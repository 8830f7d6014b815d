"""Dying on purpose, to prove that nothing is lost: only in the TEST stage."""

from __future__ import annotations

import os
import signal

from django.conf import settings


def _wanted() -> str:
    # Not a setting: no deployment may have it, so it is read only where tests run.
    return os.environ.get("ARTEL_CRASH_AT", "") if settings.IS_TEST else ""


def crash_point(name: str) -> None:
    """Kill this process as `kill -9` does, when the test asked for it at this point."""
    if _wanted() == name:
        os.kill(os.getpid(), signal.SIGKILL)
