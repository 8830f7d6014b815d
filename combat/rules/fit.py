"""A fighter's numbers as its statuses leave them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from combat.rules.state import Fighter, Status
from players.rules.catalogue import DamageType, StatusKind
from world.rules.catalogue import Resistance

ATTACK = {StatusKind.MIGHT: 1, StatusKind.WEAKNESS: -1}
ARMOR = {StatusKind.FORTITUDE: 1, StatusKind.SUNDER: -1}
AGILITY = {StatusKind.HASTE: 1, StatusKind.SLOW: -1}
RESISTANCE = {StatusKind.WARD: 1, StatusKind.EXPOSURE: -1}
CHANGING = frozenset({*ATTACK, *ARMOR, *AGILITY, *RESISTANCE})


def fit_of(fighter: Fighter, statuses: Iterable[Status] | None = None) -> Fighter:
    """The fighter with attack, armor, agility and resistances as they are under `statuses` (its own, if not given).

    Percents of one number add up before they are applied, so their order does not matter. Attack stays at 1 or more,
    armor and agility at 0 or more.
    """
    borne = fighter.statuses if statuses is None else statuses
    changing = [status for status in borne if status.kind in CHANGING]
    if not changing:
        return fighter
    return replace(
        fighter,
        attack=max(1, _changed(fighter.attack, changing, ATTACK)),
        armor=_changed(fighter.armor, changing, ARMOR),
        agility=_changed(fighter.agility, changing, AGILITY),
        resistances=(*fighter.resistances, *_resistances(changing)),
    )


def _changed(number: int, changing: Iterable[Status], signs: dict[StatusKind, int]) -> int:
    percent = sum(signs[status.kind] * status.power for status in changing if status.kind in signs)
    return max(0, (number * (100 + percent) + 50) // 100)


def _resistances(changing: Iterable[Status]) -> Iterable[Resistance]:
    return (
        Resistance(status.damage_type or DamageType.PHYSICAL, RESISTANCE[status.kind] * status.power)
        for status in changing
        if status.kind in RESISTANCE
    )
