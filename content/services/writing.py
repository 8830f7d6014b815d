"""Writing a text that somebody wants: claimed by one writer, paid for ahead, called for, checked, shown or held.

The call is made between two transactions. Who dies in between loses its lease, and its money counts as spent; the
text is then written by somebody else, by one call more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from common import clock, seeds
from common.tx import command
from content.models import GameText, TextCall, TextVersion
from content.providers.base import Answer, Provider
from content.release import current
from content.rules.catalogue import Catalogue
from content.rules.prompts import Prompt, prompt_make, prompt_version
from content.rules.text_checks import words_cleaned, words_faults
from content.rules.texts import ForbiddenWordSpec, Policy, TextKindSpec, TextRulesSpec, Words
from content.state.breaker import breaker_lets_through
from content.state.calls import Called, call_book, call_lost, call_make, call_settle
from content.state.kinds import kind_for, purposes_on, text_rules
from content.state.names import names_banned
from content.state.texts import ask_of, faults_json, text_drop, text_hold, text_show, version_add
from content.state.wishes import PREFETCHED

LONGEST_REST = timedelta(minutes=10)
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


def text_call(provider: Provider, claim: Claim) -> Called:
    """Ask the provider, in no transaction. Whatever it does, there is an answer within the lease."""
    seconds = min(float(settings.TEXT_SECONDS), claim.rules.lease_seconds * 0.8)
    return call_make(provider, claim.prompt, seconds=seconds)


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
    is_prefetch = row.priority == PREFETCHED
    call = call_book(provider, prompt, rules=rules, now=now, text=row, is_prefetch=is_prefetch)
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
    call = call_settle(claim.call_id, provider, called, rules=claim.rules, now=now)
    if call is None:
        return
    if row.state != GameText.State.WANTED:  # a moderator has written it meanwhile
        return
    if answer.words is None:
        _postpone(row, claim, answer, now)
    else:
        _judge(row, claim, call, words_cleaned(answer.words), now)


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
