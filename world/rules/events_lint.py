"""What can be wrong with weather, the parts of the day and world events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, warning
from players.rules.catalogue import ProgressSpec
from world.rules.catalogue import LocationSpec, LootTableSpec, MonsterSpec, RegionSpec, WorldRulesSpec
from world.rules.events import USUAL, EventKind, WorldEventSpec
from world.rules.events_calendar import BadTimes, next_runs, times_of
from world.rules.weather import DayPhaseSpec, WeatherSpec

_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # a schedule that never runs after it never runs
# The rows that an event of a kind cannot do without.
_NEEDS = {
    EventKind.BOSS: ("location", "monster"),
    EventKind.ZONE_OPEN: ("location",),
    EventKind.ZONE_CLOSE: ("location",),
    EventKind.HAPPY_HOUR: (),
    EventKind.WEATHER: ("region", "weather"),
}
_NAMED = {
    "region": RegionSpec,
    "location": LocationSpec,
    "entrance": LocationSpec,
    "monster": MonsterSpec,
    "loot_table": LootTableSpec,
    "weather": WeatherSpec,
}


def regions_have_weather(catalogue: Catalogue) -> Iterator[Finding]:
    """Each region has weather, where there is any, and names only what exists."""
    weathers = catalogue.all(WeatherSpec)
    for key, region in catalogue.all(RegionSpec).items():
        for entry in region.weathers:
            if entry.weather not in weathers:
                yield error("regions", key, "weather_missing", weather=entry.weather)
        if weathers and not any(entry.weight for entry in region.weathers):
            yield warning("regions", key, "region_without_weather")


def skies_name_monsters(catalogue: Catalogue) -> Iterator[Finding]:
    """Weathers and parts of the day name monsters that exist."""
    monsters = catalogue.all(MonsterSpec)
    for section, rows in (("weathers", catalogue.all(WeatherSpec)), ("day_phases", catalogue.all(DayPhaseSpec))):
        for key, row in rows.items():
            for shift in row.encounters:
                if shift.monster not in monsters:
                    yield error(section, key, "monster_missing", monster=shift.monster)


def events_are_whole(catalogue: Catalogue) -> Iterator[Finding]:
    """Each event has what its kind needs, and what it names exists."""
    for key, event in catalogue.all(WorldEventSpec).items():
        for field in _NEEDS[event.kind]:
            if getattr(event, field) is None:
                yield error("world_events", key, "event_lacks", field=field)
        for field, spec in _NAMED.items():
            named = getattr(event, field)
            if named is not None and catalogue.find(spec, named) is None:
                yield error("world_events", key, "event_names_nothing", field=field, name=named)
        yield from _sizes(catalogue, key, event)


def _sizes(catalogue: Catalogue, key: str, event: WorldEventSpec) -> Iterator[Finding]:
    progress = catalogue.find(ProgressSpec, "default")
    if progress is not None and event.min_level > progress.max_level:
        yield error("world_events", key, "event_for_nobody", level=event.min_level)
    if event.minutes < 1:
        yield error("world_events", key, "must_be_positive", field="minutes")
    if event.kind is EventKind.BOSS:
        if event.boss_hp < 1:
            yield error("world_events", key, "must_be_positive", field="boss_hp")
        if not (event.reward_xp or event.reward_gold or event.pool_gold or event.loot_table):
            yield warning("world_events", key, "boss_without_reward")
    if event.kind is EventKind.HAPPY_HOUR and event.xp_percent == event.gold_percent == event.loot_percent == USUAL:
        yield warning("world_events", key, "happy_hour_usual")


def events_happen(catalogue: Catalogue) -> Iterator[Finding]:
    """The usual times can be read, and come."""
    for key, event in catalogue.all(WorldEventSpec).items():
        if not event.usual_times:
            continue
        try:
            times = times_of(event.usual_times)
        except BadTimes:
            yield error("world_events", key, "times_unreadable", times=event.usual_times)
            continue
        try:
            zone = ZoneInfo(event.usual_zone)
        except (KeyError, ValueError, OSError):
            yield error("world_events", key, "zone_unknown", zone=event.usual_zone)
            continue
        if not next_runs(times, zone, after=_SOME_DAY, count=1):
            yield error("world_events", key, "times_never", times=event.usual_times)


def zones_leave_room(catalogue: Catalogue) -> Iterator[Finding]:
    """Nobody is shut out of the place where they begin or wake; an entrance leads to the zone."""
    rules, locations = catalogue.find(WorldRulesSpec, "default"), catalogue.all(LocationSpec)
    for key, event in catalogue.all(WorldEventSpec).items():
        if event.kind not in (EventKind.ZONE_OPEN, EventKind.ZONE_CLOSE) or event.location is None:
            continue
        if rules is not None and event.location in (rules.starting_location, rules.defeat_location):
            yield error("world_events", key, "zone_is_home", location=event.location)
        entrance = locations.get(event.entrance or "")
        if entrance is not None and all(way.to != event.location for way in entrance.exits):
            yield error("world_events", key, "entrance_leads_elsewhere", location=event.location, to=entrance.key)


RULES = (regions_have_weather, skies_name_monsters, events_are_whole, events_happen, zones_leave_room)
