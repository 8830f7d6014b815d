"""A player's battles and their turns, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from combat.models import Battle, BattleTurn
from common.errors import NotFound


@dataclass(frozen=True, slots=True)
class BattleLine:
    """A battle in a list. `release_id`: where `monster` and `location` are to be looked up."""

    id: int
    release_id: int
    version: int
    monster: str
    location: str
    outcome: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One action and what came of it; `action` and `events` as they were stored."""

    number: int
    player_id: int | None
    action: dict[str, Any]
    events: list[dict[str, Any]]
    at: datetime


def battles_page(*, player_id: int, before: int | None, limit: int) -> list[BattleLine]:
    """Up to `limit` of the player's battles with an id below `before`, newest first."""
    battles = Battle.objects.filter(members__player_id=player_id)
    if before is not None:
        battles = battles.filter(pk__lt=before)
    columns = ("pk", "release_id", "version", "monster", "location", "outcome", "started_at", "ended_at")
    return [BattleLine(*row) for row in battles.order_by("-pk").values_list(*columns)[:limit]]


def turns_page(*, battle_id: int, player_id: int, after: int | None, limit: int) -> list[TurnLine]:
    """Up to `limit` turns with a number above `after`, in their order. Raises NotFound, also for somebody else's."""
    if not Battle.objects.filter(pk=battle_id, members__player_id=player_id).exists():
        raise NotFound(what="battle", key=str(battle_id))
    turns = BattleTurn.objects.filter(battle_id=battle_id)
    if after is not None:
        turns = turns.filter(number__gt=after)
    columns = ("number", "player_id", "action", "events", "created_at")
    return [TurnLine(*row) for row in turns.order_by("number").values_list(*columns)[:limit]]
