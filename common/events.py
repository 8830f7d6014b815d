"""Facts that an app announces, past tense, and who listens.

An event is a frozen dataclass of JSON values. `publish` writes it to the outbox in the transaction of the
command; the relay hands it to every subscriber exactly once and to the sockets of its audience.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from common.shapes import value_from

EVENTS: dict[str, type[Event]] = {}
SUBSCRIBERS: dict[str, list[tuple[str, Callable[[Any], None]]]] = {}


@dataclass(frozen=True)
class Event:
    """Base of all events. Its name is `app.ClassName`."""

    name: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.name = f"{cls.__module__.split('.')[0]}.{cls.__name__}"
        known = EVENTS.setdefault(cls.name, cls)
        if (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"{cls.__module__}.{cls.__qualname__}: {known.__module__} already has a {cls.name}")
        EVENTS[cls.name] = cls

    def audience(self) -> tuple[int, ...]:
        """The ids of the players whose sockets are told of this event."""
        return ()


E = TypeVar("E", bound=Event)


def event_from_row(name: str, payload: dict[str, Any]) -> Event:
    """The event an outbox row holds.

    Raises KeyError for an event that this code does not know and msgspec.ValidationError for a payload of
    another shape: a field added to an event needs a default, because older rows are still on their way.
    """
    return value_from(payload, EVENTS[name])


def subscriber(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a function of an app's `subscribers`: it is called once per event, in the relay's transaction.

    It may fail without holding back other subscribers or events, and is then called again later. For the same
    reason it must not count on the order of events (see `common.relay`).
    """

    def register(function: Callable[[E], None]) -> Callable[[E], None]:
        consumer = f"{function.__module__}.{function.__qualname__}"
        SUBSCRIBERS.setdefault(event.name, []).append((consumer, function))
        return function

    return register
