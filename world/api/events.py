"""What goes on in the world, and what comes."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from common import clock
from common.door import PlayerRequest, respond
from players.api.guards import player_token
from players.api.render import Json
from world.rules.events import WorldEventSpec
from world.selectors.events import Coming, event_board
from world.state.happening import Running

router = Router(tags=["events"], auth=player_token)


class EventOut(Schema):
    key: str
    name: str
    announcement: str
    icon: str
    kind: str
    minutes: int
    region: str | None = Field(description="Where it happens; null is everywhere")
    location: str | None
    min_level: int


class RunningOut(EventOut):
    run_id: int
    started_at: datetime
    ends_at: datetime


class ComingOut(EventOut):
    begins_at: datetime


class WorldEventsOut(Schema):
    going_on: list[RunningOut]
    coming: list[ComingOut] = Field(description="The next time of each event within a week")


@router.get("", response=WorldEventsOut, summary="World events")
def world_events(request: PlayerRequest) -> HttpResponse:
    """Those that go on, and the next of each that comes within a week."""
    board = event_board(now=clock.now())
    return respond(
        {
            "going_on": [running_out(running, request.language) for running in board.going_on],
            "coming": [_coming_out(coming, request.language) for coming in board.coming],
        }
    )


def running_out(running: Running, language: str) -> Json:
    return _event_out(running.event, language) | {
        "run_id": running.run_id,
        "started_at": running.started_at,
        "ends_at": running.ends_at,
    }


def _coming_out(coming: Coming, language: str) -> Json:
    return _event_out(coming.event, language) | {"begins_at": coming.begins_at}


def _event_out(event: WorldEventSpec, language: str) -> Json:
    return {
        "key": event.key,
        "name": event.name.in_(language),
        "announcement": event.announcement.in_(language),
        "icon": event.icon,
        "kind": event.kind,
        "minutes": event.minutes,
        "region": event.region,
        "location": event.location,
        "min_level": event.min_level,
    }
