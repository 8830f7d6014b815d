"""The skill tree: what can be learned, learning it, forgetting it."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Router

from common import clock
from common.door import WRITE, PlayerRequest, respond, write_once
from players.api.guards import player_token
from players.api.schemas import SkillForgetIn, SkillLearnIn, SkillTreeOut
from players.api.skills_render import skill_tree_out
from players.selectors.skills import skill_tree_view
from players.services.skills import skill_learn, skills_forget

router = Router(tags=["skills"], auth=player_token)


@router.get("", response=SkillTreeOut, summary="My skill tree")
def skill_tree(request: PlayerRequest) -> HttpResponse:
    """Branch by branch: what is known, what the next rank would do, and what it takes."""
    return respond(skill_tree_out(skill_tree_view(player_id=request.player_id, now=clock.now())))


@router.post("/learn", response=SkillTreeOut, summary="Learn a skill", openapi_extra=WRITE)
def skill_learning(request: PlayerRequest, body: SkillLearnIn) -> HttpResponse:
    """Learn it, or raise it by one rank, for skill points. Not during a battle."""
    return write_once(
        request,
        lambda: skill_tree_out(
            skill_learn(player_id=request.player_id, skill=body.skill, expected_version=body.version)
        ),
    )


@router.post("/forget", response=SkillTreeOut, summary="Forget all that was learned", openapi_extra=WRITE)
def skill_forgetting(request: PlayerRequest, body: SkillForgetIn) -> HttpResponse:
    """Every point is free again; it costs `reset_cost` gold. What comes with levels stays."""
    return write_once(
        request,
        lambda: skill_tree_out(skills_forget(player_id=request.player_id, expected_version=body.version)),
    )
