"""The quest log: accepting, giving up, taking rewards."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Router
from pydantic import Field

from common import clock
from common.door import WRITE, CatalogueKey, PlayerRequest, respond, write_once
from common.errors import NotFound
from content.api.told import ToldOut, told_out
from content.release import current
from players.api.guards import player_token
from players.api.quests import QuestChangedOut, QuestClaimedOut, QuestIn, QuestLogOut, given_out, quest_out
from players.api.render import Json
from players.services.quests import quest_abandon, quest_claim
from world.selectors.quests import QuestBoard, quest_board
from world.selectors.telling import quest_told
from world.services.quests import quest_accept

router = Router(tags=["quests"], auth=player_token)


@router.get("", response=QuestLogOut, summary="The quest log")
def quests(request: PlayerRequest) -> HttpResponse:
    """Every quest there is, those first that wait for you; `here` tells which are given where you are."""
    board = quest_board(player_id=request.player_id, now=clock.now())
    told = [
        quest_out(view, board.catalogue, request.language, here=board.is_here(view.spec)) for view in board.log.quests
    ]
    return respond({"version": board.log.version, "quests": told})


@router.post("/accept", response=QuestChangedOut, summary="Accept a quest", openapi_extra=WRITE)
def quest_accepting(request: PlayerRequest, body: QuestIn) -> HttpResponse:
    """Where it is given. What you do from then on counts."""
    return write_once(
        request,
        lambda: _changed_out(
            quest_accept(player_id=request.player_id, quest=body.quest, expected_version=body.version),
            body.quest,
            request.language,
        ),
    )


@router.post("/abandon", response=QuestChangedOut, summary="Give a quest up", openapi_extra=WRITE)
def quest_giving_up(request: PlayerRequest, body: QuestIn) -> HttpResponse:
    """What was done for it is forgotten; it may be accepted anew."""

    def abandon() -> Json:
        quest_abandon(player_id=request.player_id, quest=body.quest, expected_version=body.version)
        board = quest_board(player_id=request.player_id, now=clock.now())
        return _changed_out(board, body.quest, request.language)

    return write_once(request, abandon)


@router.post("/claim", response=QuestClaimedOut, summary="Take the reward of a quest", openapi_extra=WRITE)
def quest_reward(request: PlayerRequest, body: QuestIn) -> HttpResponse:
    """When all is done, wherever you are; what it wants brought is taken from the bag."""

    def claim() -> Json:
        claimed = quest_claim(player_id=request.player_id, quest=body.quest, expected_version=body.version)
        return {
            "version": claimed.log.version,
            "quest": claimed.quest.key,
            "thanks": claimed.quest.thanks.in_(request.language),
            "given": given_out(claimed.reward, current(), request.language),
        }

    return write_once(request, claim)


class QuestCardOut(QuestChangedOut):
    told: ToldOut = Field(description="What the quest means to who gives it")


@router.get("/{quest}", response=QuestCardOut, summary="A quest")
def quest_card(request: PlayerRequest, quest: Annotated[CatalogueKey, Path()]) -> HttpResponse:
    """One quest, with what is told of it."""
    board = quest_board(player_id=request.player_id, now=clock.now())
    view = board.log.find(quest)
    if view is None:
        raise NotFound(what="quest", key=quest)
    told = quest_told(board, view, language=request.language, player_id=request.player_id)
    return respond(_changed_out(board, quest, request.language) | {"told": told_out(told)})


def _changed_out(board: QuestBoard, key: str, language: str) -> Json:
    view = next(view for view in board.log.quests if view.spec.key == key)
    quest = quest_out(view, board.catalogue, language, here=board.is_here(view.spec))
    return {"version": board.log.version, "quest": quest}
