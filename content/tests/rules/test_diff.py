"""Changes are told row by row and field by field, children by what they point at."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from content.rules.diff import ChangeKind, FieldChange, row_change
from gameproject.testing import starter_catalogue
from players.rules.catalogue import SkillSpec
from world.rules.catalogue import ExitSpec, LocationSpec, MonsterSpec

MONSTERS = list(starter_catalogue().all(MonsterSpec).values())
LOCATIONS = list(starter_catalogue().all(LocationSpec).values())


@given(st.sampled_from(MONSTERS), st.sampled_from(MONSTERS))
def test_there_is_a_change_exactly_when_rows_differ(before: MonsterSpec, after: MonsterSpec) -> None:
    change = row_change("monsters", "wolf", before, after)
    assert (change is None) == (before == after)
    if change is not None:
        assert change.fields


@given(st.sampled_from(LOCATIONS), st.permutations(range(5)))
def test_children_in_another_order_are_a_change(location: LocationSpec, order: list[int]) -> None:
    shuffled = tuple(location.exits[number] for number in order if number < len(location.exits))
    change = row_change("locations", location.key, location, replace(location, exits=shuffled))
    assert (change is None) == (shuffled == location.exits)
    if change is not None:
        assert [field.path for field in change.fields] == [("exits",)]


def test_a_field_is_told_with_what_it_was() -> None:
    before = MONSTERS[0]
    change = row_change("monsters", before.key, before, replace(before, hp=before.hp + 6))
    assert change is not None
    assert change.fields == (FieldChange(("hp",), before.hp, before.hp + 6),)


def test_an_exit_in_front_does_not_change_the_others() -> None:
    before = starter_catalogue().get(LocationSpec, "forest_gate")
    new = ExitSpec(to="smithy")
    change = row_change("locations", before.key, before, replace(before, exits=(new, *before.exits)))
    assert change is not None
    assert change.fields == (FieldChange(("exits", "smithy"), None, new),)


def test_a_child_is_named_by_what_it_points_at() -> None:
    before = starter_catalogue().get(LocationSpec, "forest_gate")
    first, *others = before.exits
    gated = replace(before, exits=(replace(first, min_level=5), *others))
    change = row_change("locations", before.key, before, gated)
    assert change is not None
    assert change.fields == (FieldChange(("exits", first.to, "min_level"), 1, 5),)


def test_children_that_nothing_tells_apart_are_numbered() -> None:
    skill = next(
        skill for skill in starter_catalogue().all(SkillSpec).values() if len({e.kind for e in skill.effects}) == 1
    )
    twice = replace(skill, effects=skill.effects[:1] * 2)
    stronger = replace(twice, effects=(twice.effects[0], replace(twice.effects[1], power=7)))
    change = row_change("skills", skill.key, twice, stronger)
    assert change is not None
    assert [field.path for field in change.fields] == [("effects", "2", "power")]


def test_rows_come_and_go() -> None:
    row = MONSTERS[0]
    added, removed = row_change("monsters", row.key, None, row), row_change("monsters", row.key, row, None)
    assert added is not None
    assert removed is not None
    assert (added.kind, removed.kind) == (ChangeKind.ADDED, ChangeKind.REMOVED)
