"""What of a battle counts for quests and achievements."""

from __future__ import annotations

from collections.abc import Iterable

from combat.models import Battle
from content.rules.catalogue import Catalogue
from players.rules.quests import Fact, Tally, together, told
from world.rules.catalogue import MonsterSpec

_ENDINGS = {Battle.Outcome.DEFEAT: Fact.BATTLE_LOST, Battle.Outcome.FLED: Fact.BATTLE_FLED}


def battle_facts(
    catalogue: Catalogue, *, monster: str, outcome: str, gold: int, items: Iterable[tuple[str, int]]
) -> dict[Tally, int]:
    """What the end of a battle adds to its player's tallies."""
    if outcome in _ENDINGS:
        return told(_ENDINGS[Battle.Outcome(outcome)], ("", 1))
    if outcome != Battle.Outcome.VICTORY:
        return {}
    spec = catalogue.find(MonsterSpec, monster)
    return together(
        told(Fact.BATTLE_WON, ("", 1)),
        told(Fact.MONSTER_DEFEATED, (monster, 1)),
        told(Fact.BOSS_DEFEATED, ("", 1)) if spec is not None and spec.boss else {},
        told(Fact.GOLD_EARNED, ("", gold)),
        told(Fact.ITEM_GAINED, *items),
    )
