from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from unittest.mock import Mock, patch

import pytest
import structlog
from django.db import OperationalError

from common import tx
from common.audit import audit
from common.errors import GameError, Stale
from common.inbox import MAX_ATTEMPTS, Done, Received, Refuse, Reply, inbox_do_next, inbox_pending_lanes, inbox_store
from common.models import AuditEntry, InboxMessage, OutboxMessage
from common.tests.sample import in_threads

pytestmark = pytest.mark.django_db(transaction=True)

State = InboxMessage.State


def store(*updates: tuple[int, int]) -> None:
    inbox_store(source="bot", updates=[Received(number, lane, {"n": number}) for number, lane in updates])


def refuse(row: InboxMessage, refusal: GameError) -> Reply | None:
    raise AssertionError("nothing was refused")


def do_next(do: Callable[[InboxMessage], object], lane: int = 7, refuse: Refuse = refuse) -> Done | None:
    """Do the next update of a lane, which is owed no reply."""

    def work(row: InboxMessage) -> None:
        do(row)

    return inbox_do_next(source="bot", lane=lane, do=work, refuse=refuse)


def test_an_update_is_stored_once_however_often_it_comes() -> None:
    store((1, 7), (2, 7))
    store((2, 7), (3, 7))
    assert InboxMessage.objects.count() == 3


def test_two_pollers_that_store_the_same_batch_store_it_once() -> None:
    batch = [(number, number % 5) for number in range(100)]
    assert in_threads(lambda: store(*batch), lambda: store(*reversed(batch))) == [None, None]
    assert InboxMessage.objects.count() == 100


def test_a_lane_is_done_in_the_order_of_its_updates() -> None:
    store((3, 7), (1, 7), (2, 8))
    done: list[int] = []
    while do_next(lambda row: done.append(row.external_id)):
        pass
    assert done == [1, 3]
    assert inbox_pending_lanes(source="bot") == [8]


def test_effects_and_the_done_mark_commit_together() -> None:
    def half(row: InboxMessage) -> None:
        audit(actor="bot", action="did", subject=str(row.external_id))
        raise ZeroDivisionError

    store((1, 7))
    with pytest.raises(ZeroDivisionError):
        do_next(half)
    row = InboxMessage.objects.get()
    assert (row.state, row.attempts) == (State.PENDING, 1)
    assert not AuditEntry.objects.exists()


def test_a_refusal_undoes_the_deed_and_the_update_is_done_with_the_reason() -> None:
    refusals: list[GameError] = []

    def deed(row: InboxMessage) -> None:
        audit(actor="bot", action="did", subject=str(row.external_id))
        raise Stale(expected=1, actual=2)

    def say_why(row: InboxMessage, refusal: GameError) -> Reply:
        refusals.append(refusal)
        return Reply("telegram", "answer", "7", {"why": refusal.code}, datetime(2026, 1, 1, tzinfo=UTC))

    store((1, 7))
    done = do_next(deed, refuse=say_why)
    assert done is not None
    owed = OutboxMessage.objects.get()
    assert (done.reply_id, owed.payload, owed.lane) == (owed.pk, {"why": "common.stale"}, "7")
    assert InboxMessage.objects.get().state == State.DONE
    assert InboxMessage.objects.get().attempts == 0
    assert [type(refusal) for refusal in refusals] == [Stale]
    assert not AuditEntry.objects.exists()


def test_after_a_refusal_the_next_update_is_not_refused_in_its_place() -> None:
    """Between the undoing and the answer another worker may have done the refused update."""
    store((1, 7), (2, 7))
    done: list[int] = []

    def deed(row: InboxMessage) -> None:
        if row.external_id == 1:
            raise Stale(expected=1, actual=2)
        done.append(row.external_id)

    real = tx.run_unit
    with patch("common.inbox.run_unit") as unit:

        def overtaken(body: Callable[[], Done | None]) -> Done | None:
            try:
                return real(body)
            except Stale:
                InboxMessage.objects.filter(external_id=1).update(state=State.DONE)
                raise

        unit.side_effect = overtaken
        assert do_next(deed) == Done()
    assert done == [2]


def test_a_refusal_that_cannot_be_told_counts_as_a_failure() -> None:
    store((1, 7))
    with pytest.raises(ZeroDivisionError):
        do_next(Mock(side_effect=Stale(expected=1, actual=2)), refuse=Mock(side_effect=ZeroDivisionError))
    assert InboxMessage.objects.get().attempts == 1


def test_the_third_failure_parks_an_update_and_frees_its_lane() -> None:
    store((1, 7), (2, 7))
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(ZeroDivisionError):
            do_next(Mock(side_effect=ZeroDivisionError("bad")))
    parked = InboxMessage.objects.get(external_id=1)
    assert (parked.state, parked.error) == (State.PARKED, "ZeroDivisionError('bad')")
    done: list[int] = []
    assert do_next(lambda row: done.append(row.external_id))
    assert done == [2]


def test_a_database_that_goes_away_is_not_the_fault_of_the_update() -> None:
    store((1, 7))
    with pytest.raises(OperationalError):
        do_next(Mock(side_effect=OperationalError("server closed the connection")))
    assert InboxMessage.objects.get().attempts == 0


def test_workers_on_one_lane_take_turns_in_order() -> None:
    store(*((number, 7) for number in range(40)))
    done: list[int] = []
    busy = threading.Lock()

    def do(row: InboxMessage) -> None:
        assert busy.acquire(blocking=False), "two updates of one lane at once"
        time.sleep(0.002)
        done.append(row.external_id)
        busy.release()

    def work() -> int:
        count = 0
        while do_next(do):
            count += 1
        return count

    results = in_threads(*[work] * 4)
    assert sum(result for result in results if isinstance(result, int)) == 40, results
    assert done == list(range(40))


def test_lanes_do_not_wait_for_each_other() -> None:
    store((1, 7), (2, 8))
    inside = threading.Barrier(2)

    def meet(row: InboxMessage) -> None:
        inside.wait(5)

    results = in_threads(
        lambda: do_next(meet, 7),
        lambda: do_next(meet, 8),
    )
    assert results == [Done(), Done()]


def test_log_lines_name_the_update_and_its_lane() -> None:
    store((1, 7))
    seen: list[dict[str, object]] = []
    do_next(lambda row: seen.append(dict(structlog.contextvars.get_contextvars())))
    assert seen == [{"update_id": 1, "lane": 7}]
