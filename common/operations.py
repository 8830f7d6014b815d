"""What an operator does to messages and timers that failed too often: another set of tries, on record."""

from __future__ import annotations

from common import clock
from common.audit import audit
from common.models import InboxMessage, OutboxMessage, Timer
from common.outbox import relay_nudge
from common.relay import message_replay
from common.tx import command


@command
def inbox_retry(*, message_ids: list[int], actor: str) -> int:
    """Give parked updates a new set of tries; how many there were. Each goes before what its lane has pending."""
    retried = InboxMessage.objects.filter(pk__in=message_ids, state=InboxMessage.State.PARKED).update(
        state=InboxMessage.State.PENDING, attempts=0
    )
    _record("common.inbox_retry", "inbox", actor, retried, message_ids)
    return retried


@command
def outbox_replay(*, message_ids: list[int], actor: str) -> int:
    """Give dead letters a new set of tries; how many there were."""
    topics = set(OutboxMessage.objects.filter(pk__in=message_ids).values_list("topic", flat=True))
    replayed = message_replay(message_ids=message_ids)
    _record("common.outbox_replay", "outbox", actor, replayed, message_ids)
    for topic in topics:
        relay_nudge(topic)
    return replayed


@command
def timer_retry(*, timer_ids: list[int], actor: str) -> int:
    """Let dead timers fire at the next sweep; how many there were."""
    retried = Timer.objects.filter(pk__in=timer_ids, state=Timer.State.DEAD).update(
        state=Timer.State.PENDING, attempts=0, due_at=clock.now()
    )
    _record("common.timer_retry", "timers", actor, retried, timer_ids)
    return retried


def _record(action: str, subject: str, actor: str, count: int, ids: list[int]) -> None:
    if count:
        audit(actor=actor, action=action, subject=subject, count=count, ids=sorted(ids)[:100])
