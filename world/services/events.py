"""World events begin and end: by a schedule, in time or late, or by a game master's hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from common import clock
from common.audit import audit
from common.errors import Invalid, NotFound
from common.outbox import publish
from common.timers import timer_cancel, timer_set
from common.tx import after_commit, command, statement
from content.release import current, is_active
from world.errors import EventGoesOn, EventOver
from world.events import BossFelled, WorldEventEnded, WorldEventStarted
from world.models import BossFight, EventRun, EventSchedule
from world.rules.events import EventKind, MissedPolicy, WorldEventSpec
from world.state.bosses import boss_close
from world.state.happening import event_of, forget
from world.state.schedules import schedule_arm, schedules_unarmed

EVENT_END = "world.event_end"
BOSS_REWARDS = "world.boss_rewards"
IN_TIME = timedelta(minutes=5)  # a start later than this was missed


@command
def event_due(*, schedule_id: int, planned_at: datetime, now: datetime) -> None:
    """What a schedule's timer does: begin the event, late or not at all by its policy, and wait for the next run.

    Runs that were missed in between are not made up for: the next one is the first that lies ahead.
    """
    row = EventSchedule.objects.select_for_update().filter(pk=schedule_id, is_on=True).first()
    if row is None:
        return
    schedule_arm(row, after=max(now, planned_at))
    event = current().find(WorldEventSpec, row.event) if is_active() else None
    if event is None:
        return  # a release without it: the schedule stays, for the day it comes back
    by = f"schedule:{row.pk}"
    if now - planned_at <= IN_TIME:
        _begin(event, planned_at=planned_at, began_at=planned_at, by=by)
    elif event.when_missed is MissedPolicy.RUN_LATE_ONCE:
        _begin(event, planned_at=planned_at, began_at=now, by=by)
    else:
        _leave_out(event, planned_at=planned_at, by=by, why="missed")


@command
def event_start(*, event: str, reason: str, actor: str) -> int:
    """Begin an event by hand; gives the number of the run.

    Raises NotFound(what, key), Invalid(field, reason), EventGoesOn(event).
    """
    now, why = clock.now(), _reasoned(reason)
    run = _begin(current().get(WorldEventSpec, event), planned_at=now, began_at=now, by=actor)
    if run is None:
        raise EventGoesOn(event=event)
    audit(actor=actor, action="world.event_start", subject=f"event_run:{run.pk}", reason=why, event=event)
    return run.pk


@command
def event_stop(*, run_id: int, reason: str, actor: str) -> None:
    """End an event by hand. Raises NotFound(what, key), Invalid(field, reason), EventOver()."""
    why = _reasoned(reason)
    if not EventRun.objects.filter(pk=run_id).exists():
        raise NotFound(what="event_run", key=str(run_id))
    if not event_finish(run_id=run_id, by=actor, now=clock.now()):
        raise EventOver()
    audit(actor=actor, action="world.event_stop", subject=f"event_run:{run_id}", reason=why)


def event_finish(*, run_id: int, by: str, now: datetime) -> bool:
    """End a run in the caller's transaction; False when it is over already. The boss's row before the run's:
    so does a last blow, which holds the boss when it comes here."""
    row = EventRun.objects.filter(pk=run_id).first()
    if row is None or row.state != EventRun.State.RUNNING:
        return False
    event = event_of(row)
    boss = boss_close(run_id=run_id, places=event.top_places) if _is_boss(event) else None
    running = EventRun.objects.filter(pk=run_id, state=EventRun.State.RUNNING)
    if not running.update(state=EventRun.State.ENDED, ended_at=now, ended_by=by, result=_result(boss)):
        return False
    timer_cancel(kind=EVENT_END, key=str(run_id))
    publish(WorldEventEnded(run_id=run_id, event=row.event, by=by))
    if boss is not None:
        timer_set(kind=BOSS_REWARDS, key=str(run_id), due_at=now)
        if boss.felled_by_id is not None:
            publish(
                BossFelled(run_id=run_id, event=row.event, monster=event.monster or "", felled_by=boss.felled_by_id)
            )
    after_commit("world:happening", forget)
    return True


@command
def schedules_adopt(*, now: datetime) -> int:
    """Give each event of the active release that never had a schedule the usual one; how many were new.

    A schedule that was switched off stays: it is the game masters' from then on.
    """
    known = set(EventSchedule.objects.values_list("event", flat=True))
    events = current().all(WorldEventSpec).values()
    new = [event for event in events if event.usual_times and event.key not in known]
    for event in new:
        minute, hour, day, month, weekday = event.usual_times.split()
        row = EventSchedule.objects.create(
            event=event.key, zone=event.usual_zone, minute=minute, hour=hour, day=day, month=month, weekday=weekday
        )
        schedule_arm(row, after=now)
    return len(new)


@command
def schedules_rearm(*, now: datetime) -> int:
    """Set the timers that schedules lack; how many. A guard against mishaps: usually there are none."""
    return sum(schedule_arm(row, after=now) is not None for row in schedules_unarmed())


def _begin(event: WorldEventSpec, *, planned_at: datetime, began_at: datetime, by: str) -> EventRun | None:
    """The event goes on from now; None when this start was made before or the event goes on already."""
    statement("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"world.event:{event.key}"])
    if EventRun.objects.filter(event=event.key, planned_at=planned_at).exists():
        return None
    if EventRun.objects.filter(event=event.key, state=EventRun.State.RUNNING).exists():
        if by.startswith("schedule:"):
            _leave_out(event, planned_at=planned_at, by=by, why="goes_on")
        return None
    ends_at = began_at + timedelta(minutes=event.minutes)
    run = EventRun.objects.create(
        event=event.key,
        release_id=current().release_id,
        state=EventRun.State.RUNNING,
        planned_at=planned_at,
        started_at=began_at,
        ends_at=ends_at,
        started_by=by,
    )
    if _is_boss(event):
        BossFight.objects.create(run=run, max_hp=event.boss_hp, hp=event.boss_hp)
    timer_set(kind=EVENT_END, key=str(run.pk), due_at=ends_at)
    publish(WorldEventStarted(run_id=run.pk, event=event.key))
    after_commit("world:happening", forget)
    return run


def _leave_out(event: WorldEventSpec, *, planned_at: datetime, by: str, why: str) -> None:
    EventRun.objects.get_or_create(
        event=event.key,
        planned_at=planned_at,
        defaults={
            "release_id": current().release_id,
            "state": EventRun.State.SKIPPED,
            "started_by": by,
            "result": {"why": why},
        },
    )


def _is_boss(event: WorldEventSpec) -> bool:
    return event.kind is EventKind.BOSS


def _result(boss: BossFight | None) -> dict[str, int | bool]:
    if boss is None:
        return {}
    dealt = boss.max_hp - boss.hp
    return {"dealt": dealt, "max_hp": boss.max_hp, "felled": boss.hp == 0, "fighters": boss.contributions.count()}


def _reasoned(reason: str) -> str:
    if not reason.strip():
        raise Invalid(field="reason", reason="empty")
    return reason.strip()
