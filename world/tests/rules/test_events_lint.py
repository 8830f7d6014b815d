"""What is found wrong with weather and events."""

from __future__ import annotations

from typing import Any

from content.rules.catalogue import Catalogue
from content.rules.lint import Level
from content.tests.worlds import changed
from gameproject.testing import starter_catalogue
from world.rules.catalogue import RegionSpec, RegionWeather
from world.rules.events import EventKind, WorldEventSpec
from world.rules.events_lint import RULES
from world.rules.weather import DayPhaseSpec, EncounterShift, WeatherSpec

BOSS, FAIR, LUCK, FOG = "zmey_raid", "night_market", "lucky_hour", "witch_night"


def found(catalogue: Catalogue) -> set[tuple[str, str]]:
    return {(finding.key, finding.code) for rule in RULES for finding in rule(catalogue)}


def of_event(key: str, **fields: Any) -> set[tuple[str, str]]:
    return found(changed(WorldEventSpec, key, **fields))


def test_the_starter_world_is_sound() -> None:
    assert found(starter_catalogue()) == set()
    kinds = {event.kind for event in starter_catalogue().all(WorldEventSpec).values()}
    assert kinds == set(EventKind)
    assert len(starter_catalogue().all(WorldEventSpec)) >= 6


def test_an_event_has_what_its_kind_needs() -> None:
    assert of_event(BOSS, monster=None, boss_hp=0) == {(BOSS, "event_lacks"), (BOSS, "must_be_positive")}
    assert of_event(FAIR, location=None) == {(FAIR, "event_lacks")}
    assert of_event(FOG, weather=None) == {(FOG, "event_lacks")}
    assert of_event(LUCK, xp_percent=100, gold_percent=100) == {(LUCK, "happy_hour_usual")}
    nothing = {"reward_xp": 0, "reward_gold": 0, "pool_gold": 0, "loot_table": None}
    assert of_event(BOSS, **nothing) == {(BOSS, "boss_without_reward")}


def test_what_it_names_exists() -> None:
    for field in ("region", "location", "monster", "loot_table"):
        assert (BOSS, "event_names_nothing") in of_event(BOSS, **{field: "nowhere"}), field
    assert of_event(BOSS, min_level=999) == {(BOSS, "event_for_nobody")}


def test_usual_times_come() -> None:
    assert of_event(LUCK, usual_times="0 25 * * *") == {(LUCK, "times_unreadable")}
    assert of_event(LUCK, usual_times="every day") == {(LUCK, "times_unreadable")}
    assert of_event(LUCK, usual_times="0 12 30 2 *") == {(LUCK, "times_never")}
    for zone in ("Europe/Nowhere", "", "../../etc/passwd", "Europe"):
        assert of_event(LUCK, usual_zone=zone) == {(LUCK, "zone_unknown")}, zone
    assert of_event(LUCK, usual_times="") == set(), "by hand only"


def test_nobody_is_shut_out_of_home() -> None:
    assert of_event(FAIR, location="tavern") == {(FAIR, "zone_is_home")}
    assert of_event(FAIR, entrance="smithy") == {(FAIR, "entrance_leads_elsewhere")}
    assert of_event(FAIR, entrance="market") == set()


def test_skies_name_what_exists() -> None:
    lost = (RegionWeather("hail", 1),)
    assert found(changed(RegionSpec, "forest_march", weathers=lost)) == {("forest_march", "weather_missing")}
    assert found(changed(RegionSpec, "forest_march", weathers=())) == {("forest_march", "region_without_weather")}
    shifts = (EncounterShift("nobody"),)
    assert found(changed(WeatherSpec, "rain", encounters=shifts)) == {("rain", "monster_missing")}
    assert found(changed(DayPhaseSpec, "night", encounters=shifts)) == {("night", "monster_missing")}


def test_a_region_without_weather_may_be_published() -> None:
    catalogue = changed(RegionSpec, "forest_march", weathers=())
    assert {finding.level for rule in RULES for finding in rule(catalogue)} == {Level.WARNING}
