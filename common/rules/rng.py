"""A seeded generator whose whole state is one integer, so that it can be stored beside what it decided.

SplitMix64 (G. Steele, D. Lea, C. Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1
_GAMMA = 0x9E3779B97F4A7C15


class Rng:
    """Deterministic: the same `state` gives the same numbers, on every machine and Python version."""

    __slots__ = ("state",)

    def __init__(self, state: int) -> None:
        self.state = state & _MASK

    def bits(self) -> int:
        """A uniform integer in 0 … 2**64 - 1."""
        self.state = (self.state + _GAMMA) & _MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return z ^ (z >> 31)

    def below(self, stop: int) -> int:
        """A uniform integer in 0 … stop - 1. The bias of the multiply method is under 2**-32 for game ranges."""
        if stop <= 0:
            raise ValueError("stop must be positive")
        return (self.bits() * stop) >> 64

    def between(self, low: int, high: int) -> int:
        """A uniform integer in low … high, both included."""
        return low + self.below(high - low + 1)

    def chance(self, percent: int) -> bool:
        """True in `percent` of 100 calls; 0 or less never, 100 or more always. Always draws once."""
        return self.below(100) < percent

    def pick(self, items: Sequence[T]) -> T:
        """One of `items`, each as likely as the others."""
        return items[self.below(len(items))]

    def pick_weighted(self, items: Sequence[T], weights: Sequence[int]) -> T:
        """One of `items`, likely in proportion to its integer weight (0 or more, not all 0)."""
        roll = self.below(sum(weights))
        for item, weight in zip(items, weights, strict=True):
            roll -= weight
            if roll < 0:
                return item
        raise AssertionError("unreachable: the roll is below the sum of the weights")
