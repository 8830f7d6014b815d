"""What doors show of world events: those that go on, and those that come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from content.release import current
from world.rules.events import WorldEventSpec
from world.state.happening import Running, happening
from world.state.schedules import coming

AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Coming:
    """The next time that an event begins."""

    event: WorldEventSpec
    begins_at: datetime


@dataclass(frozen=True, slots=True)
class EventBoard:
    """At `now`, in order of time; each event that comes is there once."""

    now: datetime
    going_on: tuple[Running, ...]
    coming: tuple[Coming, ...]

    @property
    def entries(self) -> tuple[Running | Coming, ...]:
        """What goes on, then what comes."""
        return (*self.going_on, *self.coming)


def event_board(*, now: datetime) -> EventBoard:
    """The events that go on, and the next of each within a week."""
    catalogue = current()
    nearest: dict[str, Coming] = {}
    for begins_at, row in coming(now=now, until=AHEAD):
        event = catalogue.find(WorldEventSpec, row.event)
        if event is not None:
            nearest.setdefault(event.key, Coming(event, begins_at))
    return EventBoard(now, happening(now=now), tuple(nearest.values()))
