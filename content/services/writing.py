"""Writing a text that somebody wants: claimed by one writer, paid for ahead, called for, checked, shown or held.

The call is made between two transactions. Who dies in between loses its lease, and its money counts as spent; the
text is then written by somebody else, by one call more.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import Q

from common import clock, metrics, seeds
from common.tx import after_commit, command
from content.models import GameText, TextCall, TextVersion
from content.providers.base import MICRO, Answer, Outcome, Provider
from content.release import current
from content.rules.catalogue import Catalogue
from content.rules.prompts import Prompt, prompt_make, prompt_version
from content.rules.text_checks import words_cleaned, words_faults
from content.rules.texts import ForbiddenWordSpec, Policy, TextKindSpec, TextRulesSpec, Words
from content.state.breaker import breaker_failed, breaker_lets_through, breaker_succeeded
from content.state.kinds import kind_for, purposes_on, text_rules
from content.state.names import names_banned
from content.state.spending import MICRO_A_CENT, call_lost, money_reserve, money_settle
from content.state.texts import ask_of, faults_json, text_drop, text_hold, text_show, version_add
from content.state.wishes import PREFETCHED

log = structlog.get_logger(__name__)

LONGEST_REST = timedelta(minutes=10)
PREFETCH_SHARE = 2  # what is written ahead may use one part in so many of the day's money
_COMPARED_WITH = 200


@dataclass(frozen=True, slots=True)
class Claim:
    """A text that this process writes, and the call that was booked for it."""

    text_id: int
    call_id: int
    prompt: Prompt
    kind: TextKindSpec
    rules: TextRulesSpec


def text_write_next(provider: Provider) -> bool:
    """Write the text that is wanted most; False when there is none that may be written now."""
    claim = text_claim(provider, now=clock.now())
    if claim is None:
        return False
    called = text_call(provider, claim)
    text_settle(claim, provider, called, now=clock.now())
    return True


@dataclass(frozen=True, slots=True)
class Called:
    """What became of a call, and how long it took."""

    answer: Answer
    milliseconds: int


def text_call(provider: Provider, claim: Claim) -> Called:
    """Ask the provider, in no transaction. Whatever it does, there is an answer within the lease."""
    seconds = min(float(settings.TEXT_SECONDS), claim.rules.lease_seconds * 0.8)
    started = time.monotonic()
    try:
        answer = provider.write(claim.prompt, seconds=seconds)
    except Exception as error:  # a provider's library may raise anything; the text is tried again, and the log is loud
        log.exception("texts.provider_failed", provider=provider.name)
        answer = Answer(Outcome.TRANSPORT, detail=repr(error))
    return Called(answer, int((time.monotonic() - started) * 1000))


@command
def text_claim(provider: Provider, *, now: datetime) -> Claim | None:
    """Take the next text under a lease and book its call. What does not fit the day's money waits."""
    catalogue = current()
    rules = text_rules(catalogue)
    row = _next_row(catalogue, now)
    kind = kind_for(catalogue, row.purpose) if row else None
    if row is None or kind is None or not breaker_lets_through(provider.name, rules=rules, now=now):
        return None
    _close_lost_calls(row)
    seed = seeds.fresh(63)
    prompt = prompt_make(kind, ask_of(row), seed=seed, hint=row.hint, banned=names_banned())
    call = _book(row, prompt, kind, rules, provider, now)
    if call is None:
        _put_off(row, now)
        return None
    GameText.objects.filter(pk=row.pk).update(lease_until=now + timedelta(seconds=rules.lease_seconds))
    return Claim(row.pk, call.pk, prompt, kind, rules)


def _next_row(catalogue: Catalogue, now: datetime) -> GameText | None:
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    return (
        GameText.objects.select_for_update(skip_locked=True)
        .filter(free, state=GameText.State.WANTED, due_at__lte=now, purpose__in=purposes_on(catalogue))
        .order_by("priority", "due_at", "pk")
        .first()
    )


def _close_lost_calls(row: GameText) -> None:
    """Calls whose process died: what was taken for them counts as spent."""
    for call in row.calls.filter(outcome="").order_by("pk"):
        call_lost(call)


def _book(
    row: GameText, prompt: Prompt, kind: TextKindSpec, rules: TextRulesSpec, provider: Provider, now: datetime
) -> TextCall | None:
    model = provider.model_of(prompt)
    most = provider.price_of(model).cost(prompt.tokens, prompt.max_tokens)
    budget = rules.daily_budget * MICRO_A_CENT
    is_prefetch = row.priority == PREFETCHED
    is_paid = money_reserve(
        day=now.date(),
        purpose=row.purpose,
        most=most,
        budget=budget // PREFETCH_SHARE if is_prefetch else budget,
        kind_budget=kind.daily_budget * MICRO_A_CENT,
    )
    if not is_paid:
        return None
    return TextCall.objects.create(
        text=row,
        purpose=row.purpose,
        provider=provider.name,
        model=model,
        reserved=most,
        is_prefetch=is_prefetch,
        day=now.date(),
    )


