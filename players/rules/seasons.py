"""Seasons that a release plans: they take turns, one after the other, and then from the first again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from common.rules.text import Text
from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error
from players.rules.catalogue import ItemSpec
from players.rules.ranking import Board

NUMBER = "{n}"  # in a name: how many seasons there were, with this one
LONGEST_SEASON = 366  # days


@dataclass(frozen=True, slots=True)
class PlannedPrize:
    """For each rank from `first` to `last` of a board: gold, and so many of an item."""

    board: Board
    first: int = 1
    last: int = 1
    gold: int = 0
    item: str | None = None
    amount: int = 1


@dataclass(frozen=True, slots=True)
class SeasonPlanSpec:
    key: str
    name: Text
    days: int = 28
    position: int = 0
    prizes: tuple[PlannedPrize, ...] = ()


def plan_after(plans: Mapping[str, SeasonPlanSpec], last: str) -> SeasonPlanSpec | None:
    """Whose turn it is after the plan `last`; the first's when that is gone, or there was none."""
    turns = sorted(plans.values(), key=lambda plan: (plan.position, plan.key))
    keys = [plan.key for plan in turns]
    if not turns:
        return None
    return turns[(keys.index(last) + 1) % len(turns)] if last in keys else turns[0]


def season_name(plan: SeasonPlanSpec, number: int) -> Text:
    return Text(*(name.replace(NUMBER, str(number)) for name in (plan.name.ru, plan.name.en)))


def plans_can_be_kept(catalogue: Catalogue) -> Iterator[Finding]:
    """A planned season lasts a while, and what it promises can be paid."""
    for key, plan in catalogue.all(SeasonPlanSpec).items():
        if not 1 <= plan.days <= LONGEST_SEASON:
            yield error("season_plans", key, "season_length", most=LONGEST_SEASON)
        for prize in plan.prizes:
            yield from _prize(catalogue, key, prize)


def _prize(catalogue: Catalogue, key: str, prize: PlannedPrize) -> Iterator[Finding]:
    if not 1 <= prize.first <= prize.last:
        yield error("season_plans", key, "prize_places", first=prize.first, last=prize.last)
    if not prize.gold and prize.item is None:
        yield error("season_plans", key, "prize_of_nothing", first=prize.first, last=prize.last)
    if prize.item is not None and prize.item not in catalogue.all(ItemSpec):
        yield error("season_plans", key, "item_missing", item=prize.item)
    if prize.amount < 1:
        yield error("season_plans", key, "must_be_positive", field="amount")


SEASON_RULES = (plans_can_be_kept,)
