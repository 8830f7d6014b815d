"""Fighting what stands in the way in a dungeon."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Router

from combat.api.render import battle_out
from combat.api.schemas import BattleOut
from combat.services.run_fights import run_fight
from common.door import WRITE, Id, PlayerRequest, write_once
from players.api.guards import player_token
from world.api.run_schemas import RunVersionIn

router = Router(tags=["dungeons"], auth=player_token)

RunId = Annotated[Id, Path()]


@router.post("/{int:run_id}/fight", response={201: BattleOut}, summary="Fight in a dungeon", openapi_extra=WRITE)
def dungeon_fight(request: PlayerRequest, run_id: RunId, body: RunVersionIn) -> HttpResponse:
    """The `monster` of the room. When the battle is over, you are in the dungeon again; a defeat ends the run."""
    player_id, language = request.player_id, request.language
    return write_once(
        request,
        lambda: battle_out(run_fight(player_id=player_id, run_id=run_id, expected_version=body.version), language),
        status=201,
    )
