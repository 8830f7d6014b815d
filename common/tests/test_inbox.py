from __future__ import annotations

import threading
import time
from unittest.mock import Mock

import pytest
import structlog
from django.db import OperationalError

from common.audit import audit
from common.inbox import MAX_ATTEMPTS, Received, inbox_do_next, inbox_pending_lanes, inbox_store
from common.models import AuditEntry, InboxMessage
from common.tests.sample import in_threads

pytestmark = pytest.mark.django_db(transaction=True)

State = InboxMessage.State


def store(*updates: tuple[int, int]) -> None:
    inbox_store(source="bot", updates=[Received(number, lane, {"n": number}) for number, lane in updates])


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
    while inbox_do_next(source="bot", lane=7, do=lambda row: done.append(row.external_id)):
        pass
    assert done == [1, 3]
    assert inbox_pending_lanes(source="bot") == [8]


def test_effects_and_the_done_mark_commit_together() -> None:
    def half(row: InboxMessage) -> None:
        audit(actor="bot", action="did", subject=str(row.external_id))
        raise ZeroDivisionError

    store((1, 7))
    with pytest.raises(ZeroDivisionError):
        inbox_do_next(source="bot", lane=7, do=half)
    row = InboxMessage.objects.get()
    assert (row.state, row.attempts) == (State.PENDING, 1)
    assert not AuditEntry.objects.exists()


def test_the_third_failure_parks_an_update_and_frees_its_lane() -> None:
    store((1, 7), (2, 7))
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(ZeroDivisionError):
            inbox_do_next(source="bot", lane=7, do=Mock(side_effect=ZeroDivisionError("bad")))
    parked = InboxMessage.objects.get(external_id=1)
    assert (parked.state, parked.error) == (State.PARKED, "ZeroDivisionError('bad')")
    done: list[int] = []
    assert inbox_do_next(source="bot", lane=7, do=lambda row: done.append(row.external_id))
    assert done == [2]


def test_a_database_that_goes_away_is_not_the_fault_of_the_update() -> None:
    store((1, 7))
    with pytest.raises(OperationalError):
        inbox_do_next(source="bot", lane=7, do=Mock(side_effect=OperationalError("server closed the connection")))
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
        while inbox_do_next(source="bot", lane=7, do=do):
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
        lambda: inbox_do_next(source="bot", lane=7, do=meet),
        lambda: inbox_do_next(source="bot", lane=8, do=meet),
    )
    assert results == [True, True]


def test_log_lines_name_the_update_and_its_lane() -> None:
    store((1, 7))
    seen: list[dict[str, object]] = []
    inbox_do_next(source="bot", lane=7, do=lambda row: seen.append(dict(structlog.contextvars.get_contextvars())))
    assert seen == [{"update_id": 1, "lane": 7}]
