"""Two threads that work on one thing."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from inspect import GEN_CLOSED, getgeneratorstate

import pytest

from common.threads import handed_over


def numbers(most: int, made: list[int], *, fails_at: int = -1) -> Generator[int, None, None]:
    for number in range(most):
        if number == fails_at:
            raise ZeroDivisionError
        made.append(number)
        yield number


def test_all_is_taken_in_order() -> None:
    assert handed_over(numbers(1000, []), list, most=3) == list(range(1000))


def test_when_taking_fails_no_more_are_made() -> None:
    def failing(coming: Iterator[int]) -> None:
        raise LookupError(next(coming))

    made: list[int] = []
    items = numbers(10_000_000, made)
    with pytest.raises(LookupError):
        handed_over(items, failing, most=3)
    assert len(made) < 10_000_000
    assert getgeneratorstate(items) == GEN_CLOSED  # whoever still holds the error


def test_when_making_fails_what_was_made_is_taken() -> None:
    taken: list[int] = []
    with pytest.raises(ZeroDivisionError):
        handed_over(numbers(1000, [], fails_at=31), taken.extend, most=3)
    assert taken == list(range(31))
