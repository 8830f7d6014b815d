from __future__ import annotations

import time
from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.db import transaction
from django.utils import timezone

from common import clock
from common.audit import audit
from common.events import EVENTS, Event
from common.models import AuditEntry, Consumption, OutboxMessage, StreamEvent
from common.outbox import EVENTS_TOPIC, publish
from common.relay import MAX_ATTEMPTS, message_replay, relay_events, retry_delay
from common.tests.sample import Greeted, Whispered, announce, in_threads, listening
from common.tx import run_unit

pytestmark = pytest.mark.django_db(transaction=True)

State = OutboxMessage.State


def note(name: str) -> Mock:
    """A subscriber that leaves a line in the audit log, so that its effects can be counted."""
    return Mock(side_effect=lambda event: audit(actor=name, action="heard", subject=str(event.number)))


def heard(name: str) -> list[str]:
    return list(AuditEntry.objects.filter(actor=name).order_by("id").values_list("subject", flat=True))


def make_due() -> None:
    OutboxMessage.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_events_of_a_command_that_failed_do_not_exist() -> None:
    def fail() -> None:
        publish(Greeted(1))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_unit(fail)
    assert not OutboxMessage.objects.exists()


def test_an_event_reaches_subscribers_and_the_stream() -> None:
    with listening(Greeted, first=note("first"), second=note("second")):
        announce(Greeted(7, 1), Greeted(7, 2))
        assert relay_events() == 2
        assert relay_events() == 0
    assert heard("first") == heard("second") == ["1", "2"]
    told = StreamEvent.objects.filter(player_id=7).order_by("seq")
    assert [(row.seq, row.name, row.payload["number"]) for row in told] == [
        (1, "common.Greeted", 1),
        (2, "common.Greeted", 2),
    ]
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {State.DONE}


def test_an_event_without_subscribers_and_audience_is_simply_done() -> None:
    announce(Whispered())
    assert relay_events() == 1
    assert OutboxMessage.objects.get().state == State.DONE
    assert not StreamEvent.objects.exists()


def test_a_failing_subscriber_holds_back_nobody_else() -> None:
    broken = Mock(side_effect=ZeroDivisionError("no"))
    with listening(Greeted, before=note("before"), broken=broken, after=note("after")):
        announce(Greeted(7, 1), Whispered(2), Greeted(7, 3))
        assert relay_events() == 3
    assert heard("before") == heard("after") == ["1", "3"]
    states = list(OutboxMessage.objects.order_by("id").values_list("state", "attempts"))
    assert states == [(State.PENDING, 1), (State.DONE, 0), (State.PENDING, 1)]
    assert "broken: ZeroDivisionError('no')" in OutboxMessage.objects.order_by("id")[0].error


def test_a_retry_calls_only_who_failed_and_tells_the_stream_nothing_new() -> None:
    flaky = Mock(side_effect=[ZeroDivisionError, None])
    with listening(Greeted, fine=note("fine"), flaky=flaky):
        announce(Greeted(7, 1))
        relay_events()
        assert relay_events() == 0, "it waits first"
        make_due()
        assert relay_events() == 1
    assert heard("fine") == ["1"]
    assert flaky.call_count == 2
    assert StreamEvent.objects.count() == 1
    assert OutboxMessage.objects.get().state == State.DONE


def test_what_a_failing_subscriber_wrote_is_undone() -> None:
    def write_then_fail(event: Greeted) -> None:
        audit(actor="half", action="heard", subject="1")
        raise ZeroDivisionError

    with listening(Greeted, half=write_then_fail):
        announce(Greeted(7))
        relay_events()
    assert heard("half") == []
    assert not Consumption.objects.exists()


def test_after_ten_tries_it_is_a_dead_letter_and_can_be_replayed() -> None:
    broken = Mock(side_effect=ZeroDivisionError)
    with listening(Greeted, fine=note("fine"), broken=broken):
        announce(Greeted(7, 1))
        for _ in range(MAX_ATTEMPTS):
            make_due()
            assert relay_events() == 1
        make_due()
        assert relay_events() == 0
        row = OutboxMessage.objects.get()
        assert (row.state, row.attempts) == (State.DEAD, MAX_ATTEMPTS)
        broken.side_effect = None
        assert message_replay(message_ids=[row.pk]) == 1
        assert relay_events() == 1
    assert OutboxMessage.objects.get().state == State.DONE
    assert heard("fine") == ["1"]
    assert StreamEvent.objects.count() == 1


