"""Laws of tallies, quests and their days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from common.rules.text import Text
from players.rules.quests import (
    HIGHEST,
    Fact,
    Objective,
    QuestSpec,
    Repeat,
    Tally,
    baseline_of,
    brought,
    is_ready,
    next_period_at,
    period_of,
    quest_steps,
    together,
    told,
)

WORDS = Text("слово", "word")
SUBJECTS = st.sampled_from(["", "wolf", "goose", "ford"])
COUNTED = st.sampled_from([fact for fact in Fact if fact is not Fact.ITEM_BROUGHT])
tallies = st.builds(Tally, COUNTED, SUBJECTS)
counts = st.dictionaries(tallies, st.integers(1, 1000), max_size=8)
objectives = st.builds(Objective, COUNTED, SUBJECTS.map(lambda key: key or None), st.integers(1, 50))
quests = st.lists(objectives, min_size=1, max_size=4).map(
    lambda steps: QuestSpec("quest", WORDS, WORDS, WORDS, "", objectives=tuple(steps))
)
moments = st.integers(0, 7 * 365 * 24 * 3600).map(lambda n: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=n))
hours = st.integers(0, 23)
repeating = st.sampled_from([Repeat.DAILY, Repeat.WEEKLY])


@given(quests, counts)
def test_what_was_done_before_does_not_count(quest: QuestSpec, before: dict[Tally, int]) -> None:
    steps = quest_steps(quest, counts=before, baseline=baseline_of(quest, before))
    assert all(step.done == 0 for step in steps if step.objective.fact not in HIGHEST)


@given(quests, counts, counts)
def test_what_is_done_after_counts_whatever_was_before(
    quest: QuestSpec, before: dict[Tally, int], added: dict[Tally, int]
) -> None:
    baseline = baseline_of(quest, before)
    newcomer = quest_steps(quest, counts=added, baseline={})
    veteran = quest_steps(quest, counts=together(before, added), baseline=baseline)
    for fresh, old in zip(newcomer, veteran, strict=True):
        assert old.done == fresh.done or fresh.objective.fact in HIGHEST
        assert old.done >= fresh.done


@given(quests, counts, counts)
def test_progress_never_goes_back(quest: QuestSpec, before: dict[Tally, int], added: dict[Tally, int]) -> None:
    first = quest_steps(quest, counts=before, baseline={})
    then = quest_steps(quest, counts=together(before, added), baseline={})
    assert all(b.done >= a.done for a, b in zip(first, then, strict=True))
    assert is_ready(then) or not is_ready(first)
    assert all(0 <= step.done <= step.objective.amount for step in then)


@given(counts, counts)
def test_things_add_up_in_any_order(one: dict[Tally, int], other: dict[Tally, int]) -> None:
    assert together(one, other) == together(other, one)
    assert together(one) == one


@given(st.lists(st.tuples(SUBJECTS, st.integers(-3, 9)), max_size=6))
def test_what_is_told_of_each_is_told_of_any(subjects: list[tuple[str, int]]) -> None:
    added = told(Fact.ITEM_GAINED, *subjects)
    assert all(amount > 0 for amount in added.values())
    named = {key for key, _ in subjects if key}
    assert {tally.subject for tally in added} <= named | {""}


def test_items_that_are_brought_are_taken_once_for_each_objective() -> None:
    steps = (
        Objective(Fact.ITEM_BROUGHT, "pelt", 3),
        Objective(Fact.ITEM_BROUGHT, "tooth"),
        Objective(Fact.BATTLE_WON, None, 2),
    )
    quest = QuestSpec("quest", WORDS, WORDS, WORDS, "", objectives=steps)
    assert brought(quest) == {"pelt": 3, "tooth": 1}
    has = {Tally(Fact.ITEM_BROUGHT, "pelt"): 7}
    assert [step.done for step in quest_steps(quest, counts=has, baseline=baseline_of(quest, has))] == [3, 0, 0]


@given(repeating, moments, hours)
def test_a_period_ends_when_the_next_one_begins(repeat: Repeat, now: datetime, hour: int) -> None:
    end = next_period_at(repeat, now, reset_hour=hour)
    assert end is not None
    assert now < end <= now + timedelta(days=1 if repeat is Repeat.DAILY else 7)
    last = end - timedelta(microseconds=1)
    assert period_of(repeat, now, reset_hour=hour) == period_of(repeat, last, reset_hour=hour)
    assert period_of(repeat, now, reset_hour=hour) < period_of(repeat, end, reset_hour=hour)


def test_a_day_begins_at_its_hour_and_a_week_on_monday() -> None:
    before, after = datetime(2026, 11, 23, 2, 59, tzinfo=UTC), datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    assert period_of(Repeat.DAILY, before, reset_hour=3) == "2026-11-22"
    assert period_of(Repeat.DAILY, after, reset_hour=3) == "2026-11-23"
    assert period_of(Repeat.WEEKLY, before, reset_hour=3) == "2026-W47"
    assert period_of(Repeat.WEEKLY, after, reset_hour=3) == "2026-W48"
    assert period_of(Repeat.ONCE, after, reset_hour=3) == ""
    assert next_period_at(Repeat.ONCE, after, reset_hour=3) is None
