"""A call of a provider: booked at the most that it may cost, made in no transaction, settled by what it was."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

import structlog

from common import metrics
from common.tx import after_commit
from content.models import GameText, TextCall
from content.providers.base import MICRO, Answer, Outcome, Provider
from content.rules.prompts import Prompt
from content.rules.texts import TextRulesSpec
from content.state.breaker import breaker_failed, breaker_succeeded
from content.state.spending import MICRO_A_CENT, money_reserve, money_settle

log = structlog.get_logger(__name__)

PREFETCH_SHARE = 2  # what is written ahead may use one part in so many of the day's money
LOST = "lost"  # the outcome of a call whose end nobody saw


@dataclass(frozen=True, slots=True)
class Called:
    """What became of a call, and how long it took."""

    answer: Answer
    milliseconds: int


def call_book(
    provider: Provider,
    prompt: Prompt,
    *,
    rules: TextRulesSpec,
    now: datetime,
    text: GameText | None = None,
    is_prefetch: bool = False,
) -> TextCall | None:
    """Take the most that a call may cost from the day's money; None when there is not enough left."""
    kind, model = prompt.kind, provider.model_of(prompt)
    most = provider.price_of(model).cost(prompt.tokens, prompt.max_tokens)
    budget = rules.daily_budget * MICRO_A_CENT
    is_paid = money_reserve(
        day=now.date(),
        purpose=kind.purpose.value,
        most=most,
        budget=budget // PREFETCH_SHARE if is_prefetch else budget,
        kind_budget=kind.daily_budget * MICRO_A_CENT,
    )
    if not is_paid:
        return None
    return TextCall.objects.create(
        text=text,
        purpose=kind.purpose.value,
        provider=provider.name,
        model=model,
        reserved=most,
        is_prefetch=is_prefetch,
        day=now.date(),
    )


def call_make(provider: Provider, prompt: Prompt, *, seconds: float) -> Called:
    """Ask the provider, in no transaction. Whatever it does, there is an answer."""
    started = time.monotonic()
    try:
        answer = provider.write(prompt, seconds=seconds)
    except Exception as error:  # a provider's library may raise anything; the answer says so, and the log is loud
        log.exception("texts.provider_failed", provider=provider.name)
        answer = Answer(Outcome.TRANSPORT, detail=repr(error))
    return Called(answer, int((time.monotonic() - started) * 1000))


def call_settle(
    call_id: int, provider: Provider, called: Called, *, rules: TextRulesSpec, now: datetime
) -> TextCall | None:
    """Book what a call cost and how it ended; None when it was given up for lost meanwhile, and settled as that."""
    answer = called.answer
    call = TextCall.objects.select_for_update().get(pk=call_id)
    if call.outcome:
        return None
    call.cost = provider.price_of(call.model).cost(answer.tokens_in, answer.tokens_out)
    call.outcome, call.detail, call.milliseconds = answer.outcome.value, answer.detail[:300], called.milliseconds
    call.tokens_in, call.tokens_out = answer.tokens_in, answer.tokens_out
    call.save(update_fields=["cost", "outcome", "detail", "milliseconds", "tokens_in", "tokens_out"])
    after_commit(f"text_call:{call.pk}", lambda: _tell_metrics(call))
    if answer.outcome.is_outage:  # before the money, as a claim locks them
        breaker_failed(provider.name, rules=rules, now=now)
    else:
        breaker_succeeded(provider.name, now=now)
    money_settle(day=call.day, purpose=call.purpose, reserved=call.reserved, cost=call.cost)
    return call


def call_lost(call: TextCall) -> None:
    """Settle a locked call whose end nobody saw: what was taken for it counts as spent."""
    money_settle(day=call.day, purpose=call.purpose, reserved=call.reserved, cost=call.reserved)
    call.outcome, call.cost = LOST, call.reserved
    call.save(update_fields=["outcome", "cost"])


def _tell_metrics(call: TextCall) -> None:
    metrics.text_called(
        provider=call.provider,
        purpose=call.purpose,
        outcome=call.outcome,
        dollars=call.cost / MICRO,
        seconds=call.milliseconds / 1000,
    )
