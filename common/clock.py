"""The one clock. Services read it once, at the door of a command, and pass `now` on."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The current time, aware, in UTC."""
    return datetime.now(UTC)
