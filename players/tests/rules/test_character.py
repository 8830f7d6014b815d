"""Levels, XP, stats and the sheet."""

from __future__ import annotations

from math import isqrt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from common.rules.text import Text
from players.rules.catalogue import ClassSkill, ClassSpec, ItemKind, ItemSpec, ProgressSpec, Slot, Stats
from players.rules.character import (
    class_stats,
    gain_xp,
    learned_skills,
    sheet,
    xp_for_level,
)

WARRIOR = ClassSpec(
    key="warrior",
    name=Text(),
    description=Text(),
    feel=Text(),
    icon="",
    main_stat="strength",
    strength=10,
    agility=5,
    intellect=2,
    vitality=8,
    strength_growth=2,
    agility_growth=1,
    intellect_growth=0,
    vitality_growth=3,
    skills=(ClassSkill("crush", 5), ClassSkill("slash"), ClassSkill("guard", 3)),
)


def progress(max_level: int = 10, xp_base: int = 100, xp_power: int = 150) -> ProgressSpec:
    return ProgressSpec("default", max_level, xp_base, xp_power, 30, 5, 20, 10, 2, 0, ())


def item(**changes: Any) -> ItemSpec:
    return ItemSpec("thing", Text(), Text(), "", ItemKind.EQUIPMENT, 1, slot=Slot.WEAPON, **changes)


progresses = st.builds(progress, st.integers(1, 12), st.integers(1, 500), st.integers(0, 300))


@st.composite
def standings(draw: st.DrawFn) -> tuple[ProgressSpec, int, int]:
    """A progress, a level of it, and XP within that level."""
    spec = draw(progresses)
    level = draw(st.integers(1, spec.max_level))
    return spec, level, draw(st.integers(0, max(0, xp_for_level(spec, level) - 1)))


def test_xp_for_level_follows_the_formula() -> None:
    spec = progress(xp_base=100, xp_power=150)
    assert [xp_for_level(spec, level) for level in (1, 2, 4, 9, 10)] == [100, 282, 800, 2700, 0]


@given(st.integers(1, 10_000), st.integers(1, 99))
def test_xp_for_level_is_exact_where_a_square_root_can_tell(base: int, level: int) -> None:
    assert xp_for_level(progress(100, base, 50), level) == isqrt(base * base * level)
    assert xp_for_level(progress(100, base, 200), level) == base * level * level


def total_xp(spec: ProgressSpec, level: int, xp: int) -> int:
    """All XP ever gained by a character of `level` with `xp` towards the next."""
    return sum(xp_for_level(spec, reached) for reached in range(1, level)) + xp


@given(standings(), st.integers(0, 20_000))
def test_xp_is_conserved_until_the_top(standing: tuple[ProgressSpec, int, int], amount: int) -> None:
    spec, level, xp = standing
    reached, left, gained = gain_xp(spec, level, xp, amount)
    assert level <= reached <= spec.max_level
    assert gained == reached - level
    before, after = total_xp(spec, level, xp) + amount, total_xp(spec, reached, left)
    assert after == (min(before, after) if reached == spec.max_level else before)
    assert left == 0 or left < xp_for_level(spec, reached)


@given(standings(), st.integers(0, 5_000), st.integers(0, 5_000))
def test_two_gains_are_one_gain(standing: tuple[ProgressSpec, int, int], first: int, second: int) -> None:
    spec, level, xp = standing
    reached, left, gained = gain_xp(spec, level, xp, first)
    then, rest, more = gain_xp(spec, reached, left, second)
    assert (then, rest, gained + more) == gain_xp(spec, level, xp, first + second)


def test_a_level_up_keeps_the_rest_and_the_top_keeps_none() -> None:
    spec = progress(max_level=3, xp_base=100, xp_power=100)
    assert gain_xp(spec, 1, 90, 25) == (2, 15, 1)
    assert gain_xp(spec, 1, 0, 299) == (2, 199, 1)
    assert gain_xp(spec, 1, 0, 5_000) == (3, 0, 2)
    assert gain_xp(spec, 3, 0, 10) == (3, 0, 0)


def test_stats_grow_from_level_two_on() -> None:
    assert class_stats(WARRIOR, 1) == Stats(10, 5, 2, 8)
    assert class_stats(WARRIOR, 4) == Stats(16, 8, 2, 17)


def test_skills_come_in_the_order_they_are_learned() -> None:
    assert learned_skills(WARRIOR, 1) == ("slash",)
    assert learned_skills(WARRIOR, 5) == ("slash", "guard", "crush")


def test_the_sheet_counts_class_level_and_equipment() -> None:
    worth = sheet(WARRIOR, progress(), 2, [item(attack=5, strength=1), item(armor=7, vitality=2)])
    assert worth.stats == Stats(13, 6, 2, 13)
    assert (worth.level, worth.max_hp, worth.max_energy) == (2, 30 + 5 * 13, 20)
    assert (worth.attack, worth.armor, worth.initiative) == (18, 7, 6)


def test_cursed_equipment_leaves_a_character_able_to_fight() -> None:
    worth = sheet(WARRIOR, progress(), 1, [item(attack=-99, armor=-9, vitality=-99, agility=-9)])
    assert (worth.max_hp, worth.attack, worth.armor, worth.initiative) == (1, 1, 0, 0)
