"""Weather and time of day: a pure function of a region and the time. Nothing is stored, so nothing can be lost,
and every process sees the same sky."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from common.rules.rng import Rng
from common.rules.text import Text
from content.rules.catalogue import Catalogue
from world.rules.catalogue import EncounterSpec, RegionSpec, Resistance

USUAL = 100  # percent: a weight as the location has it


@dataclass(frozen=True, slots=True)
class EncounterShift:
    """`monster` is met `percent` as often as the location says: 300 trebles its weight, 0 keeps it away."""

    monster: str
    percent: int = USUAL


@dataclass(frozen=True, slots=True)
class WeatherSpec:
    """A weather. `description` is a line of the location's screen. The percents change everyone who fights in it
    (-20: a fifth less), `resistances` are added to what each resists."""

    key: str
    name: Text
    description: Text
    icon: str
    attack_percent: int = 0
    armor_percent: int = 0
    agility_percent: int = 0
    resistances: tuple[Resistance, ...] = ()
    encounters: tuple[EncounterShift, ...] = ()


@dataclass(frozen=True, slots=True)
class DayPhaseSpec:
    """A part of the day, `minutes` of real time long. The phases follow one another by `position`; together they
    are a day of the game, the same in every region."""

    key: str
    name: Text
    description: Text
    icon: str
    minutes: int
    position: int = 0
    attack_percent: int = 0
    armor_percent: int = 0
    agility_percent: int = 0
    encounters: tuple[EncounterShift, ...] = ()


@dataclass(frozen=True, slots=True)
class Sky:
    """What is overhead: either part is None where the release has none."""

    weather: WeatherSpec | None = None
    phase: DayPhaseSpec | None = None

    @property
    def parts(self) -> tuple[WeatherSpec | DayPhaseSpec, ...]:
        return tuple(part for part in (self.phase, self.weather) if part is not None)

    @property
    def resistances(self) -> tuple[Resistance, ...]:
        return self.weather.resistances if self.weather else ()

    def changed(self, value: int, field: str) -> int:
        """A fighter's number under this sky: the percents of both parts add up, nothing falls below zero."""
        percent = 100 + sum(int(getattr(part, field)) for part in self.parts)
        return max(0, value * percent // 100)


CLEAR = Sky()


def sky_over(catalogue: Catalogue, region_key: str, *, now: datetime, ruled: str | None = None) -> Sky:
    """The sky of a region at `now`. `ruled`: the weather that an event has set there, if any."""
    region = catalogue.find(RegionSpec, region_key)
    key = ruled or (weather_at(region, now=now) if region else None)
    return Sky(catalogue.find(WeatherSpec, key), phase_at(catalogue.all(DayPhaseSpec).values(), now=now))


def weather_at(region: RegionSpec, *, now: datetime) -> str | None:
    """The region's weather: drawn anew every `weather_minutes`, likely in proportion to the weights."""
    weights = [entry.weight for entry in region.weathers]
    if sum(weights) <= 0:
        return None
    period = _minute(now) // max(1, region.weather_minutes)
    digest = hashlib.sha256(f"{region.key}:{period}".encode()).digest()
    return Rng(int.from_bytes(digest[:8], "big")).pick_weighted(region.weathers, weights).weather


def phase_at(phases: Iterable[DayPhaseSpec], *, now: datetime) -> DayPhaseSpec | None:
    """The part of the day at `now`; days are counted from the epoch."""
    found = _phase_and_rest(phases, now)
    return found[0] if found else None


def _phase_and_rest(phases: Iterable[DayPhaseSpec], now: datetime) -> tuple[DayPhaseSpec, int] | None:
    """The part of the day, and the minutes until the next one."""
    ordered = sorted((phase for phase in phases if phase.minutes > 0), key=lambda phase: (phase.position, phase.key))
    length = sum(phase.minutes for phase in ordered)
    if not length:
        return None
    minute = _minute(now) % length
    for phase in ordered:
        minute -= phase.minutes
        if minute < 0:
            return phase, -minute
    raise AssertionError("unreachable: the minute is below the length of the day")


def skies_ahead(catalogue: Catalogue, region: RegionSpec, *, now: datetime) -> tuple[Sky, ...]:
    """The skies over a region now, when the next part of the day begins and when its weather is next drawn."""
    _, phase_rest = _phase_and_rest(catalogue.all(DayPhaseSpec).values(), now) or (None, 0)
    every = max(1, region.weather_minutes)
    waits = (0, phase_rest, every - _minute(now) % every)
    return tuple(dict.fromkeys(sky_over(catalogue, region.key, now=now + timedelta(minutes=wait)) for wait in waits))


def _minute(now: datetime) -> int:
    return int(now.timestamp() // 60)


def encounter_weights(encounters: Sequence[EncounterSpec], sky: Sky) -> list[int]:
    """How likely each encounter is under this sky. Where it would keep everybody away, it changes nothing:
    a dangerous place is never empty."""
    weights = [encounter.weight for encounter in encounters]
    for part in sky.parts:
        shifts = {shift.monster: shift.percent for shift in part.encounters}
        weights = [
            weight * shifts.get(encounter.monster, USUAL) for weight, encounter in zip(weights, encounters, strict=True)
        ]
    return weights if sum(weights) > 0 else [encounter.weight for encounter in encounters]
