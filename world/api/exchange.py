"""Gifts and trades between players at the same place."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Router

from common.door import WRITE, Id, PlayerRequest, respond, write_once
from players.api.guards import player_token
from players.api.render import Json, condition_out, inventory_out, item_out
from players.api.schemas import InventoryOut
from players.selectors.characters import player_named
from world.api.exchange_schemas import AgreeIn, GiftIn, GoodsIn, TradeOpenIn, TradeOut
from world.selectors.trades import SideView, TradeView, trade_view
from world.services.exchange import thing_give, trade_agree, trade_cancel, trade_open, trade_put

gift_router = Router(tags=["trades"], auth=player_token)
router = Router(tags=["trades"], auth=player_token)

TradeId = Annotated[Id, Path()]


def trade_out(view: TradeView, language: str) -> Json:
    return {
        "id": view.id,
        "version": view.version,
        "state": view.state,
        "expires_at": view.expires_at.isoformat(),
        "mine": _side_out(view.mine, language),
        "theirs": _side_out(view.theirs, language),
    }


def _side_out(side: SideView, language: str) -> Json:
    return {
        "player_id": side.player_id,
        "name": side.name,
        "gold": side.gold,
        "things": [
            {
                "asset": thing.asset,
                "item": item_out(thing.item, language),
                "amount": thing.amount,
                "affixes": [
                    {"name": name.in_(language) if name else "", "stat": stat, "amount": amount}
                    for name, stat, amount in thing.affixes
                ],
                "condition": condition_out(thing.condition),
            }
            for thing in side.things
        ],
        "agreed": side.agreed,
    }


@gift_router.post("", response=InventoryOut, summary="Give things to a player", openapi_extra=WRITE)
def gift(request: PlayerRequest, body: GiftIn) -> HttpResponse:
    """To somebody at the same place, at once and for nothing. What is bound to you stays yours."""
    return write_once(
        request,
        lambda: inventory_out(
            thing_give(
                player_id=request.player_id,
                to_id=player_named(body.to),
                asset=body.asset,
                amount=body.amount,
                expected_version=body.version,
            )
        ),
    )


@router.get("/open", response=TradeOut, summary="The trade that is going on")
def trade(request: PlayerRequest) -> HttpResponse:
    """What both have put on the table, and who has agreed to it. 404 when you trade with nobody."""
    return respond(trade_out(trade_view(player_id=request.player_id), request.language))


@router.post("", response={201: TradeOut}, summary="Ask a player to trade", openapi_extra=WRITE)
def trade_opening(request: PlayerRequest, body: TradeOpenIn) -> HttpResponse:
    """Somebody at the same place. The trade runs out after ten minutes."""
    return write_once(
        request,
        lambda: trade_out(
            trade_open(
                player_id=request.player_id, partner_id=player_named(body.partner), expected_version=body.version
            ),
            request.language,
        ),
        status=201,
    )


@router.post("/{trade_id}/goods", response=TradeOut, summary="Put things on the table", openapi_extra=WRITE)
def trade_putting(request: PlayerRequest, trade_id: TradeId, body: GoodsIn) -> HttpResponse:
    """On your side, or take them back. Nothing moves yet; any change takes back what both had agreed to."""
    return write_once(
        request,
        lambda: trade_out(
            trade_put(player_id=request.player_id, trade_id=trade_id, asset=body.asset, amount=body.amount),
            request.language,
        ),
    )


@router.post("/{trade_id}/agree", response=TradeOut, summary="Agree to the trade", openapi_extra=WRITE)
def trade_agreeing(request: PlayerRequest, trade_id: TradeId, body: AgreeIn) -> HttpResponse:
    """To the table as it was at `version`. When both have agreed, everything changes hands at once, or nothing does."""
    return write_once(
        request,
        lambda: trade_out(
            trade_agree(player_id=request.player_id, trade_id=trade_id, version=body.version), request.language
        ),
    )


@router.post("/{trade_id}/cancel", response=TradeOut, summary="Call the trade off", openapi_extra=WRITE)
def trade_cancelling(request: PlayerRequest, trade_id: TradeId) -> HttpResponse:
    """Either of the two may, at any time until both have agreed."""
    return write_once(
        request,
        lambda: trade_out(trade_cancel(player_id=request.player_id, trade_id=trade_id), request.language),
    )
