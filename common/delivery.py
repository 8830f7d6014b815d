"""One event on its way to its subscribers, inside the relay's transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

from common.events import SUBSCRIBERS, Event, event_from_row
from common.models import Consumption, OutboxMessage
from common.tx import lost_connection, part_of_unit

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Delivery:
    """An outbox row, the event in it when it can be read, and what went wrong with it in this try."""

    row: OutboxMessage
    event: Event | None = None
    audience: tuple[int, ...] = ()
    errors: list[str] = field(default_factory=list)


def opened(row: OutboxMessage) -> Delivery:
    """Read a row. An event that this code cannot read fails its try: a newer process may know it."""
    try:
        event = event_from_row(row.name, row.payload)
        return Delivery(row, event, tuple(dict.fromkeys(event.audience())))
    except Exception as error:
        log.exception("relay.unreadable", event_name=row.name, message_id=row.pk)
        return Delivery(row, errors=[f"unreadable: {error!r}"])


def consume(deliveries: list[Delivery]) -> None:
    """Hand each event to its subscribers, each of them once, and keep proof of it. Failures are in `errors`."""
    readable = [(delivery, delivery.event) for delivery in deliveries if delivery.event is not None]
    heard = [(delivery, event) for delivery, event in readable if event.name in SUBSCRIBERS]
    if not heard:
        return
    consumed = set(
        Consumption.objects.filter(message_id__in=[delivery.row.pk for delivery, _ in heard]).values_list(
            "message_id", "consumer"
        )
    )
    proofs = []
    for delivery, event in heard:
        for consumer, function in SUBSCRIBERS[event.name]:
            if (delivery.row.pk, consumer) in consumed:
                continue
            if _call(delivery, consumer, function, event):
                proofs.append(Consumption(message_id=delivery.row.pk, consumer=consumer))
    Consumption.objects.bulk_create(proofs)


def _call(delivery: Delivery, consumer: str, function: Callable[[Any], None], event: Event) -> bool:
    with structlog.contextvars.bound_contextvars(message_id=delivery.row.pk, event_name=event.name):
        try:
            with part_of_unit():
                function(event)
        except Exception as error:  # one subscriber's bug must not hold back the others
            if lost_connection(error):
                raise
            log.exception("relay.subscriber_failed", consumer=consumer)
            delivery.errors.append(f"{consumer}: {error!r}")
            return False
        return True
