from __future__ import annotations

from collections.abc import Callable
from unittest.mock import Mock

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import F

from common.errors import Stale
from common.metrics import COMMANDS, REFUSALS
from common.models import StreamHead
from common.tests.sample import in_threads
from common.tx import after_commit, command, lost_connection, lost_race, part_of_unit, run_unit


def failure(sqlstate: str | None) -> OperationalError:
    cause = psycopg.OperationalError("made up")
    cause.sqlstate = sqlstate
    error = OperationalError("made up")
    error.__cause__ = cause
    return error


@command
def head_set(player_id: int, seq: int) -> None:
    StreamHead.objects.update_or_create(player_id=player_id, defaults={"seq": seq})


@command
def heads_set_then_fail() -> None:
    head_set(1, 1)
    head_set(2, 2)
    raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_inner_commands_join_the_outer_one() -> None:
    with pytest.raises(ZeroDivisionError):
        heads_set_then_fail()
    assert not StreamHead.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_outermost_command_must_be_durable() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        head_set(1, 1)


@pytest.mark.django_db(transaction=True)
def test_promises_of_one_name_are_kept_once_and_after_the_commit() -> None:
    seen: list[bool] = []

    @command
    def promise() -> None:
        for _ in range(3):
            after_commit("once", lambda: seen.append(connection.in_atomic_block))

    promise()
    assert seen == [False]


@pytest.mark.django_db(transaction=True)
def test_a_command_that_fails_keeps_no_promise() -> None:
    action = Mock()

    @command
    def promise_then_fail() -> None:
        after_commit("never", action)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        promise_then_fail()
    action.assert_not_called()


def test_a_promise_needs_a_command() -> None:
    with pytest.raises(RuntimeError):
        after_commit("nowhere", Mock())


@pytest.mark.django_db(transaction=True)
def test_the_promise_of_a_part_that_failed_can_be_made_again() -> None:
    first, second = Mock(), Mock()

    def promise_in_vain() -> None:
        with part_of_unit():
            after_commit("nudge", first)
            raise ZeroDivisionError

    @command
    def promise_twice() -> None:
        with pytest.raises(ZeroDivisionError):
            promise_in_vain()
        after_commit("nudge", second)

    promise_twice()
    first.assert_not_called()
    second.assert_called_once()


@pytest.mark.parametrize("sqlstate", ["40001", "40P01"])
@pytest.mark.django_db(transaction=True)
def test_a_lost_race_is_run_again_as_a_whole(sqlstate: str) -> None:
    body = Mock(side_effect=[failure(sqlstate), failure(sqlstate), "done"])
    assert run_unit(body) == "done"
    assert body.call_count == 3


@pytest.mark.django_db(transaction=True)
def test_after_three_lost_races_the_caller_is_told() -> None:
    body = Mock(side_effect=failure("40P01"))
    with pytest.raises(OperationalError):
        run_unit(body)
    assert body.call_count == 3


@pytest.mark.django_db(transaction=True)
def test_other_database_errors_are_not_tried_again() -> None:
    body = Mock(side_effect=failure("57014"))  # a statement that took too long
    with pytest.raises(OperationalError):
        run_unit(body)
    assert body.call_count == 1


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_closed_meanwhile_is_replaced() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    assert in_threads(lambda: terminate(backend)) == [True]
    head_set(1, 5)
    assert StreamHead.objects.get(player_id=1).seq == 5


def terminate(backend: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
        return bool(cursor.fetchone() == (True,))


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_may_have_arrived_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    body = Mock(return_value=None)
    monkeypatch.setattr(connection, "_commit", Mock(side_effect=failure(None)))
    with pytest.raises(OperationalError):
        run_unit(body)
    assert body.call_count == 1


@pytest.mark.django_db(transaction=True)
def test_commands_that_lock_in_opposite_order_both_succeed() -> None:
    StreamHead.objects.bulk_create([StreamHead(player_id=1), StreamHead(player_id=2)])

    def add(*player_ids: int) -> Callable[[], None]:
        @command
        def run() -> None:
            for player_id in player_ids:
                StreamHead.objects.filter(player_id=player_id).update(seq=F("seq") + 1)

        return run

    for _ in range(10):
        assert in_threads(add(1, 2), add(2, 1)) == [None, None]
    assert list(StreamHead.objects.values_list("seq", flat=True)) == [20, 20]


@pytest.mark.parametrize(
    ("sqlstate", "race", "gone"),
    [
        ("40001", True, False),
        ("57P01", False, True),
        ("08006", False, True),
        (None, False, True),
        ("23505", False, False),
    ],
)
def test_what_an_error_means(sqlstate: str | None, race: bool, gone: bool) -> None:
    assert lost_race(failure(sqlstate)) is race
    assert lost_connection(failure(sqlstate)) is gone


@pytest.mark.django_db(transaction=True)
def test_commands_are_counted_when_they_commit_and_refusals_once() -> None:
    @command
    def inner(refuse: bool) -> None:
        if refuse:
            raise Stale(expected=1, actual=2)

    @command
    def outer(refuse: bool) -> None:
        inner(refuse)

    done, refused = COMMANDS.labels("common.outer")._value, REFUSALS.labels("common.stale")._value
    before = done.get(), refused.get()
    outer(False)
    with pytest.raises(Stale):
        outer(True)
    assert (done.get() - before[0], refused.get() - before[1]) == (1, 1)
