"""Making, gathering, training, work and journeys."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from common import clock
from common.door import WRITE, PlayerRequest, respond, write_once
from content.api.catalogue import section_response
from players.api.guards import player_token
from players.api.render import vitals_out
from world.api.craft_render import (
    activity_out,
    craft_out,
    gather_out,
    node_out,
    professions_out,
    recipe_out,
    workshop_out,
)
from world.api.craft_schemas import (
    ActivityOut,
    ActivityStartIn,
    ActivityStopIn,
    CraftIn,
    CraftOut,
    GatherIn,
    GatheringOut,
    GatherOut,
    ProfessionsOut,
    RecipesOut,
    WorkshopOut,
)
from world.rules.crafts import RecipeSpec
from world.selectors.activities import activities_view
from world.selectors.crafts import nodes_view, professions_view, workshop_view
from world.services.activities import activity_start, activity_stop
from world.services.crafting import recipe_craft
from world.services.gathering import node_gather

router = Router(tags=["crafts"], auth=player_token)
catalogue_router = Router(tags=["catalogue"])


@router.get("/professions", response=ProfessionsOut, summary="My professions")
def professions(request: PlayerRequest) -> HttpResponse:
    """Every profession, its level, and how far the next one is."""
    return respond(professions_out(professions_view(player_id=request.player_id, now=clock.now())))


@router.get("/workshop", response=WorkshopOut, summary="What can be made here")
def workshop(request: PlayerRequest) -> HttpResponse:
    """The recipes of the stations that stand here; what is ready comes first."""
    return respond(workshop_out(workshop_view(player_id=request.player_id, now=clock.now())))


@router.post("/workshop/craft", response=CraftOut, summary="Make", openapi_extra=WRITE)
def workshop_crafting(request: PlayerRequest, body: CraftIn) -> HttpResponse:
    """So many times: at once, or as an activity when the recipe takes time."""
    return write_once(
        request,
        lambda: craft_out(
            recipe_craft(
                player_id=request.player_id, recipe=body.recipe, times=body.times, expected_version=body.version
            )
        ),
    )


@router.get("/gathering", response=GatheringOut, summary="What can be gathered here")
def gathering(request: PlayerRequest) -> HttpResponse:
    """Each place with what is found there, what is left of it for you, and when more has grown."""
    character, nodes = nodes_view(player_id=request.player_id, now=clock.now())
    return respond(
        {
            "version": character.player.version,
            "vitals": vitals_out(character),
            "nodes": [node_out(node, character.player.language) for node in nodes],
        }
    )


@router.post("/gathering", response=GatherOut, summary="Gather", openapi_extra=WRITE)
def gathering_portions(request: PlayerRequest, body: GatherIn) -> HttpResponse:
    """So many portions, for energy: at once, or as an activity when the place takes time."""
    return write_once(
        request,
        lambda: gather_out(
            node_gather(
                player_id=request.player_id, node=body.node, portions=body.portions, expected_version=body.version
            )
        ),
    )


@router.get("/activity", response=ActivityOut, summary="What goes on")
def activity(request: PlayerRequest) -> HttpResponse:
    """What you are at, with what it has brought so far, and what may be begun here."""
    return respond(activity_out(activities_view(player_id=request.player_id, now=clock.now())))


@router.post("/activity/start", response=ActivityOut, summary="Begin", openapi_extra=WRITE)
def activity_starting(request: PlayerRequest, body: ActivityStartIn) -> HttpResponse:
    """Training, work or a journey: one at a time. It goes on by itself and is given when its time is up."""
    return write_once(
        request,
        lambda: activity_out(
            activity_start(player_id=request.player_id, activity=body.activity, expected_version=body.version)
        ),
    )


@router.post("/activity/stop", response=ActivityOut, summary="Stop and take", openapi_extra=WRITE)
def activity_stopping(request: PlayerRequest, body: ActivityStopIn) -> HttpResponse:
    """What was earned is yours; what was not used (ingredients, energy, a fare) comes back."""
    return write_once(
        request, lambda: activity_out(activity_stop(player_id=request.player_id, expected_version=body.version))
    )


@catalogue_router.get("/recipes", response=RecipesOut, summary="All recipes")
def recipes(request: HttpRequest) -> HttpResponse:
    """Send the ETag back in If-None-Match: nothing is sent twice."""
    return section_response(request, RecipeSpec, recipe_out)
