"""Finding again what a lost nudge or a dead process left behind: unsent replies and undone updates."""

from __future__ import annotations

from typing import Any

import orjson
from django.db import connection

from common import clock
from common.models import OutboxMessage
from telegrambot.replies import LEASE, TOPIC, Owed, owed_from

# A reply is taken when it is due and no older one of its chat is in another process's hands.
_CLAIM = """
    UPDATE common_outboxmessage AS row SET due_at = %(lease)s
    FROM (
        SELECT id FROM common_outboxmessage AS due
        WHERE topic = %(topic)s AND state = 'pending' AND due_at <= %(now)s AND id <> ALL(%(in_hand)s)
            AND NOT EXISTS (
                SELECT 1 FROM common_outboxmessage AS older
                WHERE older.topic = %(topic)s AND older.state = 'pending' AND older.lane = due.lane
                    AND older.id < due.id AND older.due_at > %(now)s AND older.id <> ALL(%(in_hand)s)
            )
        ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    ) AS taken
    WHERE row.id = taken.id
    RETURNING row.id, row.lane, row.name, row.payload::text, row.attempts
"""


def replies_claim(in_hand: list[int], *, limit: int = 500) -> list[Owed]:
    """Lease the replies that are due to this process; oldest first."""
    now = clock.now()
    parameters: dict[str, Any] = {"lease": now + LEASE, "topic": TOPIC, "now": now, "in_hand": in_hand, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, parameters)
        rows = sorted(cursor.fetchall())
    return owed_from((pk, lane, name, orjson.loads(payload), tries) for pk, lane, name, payload, tries in rows)


def leases_keep(rows: list[int]) -> None:
    """Hold on to replies that take longer than their lease: a chat that has to wait, say."""
    if rows:
        OutboxMessage.objects.filter(pk__in=rows, state=OutboxMessage.State.PENDING).update(due_at=clock.now() + LEASE)


def leases_release(rows: list[int]) -> None:
    """Give replies back, to be sent by whoever sweeps next."""
    if rows:
        OutboxMessage.objects.filter(pk__in=rows, state=OutboxMessage.State.PENDING).update(due_at=clock.now())
