"""For other programs, by API key."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from common.door import Id, respond
from common.errors import NotFound
from players.api.guards import ServiceKey
from players.api.schemas import ServicePlayerOut
from players.selectors.characters import player_get

router = Router(tags=["service"])


@router.get("/players/{player_id}", auth=ServiceKey("players:read"), response=ServicePlayerOut, summary="A player")
def service_player(request: HttpRequest, player_id: Annotated[Id, Path()]) -> HttpResponse:
    """Who a player is. Needs the scope `players:read`."""
    view = player_get(player_id=player_id)
    if view is None:
        raise NotFound(what="player", key=str(player_id))
    return respond(
        {
            "id": view.id,
            "name": view.name,
            "language": view.language,
            "character_class": view.character_class,
            "level": view.level,
            "banned": view.banned,
        }
    )
