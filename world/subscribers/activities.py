"""The timer of activities, and what making and gathering count for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from common.events import subscriber
from common.timers import timer
from content.release import current
from players.rules.quests import Fact, together, told
from players.state.tallies import facts_record
from world.events import ActivityFinished, NodeGathered, ProfessionLevelGained, RecipeCrafted
from world.rules.activities import ActivityKind
from world.rules.crafts import RecipeSpec
from world.services.activities import activity_finish
from world.state.activities import TIMER


@timer(TIMER)
def end_activity(key: str, payload: dict[str, Any], now: datetime) -> None:
    activity_finish(activity_id=int(key), now=now)


@subscriber(RecipeCrafted)
def count_crafted(event: RecipeCrafted) -> None:
    """The products only: ingredients that came back have been gained before."""
    recipe = current().find(RecipeSpec, event.recipe)
    if recipe is not None:
        made = [(product.item, product.amount * event.made) for product in recipe.outputs]
        facts_record(event.player_id, together(told(Fact.ITEM_CRAFTED, *made), told(Fact.ITEM_GAINED, *made)))


@subscriber(NodeGathered)
def count_gathered(event: NodeGathered) -> None:
    gathered = told(Fact.NODE_GATHERED, (event.node, event.portions))
    facts_record(event.player_id, together(gathered, told(Fact.ITEM_GAINED, *event.items)))


@subscriber(ActivityFinished)
def count_wages(event: ActivityFinished) -> None:
    """What was made or gathered over time has events of its own."""
    if event.kind == ActivityKind.PASTIME:
        finished = told(Fact.ACTIVITY_FINISHED, (event.subject, 0 if event.stopped else 1))
        earned = together(told(Fact.GOLD_EARNED, ("", event.gold)), told(Fact.ITEM_GAINED, *event.items))
        facts_record(event.player_id, together(finished, earned))


@subscriber(ProfessionLevelGained)
def count_profession(event: ProfessionLevelGained) -> None:
    facts_record(event.player_id, told(Fact.PROFESSION_LEVEL, (event.profession, event.level)))