def test_waits_double_up_to_ten_minutes() -> None:
    waits = [retry_delay(attempts).total_seconds() for attempts in range(1, MAX_ATTEMPTS + 1)]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]
    assert retry_delay(60) == timedelta(minutes=10)


@pytest.mark.parametrize(
    ("name", "payload"), [("common.Abolished", {}), ("common.Greeted", {"player_id": "not a number"})]
)
def test_an_unreadable_event_blocks_nobody_and_ends_dead(name: str, payload: dict[str, object]) -> None:
    OutboxMessage.objects.create(topic=EVENTS_TOPIC, name=name, payload=payload)
    with listening(Greeted, fine=note("fine")):
        announce(Greeted(7, 1))
        assert relay_events() == 2
    assert heard("fine") == ["1"]
    for _ in range(MAX_ATTEMPTS - 1):
        make_due()
        relay_events()
    assert OutboxMessage.objects.get(name=name, state=State.DEAD).error.startswith("unreadable")


def test_an_event_that_became_readable_is_streamed_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """During a deployment an old worker meets events of the new code."""
    row = OutboxMessage.objects.create(topic=EVENTS_TOPIC, name="common.FromTheFuture", payload={"player_id": 7})
    relay_events()
    assert not StreamEvent.objects.exists()
    monkeypatch.setitem(EVENTS, row.name, Greeted)
    make_due()
    relay_events()
    assert StreamEvent.objects.get().name == row.name


def test_an_event_that_breaks_the_transaction_fails_alone() -> None:
    def break_everything(event: Greeted) -> None:
        if event.number == 2:
            transaction.get_connection().close()

    with listening(Greeted, fine=note("fine"), breaker=break_everything):
        announce(*(Greeted(7, number) for number in range(4)))
        assert relay_events() == 4
    states = OutboxMessage.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == [State.DONE, State.DONE, State.PENDING, State.DONE]
    assert heard("fine") == ["0", "1", "3"]


def test_what_a_subscriber_announces_is_relayed_next() -> None:
    def answer(event: Greeted) -> None:
        publish(Whispered(event.number))

    with listening(Greeted, answer=answer), listening(Whispered, fine=note("whisper")):
        announce(Greeted(7, 5))
        assert relay_events() == 1
        assert relay_events() == 1
    assert heard("whisper") == ["5"]


def test_relays_side_by_side_relay_each_event_once() -> None:
    def slowly(event: Greeted) -> None:
        time.sleep(0.001)
        audit(actor="slow", action="heard", subject=str(event.number))

    with listening(Greeted, slow=slowly):
        for number in range(120):
            announce(Greeted(number % 3, number))

        def relay_all() -> int:
            total = 0
            while taken := relay_events(limit=7):
                total += taken
            return total

        assert sum(result for result in in_threads(*[relay_all] * 4) if isinstance(result, int)) == 120
    assert sorted(map(int, heard("slow"))) == list(range(120))
    for player_id in range(3):
        seqs = StreamEvent.objects.filter(player_id=player_id).order_by("seq").values_list("seq", flat=True)
        assert list(seqs) == list(range(1, 41))


def test_a_batch_is_a_fixed_number_of_statements(django_assert_num_queries: Mock) -> None:
    announce(*(Greeted(player_id, 1) for player_id in range(50)))
    # BEGIN, claim, reserve numbers, store the stream, mark done, COMMIT.
    with django_assert_num_queries(6):
        relay_events()


def test_a_message_of_another_topic_is_left_alone() -> None:
    OutboxMessage.objects.create(topic="telegram", name="send", payload={})
    assert relay_events() == 0


def test_two_events_of_one_name_are_a_mistake() -> None:
    with pytest.raises(TypeError, match="already"):
        type("Greeted", (Event,), {"__module__": "common.elsewhere"})


def test_a_worker_whose_clock_is_behind_relays_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() - timedelta(minutes=1))
    announce(Greeted(7))
    assert relay_events() == 1