def _put_off(row: GameText, now: datetime) -> None:
    """No money for this text, nor for others like it: they wait together, so that other kinds have their turn.

    Not until midnight, because a budget may be raised meanwhile.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    alike = GameText.objects.select_for_update(skip_locked=True).filter(
        state=GameText.State.WANTED, purpose=row.purpose, priority=row.priority, due_at__lte=now
    )
    until = min(now + LONGEST_REST, midnight)
    GameText.objects.filter(pk__in=alike.values("pk")).update(due_at=until)


@command
def text_settle(claim: Claim, provider: Provider, called: Called, *, now: datetime) -> None:
    """Book what the call cost and do with the text what the answer says; nothing when another writer has taken over."""
    answer = called.answer
    row = GameText.objects.select_for_update().get(pk=claim.text_id)
    call = TextCall.objects.select_for_update().get(pk=claim.call_id)
    if call.outcome:
        return
    call.cost = provider.price_of(call.model).cost(answer.tokens_in, answer.tokens_out)
    call.outcome, call.detail, call.milliseconds = answer.outcome.value, answer.detail[:300], called.milliseconds
    call.tokens_in, call.tokens_out = answer.tokens_in, answer.tokens_out
    call.save(update_fields=["cost", "outcome", "detail", "milliseconds", "tokens_in", "tokens_out"])
    after_commit(f"text_call:{call.pk}", lambda: _tell_metrics(call))
    if answer.outcome.is_outage:  # before the money, as a claim locks them
        breaker_failed(provider.name, rules=claim.rules, now=now)
    else:
        breaker_succeeded(provider.name, now=now)
    money_settle(day=call.day, purpose=call.purpose, reserved=call.reserved, cost=call.cost)
    if row.state != GameText.State.WANTED:  # a moderator has written it meanwhile
        return
    if answer.words is None:
        _postpone(row, claim, answer, now)
    else:
        _judge(row, claim, call, words_cleaned(answer.words), now)


def _tell_metrics(call: TextCall) -> None:
    metrics.text_called(
        provider=call.provider,
        purpose=call.purpose,
        outcome=call.outcome,
        dollars=call.cost / MICRO,
        seconds=call.milliseconds / 1000,
    )


def _postpone(row: GameText, claim: Claim, answer: Answer, now: datetime) -> None:
    """An outage costs a text no try: it waits, longer each time, or as long as the provider has asked for."""
    if not answer.outcome.is_outage:
        _tried(row, claim, now)
        return
    outages = row.calls.filter(outcome=answer.outcome.value).count()
    rest = max(timedelta(seconds=answer.retry_after or 0), timedelta(seconds=2 ** min(outages, 9)))
    GameText.objects.filter(pk=row.pk).update(due_at=now + min(rest, LONGEST_REST), lease_until=None)


def _judge(row: GameText, claim: Claim, call: TextCall, words: Words, now: datetime) -> None:
    forbidden = tuple(current().all(ForbiddenWordSpec).values())
    faults = words_faults(words, claim.kind, ask_of(row), forbidden=forbidden, others=_neighbours(row))
    version = version_add(
        row,
        words,
        verdict=TextVersion.Verdict.FAULTY if faults else TextVersion.Verdict.OPEN,
        faults=faults_json(faults),
        provider=call.provider,
        model=call.model,
        prompt_version=prompt_version(claim.kind),
        seed=str(claim.prompt.seed),
        cost=call.cost,
        hint=row.hint,
    )
    if faults:
        _tried(row, claim, now)
    elif claim.kind.policy is Policy.REVIEW:
        text_hold(row, now=now)
    else:
        text_show(row, version, reviewed=False, now=now)


def _neighbours(row: GameText) -> list[str]:
    """What players read of the same kind: the newest, with which a new text is compared."""
    same = GameText.objects.filter(purpose=row.purpose, language=row.language, state=GameText.State.PUBLISHED).exclude(
        pk=row.pk
    )
    return list(same.order_by("-settled_at").values_list("body", flat=True)[:_COMPARED_WITH])


def _tried(row: GameText, claim: Claim, now: datetime) -> None:
    row.attempts += 1
    row.lease_until = None
    row.save(update_fields=["attempts", "lease_until"])
    if row.attempts >= claim.rules.tries:
        text_drop(row, GameText.State.FAILED, now=now)
