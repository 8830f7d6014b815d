"""Giving what making, gathering and passing the time have brought."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from common.outbox import publish
from players.events import LevelGained
from players.rules.catalogue import ItemSpec
from players.state.character import Character
from players.state.grants import Grant, grant_give
from world.rules.activities import Gain
from world.rules.crafts import ProfessionSpec
from world.state.professions import practise


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was given. `level`, `profession_level`: those reached, 0 when none was gained; `pieces`: ids of what is
    one of a kind among it."""

    gain: Gain
    level: int = 0
    profession: str = ""
    profession_level: int = 0
    pieces: tuple[int, ...] = ()


def gain_give(
    character: Character, gain: Gain, *, profession: str | None, reason: str, reference: str, key: str, now: datetime
) -> Outcome:
    """Give it once, in the caller's transaction. The caller holds the player's lock, and stores `level`, `xp` and the
    vitals. What the active release no longer knows is not given."""
    known = character.catalogue.all(ItemSpec)
    gain = replace(gain, items=tuple((item, amount) for item, amount in gain.items if item in known))
    grant = Grant(gain.xp, gain.gold, gain.items)
    growth = grant_give(character, grant, reason=reason, reference=reference, key=key, now=now)
    player_id = character.row.pk
    if growth.level:
        publish(LevelGained(player_id=player_id, level=growth.level, skills=growth.skills))
    spec = character.catalogue.find(ProfessionSpec, profession)
    reached = practise(player_id, spec, gain.profession_xp) if spec else 0
    return Outcome(gain, growth.level, spec.key if spec else "", reached, growth.pieces)
