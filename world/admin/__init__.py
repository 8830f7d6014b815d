from world.admin import (
    activity_runs,
    crafting,
    dungeons,
    event_words,
    events,
    exchange,
    lives,
    locations,
    monsters,
    schedules,
    sky,
    words,
)

__all__ = [
    "activity_runs",
    "crafting",
    "dungeons",
    "event_words",
    "events",
    "exchange",
    "lives",
    "locations",
    "monsters",
    "schedules",
    "sky",
    "words",
]
