"""Season plans take turns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.rules.text import Text
from content.rules.catalogue import Catalogue
from players.rules.ranking import Board
from players.rules.seasons import PlannedPrize, SeasonPlanSpec, plan_after, plans_can_be_kept, season_name

KEYS = st.dictionaries(st.sampled_from(["frost", "thaw", "heat", "rain"]), st.integers(0, 3), max_size=4)


def plan(key: str, position: int = 0, *prizes: PlannedPrize) -> SeasonPlanSpec:
    return SeasonPlanSpec(key, Text(f"{key} {{n}}", f"{key} {{n}}"), position=position, prizes=prizes)


@given(KEYS)
def test_every_plan_gets_its_turn_before_the_first_comes_again(positions: dict[str, int]) -> None:
    plans = {key: plan(key, position) for key, position in positions.items()}
    order, last = [], ""
    for _season in range(2 * len(plans)):
        following = plan_after(plans, last)
        assert following is not None
        order.append(following.key)
        last = following.key
    assert order[: len(plans)] == order[len(plans) :]
    assert sorted(order[: len(plans)], key=lambda key: (positions[key], key)) == order[: len(plans)]
    assert set(order) == set(plans)


def test_after_a_plan_that_is_gone_comes_the_first() -> None:
    assert plan_after({}, "thaw") is None
    assert plan_after({"rain": plan("rain")}, "thaw") == plan("rain")


def test_a_name_has_the_number_of_the_season() -> None:
    assert season_name(plan("thaw"), 12) == Text("thaw 12", "thaw 12")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (replace(plan("x"), days=0), "season_length"),
        (replace(plan("x"), days=367), "season_length"),
        (plan("x", 0, PlannedPrize(Board.WINS, 3, 2, gold=1)), "prize_places"),
        (plan("x", 0, PlannedPrize(Board.WINS, 0, 2, gold=1)), "prize_places"),
        (plan("x", 0, PlannedPrize(Board.WINS)), "prize_of_nothing"),
        (plan("x", 0, PlannedPrize(Board.WINS, item="nothing_like_it")), "item_missing"),
        (plan("x", 0, PlannedPrize(Board.WINS, gold=1, amount=0)), "must_be_positive"),
    ],
)
def test_what_cannot_be_kept_is_found(changed: SeasonPlanSpec, code: str) -> None:
    assert code in [found.code for found in plans_can_be_kept(Catalogue(1, {SeasonPlanSpec: {"x": changed}}))]
