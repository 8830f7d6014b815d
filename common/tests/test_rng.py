from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.rules.rng import Rng

states = st.integers(min_value=0, max_value=2**64 - 1)


def test_numbers_are_those_of_the_reference_implementation() -> None:
    """SplitMix64 with seed 1234567: the values that its authors' C code prints."""
    rng = Rng(1234567)
    assert [rng.bits() for _ in range(5)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_the_stream_of_seed_zero() -> None:
    rng = Rng(0)
    assert [rng.bits() for _ in range(3)] == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]


@given(states, st.integers(0, 20))
def test_a_stored_state_goes_on_where_it_stopped(state: int, drawn: int) -> None:
    rng = Rng(state)
    for _ in range(drawn):
        rng.bits()
    again = Rng(rng.state)
    assert [rng.bits() for _ in range(3)] == [again.bits() for _ in range(3)]


@given(states, st.integers(1, 10_000))
def test_below_stays_below(state: int, stop: int) -> None:
    assert 0 <= Rng(state).below(stop) < stop


@given(states, st.integers(-100, 100), st.integers(0, 100))
def test_between_includes_both_ends_only(state: int, low: int, width: int) -> None:
    assert low <= Rng(state).between(low, low + width) <= low + width


def test_every_number_comes_about_as_often() -> None:
    rng = Rng(1)
    counts = [0] * 6
    for _ in range(60_000):
        counts[rng.below(6)] += 1
    # Chi-squared with 5 degrees of freedom: above 20.5 once in a thousand seeds; the seed is fixed.
    assert sum((count - 10_000) ** 2 / 10_000 for count in counts) < 20.5


@given(states)
def test_certain_and_impossible_chances_draw_once_too(state: int) -> None:
    certain, impossible, reference = Rng(state), Rng(state), Rng(state)
    reference.bits()
    assert certain.chance(100)
    assert not impossible.chance(0)
    assert certain.state == impossible.state == reference.state


@given(states, st.lists(st.integers(0, 5), min_size=1, max_size=6).filter(any))
def test_what_weighs_nothing_is_never_picked(state: int, weights: list[int]) -> None:
    assert weights[Rng(state).pick_weighted(range(len(weights)), weights)] > 0


def test_nothing_lies_below_zero() -> None:
    with pytest.raises(ValueError, match="positive"):
        Rng(1).below(0)
