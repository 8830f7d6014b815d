"""Trying a kind out: one call for a sample, paid for as any other, of which no text remains."""

from __future__ import annotations

import time
from dataclasses import dataclass

import structlog
from django.conf import settings

from common import clock, seeds
from common.tx import command
from content.errors import ProviderResting, TextBudgetSpent
from content.models import TextCall
from content.providers.base import Answer, Outcome, Provider
from content.release import current
from content.rules.prompts import Prompt, prompt_make
from content.rules.text_checks import Fault, words_cleaned, words_faults
from content.rules.texts import Ask, ForbiddenWordSpec, TextKindSpec, Words
from content.state.breaker import breaker_failed, breaker_lets_through, breaker_succeeded
from content.state.kinds import text_rules
from content.state.spending import MICRO_A_CENT, money_reserve, money_settle

log = structlog.get_logger(__name__)


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
    call_id = trial_book(kind=kind, prompt=prompt, provider=provider)
    started = time.monotonic()
    try:
        answer = provider.write(prompt, seconds=float(settings.TEXT_SECONDS))
    except Exception as error:  # a provider's library may raise anything; whoever tries it is shown what
        log.exception("texts.provider_failed", provider=provider.name)
        answer = Answer(Outcome.TRANSPORT, detail=repr(error))
    milliseconds = int((time.monotonic() - started) * 1000)
    call = trial_settle(call_id=call_id, answer=answer, provider=provider, milliseconds=milliseconds)
    words = words_cleaned(answer.words) if answer.words else None
    forbidden = tuple(current().all(ForbiddenWordSpec).values())
    faults = words_faults(words, kind, asked, forbidden=forbidden) if words else ()
    return Trial(provider.name, call.model, answer.outcome, answer.detail[:300], words, faults, call.cost, milliseconds)


@command
def trial_book(*, kind: TextKindSpec, prompt: Prompt, provider: Provider) -> int:
    """Take the most that the call may cost from the day's money. Raises TextBudgetSpent, ProviderResting(provider)."""
    now = clock.now()
    rules = text_rules(current())
    if not breaker_lets_through(provider.name, rules=rules, now=now):
        raise ProviderResting(provider=provider.name)
    model = provider.model_of(prompt)
    most = provider.price_of(model).cost(prompt.tokens, prompt.max_tokens)
    is_paid = money_reserve(
        day=now.date(),
        purpose=kind.purpose.value,
        most=most,
        budget=rules.daily_budget * MICRO_A_CENT,
        kind_budget=kind.daily_budget * MICRO_A_CENT,
    )
    if not is_paid:
        raise TextBudgetSpent
    call = TextCall.objects.create(
        purpose=kind.purpose.value, provider=provider.name, model=model, reserved=most, day=now.date()
    )
    return call.pk


@command
def trial_settle(*, call_id: int, answer: Answer, provider: Provider, milliseconds: int) -> TextCall:
    """Book what the call cost and how it ended."""
    now = clock.now()
    call = TextCall.objects.select_for_update().get(pk=call_id)
    call.cost = provider.price_of(call.model).cost(answer.tokens_in, answer.tokens_out)
    call.outcome, call.detail, call.milliseconds = answer.outcome.value, answer.detail[:300], milliseconds
    call.tokens_in, call.tokens_out = answer.tokens_in, answer.tokens_out
    call.save(update_fields=["cost", "outcome", "detail", "milliseconds", "tokens_in", "tokens_out"])
    if answer.outcome.is_outage:  # before the money, as a writer locks them
        breaker_failed(provider.name, rules=text_rules(current()), now=now)
    else:
        breaker_succeeded(provider.name, now=now)
    money_settle(day=call.day, purpose=call.purpose, reserved=call.reserved, cost=call.cost)
    return call
