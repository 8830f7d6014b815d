"""The bag."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Router

from common import clock
from common.door import WRITE, CatalogueKey, PlayerRequest, respond, write_once
from common.errors import NotFound
from content.api.told import told_out
from players.api.guards import player_token
from players.api.render import inventory_out, item_out
from players.api.schemas import GearIn, InventoryOut, ItemCardOut, ItemIn, SlotIn, ThingIn, VersionIn
from players.selectors.characters import inventory_view
from players.selectors.telling import item_told
from players.services.items import gear_equip, item_drop, item_equip, item_unequip, item_use, parcels_take

router = Router(tags=["inventory"], auth=player_token)


@router.get("", response=InventoryOut, summary="What is in the bag")
def inventory(request: PlayerRequest) -> HttpResponse:
    """Items by stack; what is worn counts as well."""
    return respond(inventory_out(inventory_view(player_id=request.player_id, now=clock.now())))


@router.get("/items/{item}", response=ItemCardOut, summary="A thing in the bag")
def inventory_item(request: PlayerRequest, item: Annotated[CatalogueKey, Path()]) -> HttpResponse:
    """What is in the bag of an item, with its lore."""
    view = inventory_view(player_id=request.player_id, now=clock.now())
    things = [stack.item for stack in view.stacks] + [piece.item for piece in view.pieces]
    held = next((thing for thing in things if thing.key == item), None)
    if held is None:
        raise NotFound(what="item", key=item)
    told = item_told(held, language=request.language, player_id=request.player_id)
    return respond({"item": item_out(held, request.language), "told": told_out(told)})


@router.post("/equip", response=InventoryOut, summary="Wear an item", openapi_extra=WRITE)
def inventory_equip(request: PlayerRequest, body: ItemIn) -> HttpResponse:
    """Wear it in its slot, instead of what is worn there."""
    return write_once(
        request,
        lambda: inventory_out(item_equip(player_id=request.player_id, item=body.item, expected_version=body.version)),
    )


@router.post("/unequip", response=InventoryOut, summary="Take an item off", openapi_extra=WRITE)
def inventory_unequip(request: PlayerRequest, body: SlotIn) -> HttpResponse:
    """Take off what is worn in a slot."""
    return write_once(
        request,
        lambda: inventory_out(item_unequip(player_id=request.player_id, slot=body.slot, expected_version=body.version)),
    )


@router.post("/use", response=InventoryOut, summary="Drink a potion", openapi_extra=WRITE)
def inventory_use(request: PlayerRequest, body: ItemIn) -> HttpResponse:
    """Outside battle. In one, use the battle's potion action."""
    return write_once(
        request,
        lambda: inventory_out(item_use(player_id=request.player_id, item=body.item, expected_version=body.version)),
    )


@router.post("/gear/equip", response=InventoryOut, summary="Wear a piece that is one of a kind", openapi_extra=WRITE)
def inventory_gear_equip(request: PlayerRequest, body: GearIn) -> HttpResponse:
    """Wear it in its slot, instead of what is worn there."""
    return write_once(
        request,
        lambda: inventory_out(
            gear_equip(player_id=request.player_id, gear_id=body.gear_id, expected_version=body.version)
        ),
    )


@router.post("/drop", response=InventoryOut, summary="Throw things away", openapi_extra=WRITE)
def inventory_drop(request: PlayerRequest, body: ThingIn) -> HttpResponse:
    """For good: nothing brings them back. What is worn stays."""
    return write_once(
        request,
        lambda: inventory_out(
            item_drop(player_id=request.player_id, asset=body.asset, amount=body.amount, expected_version=body.version)
        ),
    )


@router.post("/parcels/take", response=InventoryOut, summary="Take what waits for room", openapi_extra=WRITE)
def inventory_parcels_take(request: PlayerRequest, body: VersionIn) -> HttpResponse:
    """What came while the bag was full: as much of it as finds room now, the oldest first."""
    return write_once(
        request,
        lambda: inventory_out(parcels_take(player_id=request.player_id, expected_version=body.version)),
    )
