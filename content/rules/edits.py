"""One change of a field, for many rows at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class How(StrEnum):
    SET = "set"
    ADD = "add"  # the value may be below zero
    PERCENT = "percent"  # so many percent of what it is now


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of a value. ADD and PERCENT are for whole numbers."""

    how: How
    value: Any

    def of(self, old: Any) -> Any:
        """The new value; a half is rounded away from zero."""
        if self.how is How.SET:
            return self.value
        if self.how is How.ADD:
            return old + self.value
        product = old * self.value
        whole = (2 * abs(product) + 100) // 200
        return whole if product >= 0 else -whole
