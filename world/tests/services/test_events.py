"""Schedules, starts, ends, and what a missed start becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from common import clock
from common.errors import Invalid
from common.models import AuditEntry, OutboxMessage, Timer
from common.tests.sample import in_threads
from common.timers import timers_sweep
from content.release import current
from gameproject.testing import make_player
from players.models import Player
from world.errors import EventGoesOn, EventOver, ZoneShut
from world.events import WorldEventEnded, WorldEventStarted
from world.models import BossFight, EventRun, EventSchedule
from world.rules.catalogue import LocationSpec
from world.rules.events import Bonus, EventKind, MissedPolicy
from world.services.events import (
    event_due,
    event_start,
    event_stop,
    schedules_adopt,
    schedules_rearm,
)
from world.services.travel import location_travel
from world.state import happening
from world.state.happening import bonus_at, shut_by, sky_at
from world.state.schedules import EVENT_DUE, coming, schedule_next
from world.tests.services.events import FLOOD, HUNT, LUCK, publish_events, runs, schedule

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    return At(monkeypatch)


class At:
    """The clock, turned by the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def __call__(self, now: datetime) -> datetime:
        self.monkeypatch.setattr(clock, "now", lambda: now)
        happening.forget()
        return now


def published(name: str) -> int:
    return OutboxMessage.objects.filter(name=name).count()


def test_a_schedule_begins_its_event_and_the_timer_ends_it(at: At) -> None:
    publish_events(LUCK)
    schedule(LUCK, after=at(NOON - timedelta(hours=3)))
    assert timers_sweep() == 0
    at(NOON + timedelta(seconds=3))
    assert timers_sweep() == 1
    assert runs(LUCK) == [("running", "21 12:00")]
    assert EventRun.objects.get().ends_at == NOON + timedelta(hours=1)
    assert bonus_at("forest_march", now=clock.now()) == Bonus(300, 200, 100)
    assert bonus_at("iron_hills", now=clock.now()) == Bonus()
    assert Timer.objects.get(kind=EVENT_DUE).due_at == NOON + timedelta(days=1)
    at(NOON + timedelta(hours=1, seconds=1))
    assert timers_sweep() == 1
    assert runs(LUCK) == [("ended", "21 12:00")]
    assert bonus_at("forest_march", now=clock.now()) == Bonus()
    assert (published(WorldEventStarted.name), published(WorldEventEnded.name)) == (1, 1)


def test_an_event_is_over_at_its_time_even_before_its_timer_fires(at: At) -> None:
    publish_events(LUCK)
    row = schedule(LUCK, after=at(NOON - timedelta(hours=3)))
    event_due(schedule_id=row.pk, planned_at=NOON, now=at(NOON))
    assert happening.happening(now=NOON + timedelta(minutes=59))
    assert not happening.happening(now=NOON + timedelta(hours=1))


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (MissedPolicy.RUN_LATE_ONCE, [("running", "21 12:00")]),
        (MissedPolicy.SKIP, [("skipped", "21 12:00")]),
    ],
)
def test_a_worker_that_was_down_for_three_days(at: At, policy: MissedPolicy, expected: list[tuple[str, str]]) -> None:
    event = replace(LUCK, when_missed=policy)
    publish_events(event)
    schedule(event, after=at(NOON - timedelta(hours=3)))
    late = at(NOON + timedelta(days=3, hours=2))
    timers_sweep()
    assert runs(event) == expected
    assert Timer.objects.get(kind=EVENT_DUE).due_at == NOON + timedelta(days=4)
    for run in EventRun.objects.filter(state="running"):
        assert (run.started_at, run.ends_at) == (late, late + timedelta(hours=1))


def test_a_few_minutes_late_is_in_time(at: At) -> None:
    publish_events(LUCK)
    schedule(LUCK, after=at(NOON - timedelta(hours=3)))
    at(NOON + timedelta(minutes=4))
    timers_sweep()
    assert EventRun.objects.get().started_at == NOON


