"""Laws of the sky."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from common.rules.text import Text
from content.rules.catalogue import Catalogue
from world.rules.catalogue import EncounterSpec, RegionSpec, RegionWeather
from world.rules.weather import (
    DayPhaseSpec,
    EncounterShift,
    Sky,
    WeatherSpec,
    encounter_weights,
    phase_at,
    sky_over,
    weather_at,
)

TEXT = Text("слова", "words")
moments = st.integers(1_704_067_200, 1_990_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
KEYS = ("rain", "fog", "clear", "storm")


def region(weights: list[int], minutes: int = 60, key: str = "marsh") -> RegionSpec:
    weathers = tuple(RegionWeather(name, weight) for name, weight in zip(KEYS, weights, strict=False))
    return RegionSpec(key, TEXT, TEXT, "🌲", weather_minutes=minutes, weathers=weathers)


def weather(key: str = "rain", **fields: object) -> WeatherSpec:
    return WeatherSpec(key, TEXT, TEXT, "🌧", **fields)  # type: ignore[arg-type]


def phase(key: str, minutes: int, position: int = 0, **fields: object) -> DayPhaseSpec:
    return DayPhaseSpec(key, TEXT, TEXT, "🌙", minutes, position, **fields)  # type: ignore[arg-type]


phases = st.lists(st.tuples(st.integers(1, 300), st.integers(0, 9)), min_size=1, max_size=6).map(
    lambda rows: [phase(f"phase{number}", *row) for number, row in enumerate(rows)]
)
weights = st.lists(st.integers(0, 50), min_size=1, max_size=4).filter(any)


@given(weights, st.integers(1, 600), moments)
def test_the_same_hour_has_the_same_weather_and_only_one_that_the_region_has(
    given_weights: list[int], minutes: int, now: datetime
) -> None:
    where = region(given_weights, minutes)
    drawn = weather_at(where, now=now)
    assert drawn == weather_at(region(given_weights, minutes), now=now)
    assert drawn in {entry.weather for entry in where.weathers if entry.weight}


@given(st.integers(1, 600), moments)
def test_weather_lasts_its_minutes(minutes: int, now: datetime) -> None:
    start = datetime.fromtimestamp(int(now.timestamp() // (60 * minutes)) * 60 * minutes, UTC)
    where = region([3, 2, 1, 1], minutes)
    assert weather_at(where, now=start) == weather_at(where, now=start + timedelta(minutes=minutes, seconds=-1))


def test_weathers_come_in_proportion_to_their_weights() -> None:
    begin, where = datetime(2026, 11, 1, tzinfo=UTC), region([6, 3, 1])
    counted = Counter(weather_at(where, now=begin + timedelta(hours=hour)) for hour in range(10_000))
    assert [round(counted[key] / 1000) for key in KEYS] == [6, 3, 1, 0]


def test_regions_have_weathers_of_their_own() -> None:
    begin = datetime(2026, 11, 1, tzinfo=UTC)
    hours = [begin + timedelta(hours=hour) for hour in range(50)]
    marsh, hills = region([1, 1, 1, 1]), region([1, 1, 1, 1], key="hills")
    assert [weather_at(marsh, now=at) for at in hours] != [weather_at(hills, now=at) for at in hours]


def test_without_weathers_there_is_none() -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    assert weather_at(region([]), now=now) is None
    assert weather_at(region([0, 0]), now=now) is None
    assert sky_over(Catalogue(0, {}), "marsh", now=now) == Sky()


@given(phases, moments)
def test_each_part_of_the_day_lasts_its_minutes_and_the_day_comes_back(
    given_phases: list[DayPhaseSpec], now: datetime
) -> None:
    length = sum(each.minutes for each in given_phases)
    counted = Counter(phase_at(given_phases, now=now + timedelta(minutes=minute)) for minute in range(length))
    assert counted == {each: each.minutes for each in given_phases}
    assert phase_at(given_phases, now=now) == phase_at(given_phases, now=now + timedelta(minutes=length))


def test_an_event_rules_the_weather() -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    catalogue = Catalogue(
        0, {RegionSpec: {"marsh": region([1])}, WeatherSpec: {"rain": weather(), "storm": weather("storm")}}
    )
    overhead = sky_over(catalogue, "marsh", now=now).weather
    ruled = sky_over(catalogue, "marsh", now=now, ruled="storm").weather
    assert (overhead and overhead.key, ruled and ruled.key) == ("rain", "storm")


def test_night_and_fog_shift_whom_one_meets() -> None:
    met = [EncounterSpec("wolf", 2), EncounterSpec("goose", 5)]
    night = phase("night", 60, encounters=(EncounterShift("wolf", 300), EncounterShift("goose", 0)))
    fog = weather("fog", encounters=(EncounterShift("wolf", 50),))
    wolf, goose = encounter_weights(met, Sky(fog, night))
    assert (wolf > 0, goose) == (True, 0)
    assert encounter_weights(met, Sky()) == [2, 5]


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 400)), min_size=1, max_size=5))
def test_a_dangerous_place_is_never_empty(rows: list[tuple[int, int]]) -> None:
    met = [EncounterSpec(f"m{number}", weight) for number, (weight, _) in enumerate(rows)]
    shifts = tuple(EncounterShift(f"m{number}", percent) for number, (_, percent) in enumerate(rows))
    shifted = encounter_weights(met, Sky(weather(encounters=shifts)))
    assert sum(shifted) > 0
    assert all(weight >= 0 for weight in shifted)


@given(st.integers(0, 10_000), st.integers(-100, 200), st.integers(-100, 200))
def test_numbers_under_a_sky_add_their_percents_and_stay_above_zero(value: int, first: int, second: int) -> None:
    sky = Sky(weather(attack_percent=first), phase("night", 60, attack_percent=second))
    assert sky.changed(value, "attack_percent") == max(0, value * (100 + first + second) // 100)
    assert sky.changed(value, "agility_percent") == value
