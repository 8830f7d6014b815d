"""What a release says of world events, and what several of them at once mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from common.rules.text import Text
from world.rules.catalogue import LootTableSpec

USUAL = 100  # percent


class EventKind(StrEnum):
    BOSS = "boss"  # a monster too strong for one: everybody strikes at the same HP
    ZONE_OPEN = "zone_open"  # a place that is open only while the event lasts
    ZONE_CLOSE = "zone_close"  # a place that nobody enters while the event lasts
    HAPPY_HOUR = "happy_hour"  # battles bring more
    WEATHER = "weather"  # the weather of a region is not left to chance


class MissedPolicy(StrEnum):
    """What becomes of a start that nobody was there to make."""

    RUN_LATE_ONCE = "run_late_once"  # it happens late, once, however many were missed
    SKIP = "skip"  # it is left out; the next one happens in time


@dataclass(frozen=True, slots=True)
class WorldEventSpec:
    """Something that happens to everybody for `minutes`. Which of the other fields count is said by `kind`.

    `region`: where it happens, and whose people are told of it; None is everywhere. From `min_level` on one is told.
    `usual_times` is the crontab line (in `usual_zone`) of the schedule that a new event begins with.

    Boss: `monster` at `location` with `boss_hp` shared HP; after a strike one waits `strike_seconds`. Whoever did
    `min_damage` gets `reward_xp`, `reward_gold` and a share of `pool_gold` by damage; the `top_places` best each
    roll `loot_table` once. Zones: `location`, or only its entrance from `entrance`. Happy hour: battles bring
    `xp_percent`, `gold_percent` of the usual, and loot drops `loot_percent` as often. Weather: `weather` in `region`.
    """

    key: str
    name: Text
    announcement: Text
    icon: str
    kind: EventKind
    minutes: int
    when_missed: MissedPolicy = MissedPolicy.SKIP
    min_level: int = 1
    usual_times: str = ""
    usual_zone: str = "Europe/Moscow"
    region: str | None = None
    location: str | None = None
    entrance: str | None = None
    monster: str | None = None
    boss_hp: int = 0
    strike_seconds: int = 60
    min_damage: int = 1
    reward_xp: int = 0
    reward_gold: int = 0
    pool_gold: int = 0
    top_places: int = 3
    loot_table: str | None = None
    xp_percent: int = USUAL
    gold_percent: int = USUAL
    loot_percent: int = USUAL
    weather: str | None = None


@dataclass(frozen=True, slots=True)
class Bonus:
    """What battles, work and gathering bring, in percent of the usual."""

    xp: int = USUAL
    gold: int = USUAL
    loot: int = USUAL


def bonus_of(events: Iterable[WorldEventSpec], region: str) -> Bonus:
    """The happy hours of a region put together: what each adds to the usual is added up."""
    bonus = Bonus()
    for event in events:
        if event.kind is EventKind.HAPPY_HOUR and event.region in (None, region):
            bonus = Bonus(
                bonus.xp + event.xp_percent - USUAL,
                bonus.gold + event.gold_percent - USUAL,
                bonus.loot + event.loot_percent - USUAL,
            )
    return Bonus(max(0, bonus.xp), max(0, bonus.gold), max(0, bonus.loot))


def luckier(table: LootTableSpec | None, percent: int) -> LootTableSpec | None:
    """The table whose entries drop `percent` as often; what would be above 100 % is certain."""
    if table is None or percent == USUAL:
        return table
    entries = tuple(replace(entry, chance=min(100, entry.chance * percent // USUAL)) for entry in table.entries)
    return replace(table, entries=entries)


def weather_ruled(events: Iterable[WorldEventSpec], region: str) -> str | None:
    """The weather that an event has set in a region; of several, the one that began last (they come in order)."""
    ruled = None
    for event in events:
        if event.kind is EventKind.WEATHER and event.region == region:
            ruled = event.weather
    return ruled


def way_is_shut(
    known: Iterable[WorldEventSpec], going_on: Iterable[WorldEventSpec], *, here: str, there: str
) -> WorldEventSpec | None:
    """The event that shuts the way from `here` to `there`, None when it is open.

    A zone that some event opens is shut while no such event goes on. One that closes it goes before all others.
    Ways out of a zone are never shut: nobody is locked in.
    """
    running = [event for event in going_on if _concerns(event, here, there)]
    for event in running:
        if event.kind is EventKind.ZONE_CLOSE:
            return event
    if any(event.kind is EventKind.ZONE_OPEN for event in running):
        return None
    openers = (event for event in known if event.kind is EventKind.ZONE_OPEN and _concerns(event, here, there))
    return next(openers, None)


def _concerns(event: WorldEventSpec, here: str, there: str) -> bool:
    return event.location == there and event.entrance in (None, here)