@pytest.mark.django_db(transaction=True)
def test_fired_twice_at_once_it_begins_once(at: At) -> None:
    publish_events(HUNT)
    row = schedule(HUNT, after=at(NOON - timedelta(hours=3)))

    def fire() -> None:
        event_due(schedule_id=row.pk, planned_at=NOON, now=NOON)

    assert in_threads(fire, fire, fire, fire) == [None] * 4
    assert runs(HUNT) == [("running", "21 12:00")]
    assert published(WorldEventStarted.name) == 1
    assert BossFight.objects.get().hp == 1000


@pytest.mark.django_db(transaction=True)
def test_started_by_two_hands_at_once_it_begins_once(at: At) -> None:
    publish_events(HUNT)
    at(NOON)

    def start() -> int:
        return event_start(event="hunt", reason="a festival", actor="staff:1 anna")

    results = in_threads(start, start, start)
    assert sorted(type(result).__name__ for result in results) == ["EventGoesOn", "EventGoesOn", "int"]
    assert runs(HUNT) == [("running", "21 12:00")]


def test_while_an_event_goes_on_its_schedule_leaves_the_next_one_out(at: At) -> None:
    publish_events(LUCK)
    row = schedule(LUCK, after=at(NOON - timedelta(hours=3)))
    at(NOON - timedelta(minutes=30))
    event_start(event="luck", reason="a festival", actor="staff:1 anna")
    event_due(schedule_id=row.pk, planned_at=NOON, now=at(NOON))
    assert runs(LUCK) == [("running", "21 11:30"), ("skipped", "21 12:00")]


def test_by_hand_with_a_reason_on_record(at: At) -> None:
    publish_events(LUCK)
    at(NOON)
    with pytest.raises(Invalid):
        event_start(event="luck", reason=" ", actor="staff:1 anna")
    run_id = event_start(event="luck", reason="a festival", actor="staff:1 anna")
    with pytest.raises(EventGoesOn):
        event_start(event="luck", reason="again", actor="staff:1 anna")
    event_stop(run_id=run_id, reason="enough", actor="staff:1 anna")
    with pytest.raises(EventOver):
        event_stop(run_id=run_id, reason="enough", actor="staff:1 anna")
    told = AuditEntry.objects.filter(subject=f"event_run:{run_id}").order_by("pk")
    assert [(entry.action, entry.reason) for entry in told] == [
        ("world.event_start", "a festival"),
        ("world.event_stop", "enough"),
    ]
    assert not Timer.objects.exists(), "the timer of the end is taken back"


def test_a_schedule_that_is_off_does_nothing(at: At) -> None:
    publish_events(LUCK)
    row = schedule(LUCK, after=at(NOON - timedelta(hours=3)))
    EventSchedule.objects.update(is_on=False)
    event_due(schedule_id=row.pk, planned_at=NOON, now=at(NOON))
    assert runs(LUCK) == []


def test_a_release_without_the_event_keeps_the_schedule(at: At) -> None:
    publish_events(LUCK)
    row = schedule(LUCK, after=at(NOON - timedelta(hours=3)))
    publish_events()
    event_due(schedule_id=row.pk, planned_at=NOON, now=at(NOON))
    assert runs(LUCK) == []
    assert Timer.objects.get(kind=EVENT_DUE).due_at == NOON + timedelta(days=1)


def test_a_schedule_for_one_time_comes_to_its_end(at: At) -> None:
    publish_events(LUCK)
    row = schedule(LUCK, after=at(NOON - timedelta(hours=3)), once_date=NOON.date(), once_time=NOON.time())
    assert schedule_next(row, after=clock.now()) == (NOON,)
    at(NOON)
    timers_sweep()
    assert runs(LUCK) == [("running", "21 12:00")]
    assert not Timer.objects.filter(kind=EVENT_DUE).exists()
    assert schedules_rearm(now=clock.now()) == 0


