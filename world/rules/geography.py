"""Who can get where: pure questions about locations and their exits."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

from world.rules.catalogue import LocationSpec


def levels_to_reach(locations: Mapping[str, LocationSpec], start: str) -> dict[str, int]:
    """For each place that can be walked to from `start`, the lowest level at which that is possible (from 1)."""
    if start not in locations:
        return {}
    levels: dict[str, int] = {}
    frontier = [(1, start)]
    while frontier:
        level, key = heapq.heappop(frontier)
        if key in levels:
            continue
        levels[key] = level
        for way in locations[key].exits:
            if way.to in locations and way.to not in levels:
                heapq.heappush(frontier, (max(level, way.min_level), way.to))
    return levels


def places_with_return(locations: Mapping[str, LocationSpec], start: str) -> set[str]:
    """The places from which one can walk back to `start`, at any level."""
    ways_in: dict[str, list[str]] = {}
    for key, location in locations.items():
        for way in location.exits:
            ways_in.setdefault(way.to, []).append(key)
    seen, frontier = {start}, [start]
    while frontier:
        for key in ways_in.get(frontier.pop(), ()):
            if key not in seen:
                seen.add(key)
                frontier.append(key)
    return seen
