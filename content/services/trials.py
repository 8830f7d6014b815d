"""Trying a kind out: one call for a sample, paid for as any other, of which no text remains."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from common import clock, seeds
from common.tx import command
from content.errors import ProviderResting, TextBudgetSpent
from content.models import TextCall
from content.providers.base import Outcome, Provider
from content.release import current
from content.rules.prompts import Prompt, prompt_make
from content.rules.text_checks import Fault, words_cleaned, words_faults
from content.rules.texts import Ask, ForbiddenWordSpec, TextKindSpec, Words
from content.state.breaker import breaker_lets_through
from content.state.calls import Called, call_book, call_make, call_settle
from content.state.kinds import text_rules


@dataclass(frozen=True, slots=True)
class Trial:
    """What one call gave. `cost` in millionths of a dollar."""

    provider: str
    model: str
    outcome: Outcome
    detail: str
    words: Words | None
    faults: tuple[Fault, ...]
    cost: int
    milliseconds: int


def text_try(*, kind: TextKindSpec, asked: Ask, provider: Provider, hint: str = "") -> Trial:
    """Have a sample written, in no transaction. Raises TextBudgetSpent, ProviderResting(provider)."""
    prompt = prompt_make(kind, asked, seed=seeds.fresh(63), hint=hint)
    call = trial_book(prompt=prompt, provider=provider)
    called = call_make(provider, prompt, seconds=float(settings.TEXT_SECONDS))
    cost = trial_settle(call_id=call.pk, called=called, provider=provider)
    answer = called.answer
    words = words_cleaned(answer.words) if answer.words else None
    forbidden = tuple(current().all(ForbiddenWordSpec).values())
    faults = words_faults(words, kind, asked, forbidden=forbidden) if words else ()
    detail, took = answer.detail[:300], called.milliseconds
    return Trial(provider.name, call.model, answer.outcome, detail, words, faults, cost, took)


@command
def trial_book(*, prompt: Prompt, provider: Provider) -> TextCall:
    """Take the most that the call may cost from the day's money. Raises TextBudgetSpent, ProviderResting(provider)."""
    now, rules = clock.now(), text_rules(current())
    if not breaker_lets_through(provider.name, rules=rules, now=now):
        raise ProviderResting(provider=provider.name)
    call = call_book(provider, prompt, rules=rules, now=now)
    if call is None:
        raise TextBudgetSpent
    return call


@command
def trial_settle(*, call_id: int, called: Called, provider: Provider) -> int:
    """Book what the call cost and how it ended; gives the cost, 0 of one that was given up for lost meanwhile."""
    call = call_settle(call_id, provider, called, rules=text_rules(current()), now=clock.now())
    return call.cost if call is not None else 0
