"""What tests of world events begin from: a small release of events, and runs of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from common.rules.text import Text
from content.rules.catalogue import Catalogue
from gameproject.testing import publish_catalogue, starter_catalogue
from world.models import EventRun, EventSchedule
from world.rules.events import EventKind, MissedPolicy, WorldEventSpec
from world.state import happening
from world.state.schedules import schedule_arm

TEXT = Text("Событие", "Event")
HUNT = WorldEventSpec(
    "hunt",
    TEXT,
    TEXT,
    "🐉",
    EventKind.BOSS,
    60,
    when_missed=MissedPolicy.RUN_LATE_ONCE,
    region="forest_march",
    location="old_clearing",
    monster="likho",
    boss_hp=1000,
    strike_seconds=60,
    min_damage=10,
    reward_xp=50,
    reward_gold=20,
    pool_gold=1000,
    top_places=2,
    loot_table="likho",
)
LUCK = WorldEventSpec(
    "luck",
    TEXT,
    TEXT,
    "🍀",
    EventKind.HAPPY_HOUR,
    60,
    region="forest_march",
    xp_percent=300,
    gold_percent=200,
)
FLOOD = WorldEventSpec("flood", TEXT, TEXT, "🌊", EventKind.ZONE_CLOSE, 60, location="old_clearing")


def publish_events(*events: WorldEventSpec) -> Catalogue:
    """The starter world with these events and no others."""
    starter = starter_catalogue()
    sections: dict[type, Any] = {**starter.sections, WorldEventSpec: {event.key: event for event in events}}
    publish_catalogue(replace(starter, sections=sections))
    happening.forget()
    return starter


def schedule(event: WorldEventSpec, *, after: datetime, **fields: Any) -> EventSchedule:
    """An armed schedule, daily at 12:00 UTC unless told otherwise."""
    row = EventSchedule.objects.create(event=event.key, **({"zone": "UTC", "minute": "0", "hour": "12"} | fields))
    schedule_arm(row, after=after)
    return row


def runs(event: WorldEventSpec) -> Iterable[tuple[str, str]]:
    """State and planned time of each run, in order."""
    rows = EventRun.objects.filter(event=event.key).order_by("planned_at")
    return [(row.state, f"{row.planned_at:%d %H:%M}") for row in rows]
