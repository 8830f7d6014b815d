"""Where a character stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from content.rules.catalogue import Catalogue
from players.state.character import Character, character_lock
from world.models import Whereabouts
from world.rules.catalogue import LocationSpec, WorldRulesSpec
from world.rules.crafts import ActivitySpec, GatheringNodeSpec, StationSpec


@dataclass(slots=True)
class Standing:
    """A character and the place it is at, in the same release."""

    character: Character
    location: LocationSpec


def location_of(character: Character) -> LocationSpec:
    """Where the character is. New ones are at the start; so is one whose place the release no longer has."""
    key = Whereabouts.objects.filter(player_id=character.row.pk).values_list("location", flat=True).first()
    catalogue = character.catalogue
    found = catalogue.find(LocationSpec, key)
    return found or catalogue.get(LocationSpec, catalogue.one(WorldRulesSpec).starting_location)


def standing_lock(player_id: int, *, now: datetime, expected_version: int | None) -> Standing:
    """The character, its row locked, and its place. Raises what character_lock raises."""
    character = character_lock(player_id, now=now, expected_version=expected_version)
    return Standing(character, location_of(character))


def player_place(player_id: int, location: str, *, now: datetime) -> None:
    """Put a player somewhere, in the caller's transaction."""
    Whereabouts.objects.bulk_create(
        [Whereabouts(player_id=player_id, location=location, arrived_at=now)],
        update_conflicts=True,
        unique_fields=["player"],
        update_fields=["location", "arrived_at"],
    )


def player_appear(player_id: int, location: str, *, now: datetime) -> None:
    """Put a player somewhere who is nowhere yet; one who is walking there just now stays where that leads."""
    Whereabouts.objects.bulk_create(
        [Whereabouts(player_id=player_id, location=location, arrived_at=now)], ignore_conflicts=True
    )


def stations_at(catalogue: Catalogue, location: LocationSpec) -> tuple[StationSpec, ...]:
    """What stands at a place to make things at."""
    stations = catalogue.all(StationSpec).values()
    return tuple(spec for spec in stations if any(place.location == location.key for place in spec.places))


def nodes_at(catalogue: Catalogue, location: LocationSpec) -> tuple[GatheringNodeSpec, ...]:
    """What can be gathered at a place."""
    return tuple(spec for spec in catalogue.all(GatheringNodeSpec).values() if spec.location == location.key)


def activities_at(catalogue: Catalogue, location: LocationSpec) -> tuple[ActivitySpec, ...]:
    """How one can pass the time at a place."""
    return tuple(spec for spec in catalogue.all(ActivitySpec).values() if spec.location == location.key)
