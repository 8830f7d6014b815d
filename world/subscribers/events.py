"""The timers of world events, and the schedules that a release brings along."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from common import clock
from common.events import subscriber
from common.timers import timer
from content.events import ReleaseActivated
from world.services.boss_rewards import boss_rewards_pay
from world.services.events import BOSS_REWARDS, EVENT_END, event_due, event_finish, schedules_adopt
from world.state.schedules import EVENT_DUE


@timer(EVENT_DUE)
def begin_event(key: str, payload: dict[str, Any], now: datetime) -> None:
    event_due(schedule_id=int(key), planned_at=datetime.fromisoformat(payload["planned_at"]), now=now)


@timer(EVENT_END)
def end_event(key: str, payload: dict[str, Any], now: datetime) -> None:
    event_finish(run_id=int(key), by="timer", now=now)


@timer(BOSS_REWARDS)
def pay_for_boss(key: str, payload: dict[str, Any], now: datetime) -> None:
    boss_rewards_pay(run_id=int(key), now=now)


@subscriber(ReleaseActivated)
def adopt_schedules(event: ReleaseActivated) -> None:
    schedules_adopt(now=clock.now())
