"""What every writer of texts is: one call, one classified answer, never an exception for what a network does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from content.rules.prompts import Prompt
from content.rules.texts import Words

MICRO = 1_000_000  # money is counted in millionths of a US dollar


class Outcome(StrEnum):
    OK = "ok"
    BLOCKED = "blocked"  # the provider's own safety filter
    EMPTY = "empty"
    TRUNCATED = "truncated"
    INVALID = "invalid"  # not the JSON that was asked for
    QUOTA = "quota"  # told to come back later
    TRANSPORT = "transport"  # no answer: network, time, server

    @property
    def is_outage(self) -> bool:
        """Whether it says that the provider, and not this text, is in trouble."""
        return self in (Outcome.QUOTA, Outcome.TRANSPORT)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a call. `words` when OK. `retry_after`: seconds the provider asked for."""

    outcome: Outcome
    words: Words | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    detail: str = ""
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """Micro-dollars for a million tokens."""

    tokens_in: int
    tokens_out: int

    def cost(self, tokens_in: int, tokens_out: int) -> int:
        """In micro-dollars, rounded up: a text is never booked as free that was not."""
        return -(-(tokens_in * self.tokens_in + tokens_out * self.tokens_out) // MICRO)


class Provider(Protocol):
    """`name` is what rows and charts call it."""

    name: str

    def model_of(self, prompt: Prompt) -> str:
        """The model that will answer this prompt."""

    def price_of(self, model: str) -> Price: ...

    def write(self, prompt: Prompt, *, seconds: float) -> Answer:
        """One text within `seconds` altogether, its own retries included."""
