"""Walking and resting."""

from __future__ import annotations

from common import clock
from common.outbox import publish
from common.tx import command
from players.state.character import VITALS, check_free, player_store
from world.errors import ExitLocked, NoRestHere, NoSuchExit, Rested, TooTired
from world.events import PlayerRested, PlayerTravelled
from world.rules.catalogue import LocationSpec, WorldRulesSpec
from world.selectors.locations import LocationView, location_view_of
from world.state.happening import check_open
from world.state.place import player_place, standing_lock


@command
def location_travel(*, player_id: int, to: str, expected_version: int | None = None) -> LocationView:
    """Walk through an exit.

    Raises Busy, Stale, NoSuchExit(to), ExitLocked(to, needs, has), ZoneShut(to, event), TooTired(needs, has).
    """
    now = clock.now()
    standing = standing_lock(player_id, now=now, expected_version=expected_version)
    character, here = standing.character, standing.location
    row = character.row
    check_free(row)
    way = next((way for way in here.exits if way.to == to), None)
    if way is None:
        raise NoSuchExit(to=to)
    if row.level < way.min_level:
        raise ExitLocked(to=to, needs=way.min_level, has=row.level)
    check_open(here, to, now=now)
    cost = character.catalogue.one(WorldRulesSpec).travel_energy
    if row.energy < cost:
        raise TooTired(needs=cost, has=row.energy)
    character.set_vitals(now=row.energy_at, energy=row.energy - cost)
    there = character.catalogue.get(LocationSpec, to)
    player_place(player_id, to, now=now)
    player_store(row, *VITALS)
    publish(PlayerTravelled(player_id=player_id, from_location=here.key, to_location=to))
    return location_view_of(character, there, now=now)


@command
def location_rest(*, player_id: int, expected_version: int | None = None) -> LocationView:
    """Rest where that is possible: HP and energy are full at once. Raises Busy, Stale, NoRestHere, Rested."""
    now = clock.now()
    standing = standing_lock(player_id, now=now, expected_version=expected_version)
    character, here = standing.character, standing.location
    row, sheet = character.row, character.sheet
    check_free(row)
    if not here.has_rest:
        raise NoRestHere()
    if row.hp >= sheet.max_hp and row.energy >= sheet.max_energy:
        raise Rested()
    character.set_vitals(now=now, hp=sheet.max_hp, energy=sheet.max_energy)
    player_store(row, *VITALS)
    publish(PlayerRested(player_id=player_id, location=here.key))
    return location_view_of(character, here, now=now)