def test_a_schedule_in_the_night_when_clocks_are_changed() -> None:
    """Berlin, 28 March 2027: 02:30 does not exist, and the event begins at 03:00."""
    publish_events(LUCK)
    evening = datetime(2027, 3, 27, 20, 0, tzinfo=UTC)
    row = schedule(LUCK, after=evening, zone="Europe/Berlin", minute="30", hour="2")
    assert Timer.objects.get(kind=EVENT_DUE).due_at == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    change = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    event_due(schedule_id=row.pk, planned_at=change, now=change + timedelta(seconds=2))
    assert runs(LUCK) == [("running", "28 01:00")]
    assert Timer.objects.get(kind=EVENT_DUE).due_at == datetime(2027, 3, 29, 0, 30, tzinfo=UTC)


def test_a_lost_timer_is_set_again(at: At) -> None:
    publish_events(LUCK)
    schedule(LUCK, after=at(NOON - timedelta(hours=3)))
    Timer.objects.all().delete()
    assert schedules_rearm(now=clock.now()) == 1
    assert schedules_rearm(now=clock.now()) == 0
    assert Timer.objects.get(kind=EVENT_DUE).due_at == NOON


def test_a_new_event_brings_its_usual_schedule_once(at: At) -> None:
    publish_events(replace(LUCK, usual_times="30 19 * * sat,sun", usual_zone="Europe/Berlin"), FLOOD)
    now = at(NOON)
    assert schedules_adopt(now=now) == 1
    row = EventSchedule.objects.get()
    assert schedule_next(row, after=now, count=2) == (
        datetime(2026, 11, 21, 18, 30, tzinfo=UTC),
        datetime(2026, 11, 22, 18, 30, tzinfo=UTC),
    )
    EventSchedule.objects.update(is_on=False)
    assert schedules_adopt(now=now) == 0, "switched off, it stays the game masters'"


def test_what_comes_is_in_order(at: At) -> None:
    publish_events(LUCK, FLOOD)
    schedule(LUCK, after=at(NOON), hour="18")
    schedule(FLOOD, after=NOON, hour="6,20")
    told = [(row.event, f"{run:%d %H}") for run, row in coming(now=NOON, until=timedelta(days=1))]
    assert told == [("luck", "21 18"), ("flood", "21 20"), ("flood", "22 06")]


def test_a_shut_zone_is_not_entered_and_can_be_left(at: At) -> None:
    publish_events(FLOOD)
    at(NOON)
    player, inside = make_player(), make_player()
    location_travel(player_id=inside.pk, to="old_clearing")
    event_start(event="flood", reason="spring", actor="staff:1 anna")
    happening.forget()
    before = Player.objects.get(pk=player.pk)
    with pytest.raises(ZoneShut) as refusal:
        location_travel(player_id=player.pk, to="old_clearing")
    assert refusal.value.params == {"to": "old_clearing", "event": "flood"}
    assert Player.objects.get(pk=player.pk).version == before.version
    assert location_travel(player_id=inside.pk, to="forest_gate").location.key == "forest_gate"


def test_a_zone_that_opens_is_shut_otherwise(at: At) -> None:
    fair = replace(FLOOD, key="fair", kind=EventKind.ZONE_OPEN)
    publish_events(fair)
    at(NOON)
    gate = current().get(LocationSpec, "forest_gate")
    assert shut_by(gate, "old_clearing", now=NOON) == fair
    event_start(event="fair", reason="market day", actor="staff:1 anna")
    happening.forget()
    assert shut_by(gate, "old_clearing", now=NOON) is None


def test_an_event_sets_the_weather(at: At) -> None:
    storm = replace(LUCK, key="storm", kind=EventKind.WEATHER, weather="storm")
    catalogue = publish_events(storm)
    at(NOON)
    event_start(event="storm", reason="a festival", actor="staff:1 anna")
    happening.forget()
    weather = sky_at(catalogue, "forest_march", now=NOON).weather
    assert weather is not None
    assert weather.key == "storm"


def test_looking_costs_one_query_a_second(at: At, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    publish_events(LUCK)
    at(NOON)
    with django_assert_num_queries(1):
        for _ in range(100):
            bonus_at("forest_march", now=NOON)
