"""Dungeons: in, step by step, and out again."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from common.door import WRITE, Id, Page, PlayerRequest, page_body, respond, write_once
from common.errors import Invalid
from common.idempotency import fingerprint
from content.api.catalogue import section_response
from players.api.guards import player_token
from world.api.run_render import dungeon_out, run_line_out, run_out
from world.api.run_schemas import ActIn, DungeonsOut, EnterIn, RunDrinkIn, RunOut, RunsOut, RunVersionIn
from world.rules.dungeon_run import Choose, Direction, Move, Rest, RunAction, Search, Take
from world.rules.dungeon_themes import DungeonThemeSpec
from world.selectors.runs import run_view, runs_page
from world.services.runs import run_act, run_drink, run_enter, run_leave

router = Router(tags=["dungeons"], auth=player_token)
catalogue_router = Router(tags=["catalogue"])

RunId = Annotated[Id, Path()]
_SIMPLE: dict[str, RunAction] = {"search": Search(), "rest": Rest(), "take": Take()}


@catalogue_router.get("/dungeons", response=DungeonsOut, summary="All dungeons")
def dungeons(request: HttpRequest) -> HttpResponse:
    """Send the ETag back in If-None-Match: nothing is sent twice."""
    return section_response(request, DungeonThemeSpec, dungeon_out)


@router.post("", response={201: RunOut}, summary="Go into a dungeon", openapi_extra=WRITE)
def dungeon_enter(request: PlayerRequest, body: EnterIn) -> HttpResponse:
    """One whose entrance is where you are. Until you are out, HP and energy do not come back by themselves."""
    player_id, language = request.player_id, request.language
    return write_once(
        request,
        lambda: run_out(run_enter(player_id=player_id, theme=body.dungeon, expected_version=body.version), language),
        status=201,
    )


@router.get("", response=RunsOut, summary="My runs through dungeons")
def dungeon_runs(request: PlayerRequest, page: Page) -> HttpResponse:
    """Newest first; the one that goes on, if any, has an empty result."""
    lines = runs_page(player_id=request.player_id, before=page.cursor, limit=page.limit + 1)
    return respond(page_body([run_line_out(line, request.language) for line in lines], limit=page.limit))


@router.get("/{int:run_id}", response=RunOut, summary="A run through a dungeon")
def dungeon_run(request: PlayerRequest, run_id: RunId) -> HttpResponse:
    """Where you are, what is here, and the map as far as you know it."""
    return respond(run_out(run_view(player_id=request.player_id, run_id=run_id), request.language))


@router.post("/{int:run_id}/act", response=RunOut, summary="Act in a dungeon", openapi_extra=WRITE)
def dungeon_act(request: PlayerRequest, run_id: RunId, body: ActIn) -> HttpResponse:
    """Go through one of the `ways`, look for hidden ones, rest, take the treasure or decide an event."""
    player_id, language, action = request.player_id, request.language, _action(body)
    return write_once(
        request,
        lambda: run_out(
            run_act(
                player_id=player_id,
                run_id=run_id,
                action=action,
                expected_version=body.version,
                intent=_intent(request),
            ),
            language,
        ),
    )


def _intent(request: PlayerRequest) -> str:
    """What tells this request from others, and is the same when it is sent again."""
    key = request.headers.get("Idempotency-Key", "")
    return fingerprint(request.scope.encode(), key.encode(), request.body)[:24]


def _action(body: ActIn) -> RunAction:
    """Raises Invalid(field, reason)."""
    if body.action == "move":
        if body.to is None:
            raise Invalid(field="to", reason="missing")
        return Move(Direction(body.to))
    if body.action == "choose":
        if body.number is None:
            raise Invalid(field="number", reason="missing")
        return Choose(body.number)
    return _SIMPLE[body.action]


@router.post("/{int:run_id}/drink", response=RunOut, summary="Drink a potion in a dungeon", openapi_extra=WRITE)
def dungeon_drink(request: PlayerRequest, run_id: RunId, body: RunDrinkIn) -> HttpResponse:
    """One from the bag, between fights."""
    player_id, language = request.player_id, request.language
    return write_once(
        request,
        lambda: run_out(
            run_drink(player_id=player_id, run_id=run_id, item=body.item, expected_version=body.version), language
        ),
    )


@router.post("/{int:run_id}/leave", response=RunOut, summary="Leave a dungeon", openapi_extra=WRITE)
def dungeon_leave(request: PlayerRequest, run_id: RunId, body: RunVersionIn) -> HttpResponse:
    """Out at the entrance, with everything found so far. There is no way back into the same dungeon."""
    player_id, language = request.player_id, request.language
    return write_once(
        request,
        lambda: run_out(run_leave(player_id=player_id, run_id=run_id, expected_version=body.version), language),
    )
