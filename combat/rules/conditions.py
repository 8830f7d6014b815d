"""What is around a battle and changes everybody in it: the weather and the time of day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from combat.rules.state import Fighter
from players.rules.catalogue import DamageType
from world.rules.catalogue import Resistance
from world.rules.weather import Sky

HARDEST = 90  # percent: weather alone makes nobody immune


def fighter_under(sky: Sky, fighter: Fighter) -> Fighter:
    """The fighter as it is under a sky. A battle keeps the sky that it began under."""
    if not sky.parts:
        return fighter
    return replace(
        fighter,
        attack=sky.changed(fighter.attack, "attack_percent"),
        armor=sky.changed(fighter.armor, "armor_percent"),
        agility=sky.changed(fighter.agility, "agility_percent"),
        resistances=_together(fighter.resistances, sky.resistances),
    )


def _together(own: tuple[Resistance, ...], added: tuple[Resistance, ...]) -> tuple[Resistance, ...]:
    """Added up; what was below HARDEST is not raised above it."""
    if not added:
        return own
    percents: Counter[DamageType] = Counter()
    for resists in own:
        percents[resists.damage_type] += resists.percent
    for resists in added:
        had = percents[resists.damage_type]
        percents[resists.damage_type] = min(had + resists.percent, max(had, HARDEST))
    return tuple(Resistance(kind, percent) for kind, percent in percents.items() if percent)
