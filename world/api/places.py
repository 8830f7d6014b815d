"""Walking, resting, trading; and the open pages about the world."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from common import clock
from common.door import WRITE, PlayerRequest, respond, write_once
from content.api.catalogue import section_response
from players.api.guards import player_token
from players.api.schemas import GearIn
from world.api.render import location_out, map_location_out, monster_out, shop_out
from world.api.schemas import LocationOut, MapOut, MonstersOut, RepairIn, RestIn, ShopOut, TradeIn, TravelIn
from world.rules.catalogue import LocationSpec, MonsterSpec
from world.selectors.locations import location_view, shop_view
from world.services.repair import gear_repair
from world.services.trade import gear_sell, shop_buy, shop_sell
from world.services.travel import location_rest, location_travel

location_router = Router(tags=["location"], auth=player_token)
shop_router = Router(tags=["shop"], auth=player_token)
catalogue_router = Router(tags=["catalogue"])


@location_router.get("", response=LocationOut, summary="Where am I")
def location(request: PlayerRequest) -> HttpResponse:
    """The place, its exits, who is here and what may be met."""
    return respond(location_out(location_view(player_id=request.player_id, now=clock.now())))


@location_router.post("/travel", response=LocationOut, summary="Walk", openapi_extra=WRITE)
def location_walk(request: PlayerRequest, body: TravelIn) -> HttpResponse:
    """Through one of the exits, for a little energy."""
    return write_once(
        request,
        lambda: location_out(location_travel(player_id=request.player_id, to=body.to, expected_version=body.version)),
    )


@location_router.post("/rest", response=LocationOut, summary="Rest", openapi_extra=WRITE)
def location_take_rest(request: PlayerRequest, body: RestIn) -> HttpResponse:
    """Where that is possible: HP and energy are full at once."""
    return write_once(
        request,
        lambda: location_out(location_rest(player_id=request.player_id, expected_version=body.version)),
    )


@shop_router.get("", response=ShopOut, summary="The shop here")
def shop(request: PlayerRequest) -> HttpResponse:
    """What it sells, and what of the bag it buys."""
    return respond(shop_out(shop_view(player_id=request.player_id, now=clock.now())))


@shop_router.post("/buy", response=ShopOut, summary="Buy", openapi_extra=WRITE)
def shop_buying(request: PlayerRequest, body: TradeIn) -> HttpResponse:
    """From the shop one stands in, for gold."""
    return write_once(
        request,
        lambda: shop_out(
            shop_buy(
                player_id=request.player_id,
                item=body.item,
                amount=body.amount,
                expected_version=body.version,
            )
        ),
    )


@shop_router.post("/sell", response=ShopOut, summary="Sell", openapi_extra=WRITE)
def shop_selling(request: PlayerRequest, body: TradeIn) -> HttpResponse:
    """To the shop one stands in. The only one left is not sold while it is worn."""
    return write_once(
        request,
        lambda: shop_out(
            shop_sell(
                player_id=request.player_id,
                item=body.item,
                amount=body.amount,
                expected_version=body.version,
            )
        ),
    )


@shop_router.post("/sell-gear", response=ShopOut, summary="Sell a piece that is one of a kind", openapi_extra=WRITE)
def shop_gear_selling(request: PlayerRequest, body: GearIn) -> HttpResponse:
    """To the shop one stands in. Affixes are paid for; what is worn is not sold."""
    return write_once(
        request,
        lambda: shop_out(gear_sell(player_id=request.player_id, gear_id=body.gear_id, expected_version=body.version)),
    )


@shop_router.post("/repair", response=ShopOut, summary="Have pieces repaired", openapi_extra=WRITE)
def shop_repairing(request: PlayerRequest, body: RepairIn) -> HttpResponse:
    """By the shop one stands in: one piece, or all that have suffered, also what is worn."""
    return write_once(
        request,
        lambda: shop_out(gear_repair(player_id=request.player_id, gear_id=body.gear_id, expected_version=body.version)),
    )


@catalogue_router.get("/monsters", response=MonstersOut, summary="All monsters")
def monsters(request: HttpRequest) -> HttpResponse:
    """Send the ETag back in If-None-Match: nothing is sent twice."""
    return section_response(request, MonsterSpec, monster_out)


@catalogue_router.get("/locations", response=MapOut, summary="All locations")
def locations(request: HttpRequest) -> HttpResponse:
    """Send the ETag back in If-None-Match: nothing is sent twice."""
    return section_response(request, LocationSpec, map_location_out)
