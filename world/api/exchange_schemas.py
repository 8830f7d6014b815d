"""Requests and answers about gifts and trades between players."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from common.door import BIGGEST_ID, BodyIn, Version
from players.api.schemas import AffixOut, ConditionOut, ItemOut, ThingIn

PlayerName = Annotated[str, Field(min_length=1, max_length=200, description="The name of a player at the same place")]
Asset = Annotated[
    str,
    Field(
        pattern=r"^(gold|item:[a-z0-9_]{1,24}|gear:[1-9][0-9]{0,17})$",
        description="`gold`, `item:<key>`, or a piece, `gear:<id>`",
    ),
]


class GiftIn(ThingIn):
    to: PlayerName


class TradeOpenIn(BodyIn):
    partner: PlayerName
    version: Version = None


class GoodsIn(BodyIn):
    asset: Asset
    amount: int = Field(ge=0, le=BIGGEST_ID, description="How many are on your side from now on; 0 takes them back")


class AgreeIn(BodyIn):
    version: int = Field(ge=0, le=2**31 - 1, description="The `version` of the trade that you agree to")


class GoodOut(Schema):
    asset: str
    item: ItemOut
    amount: int
    affixes: list[AffixOut]
    condition: ConditionOut | None = Field(description="How a piece holds out; null: it does not wear")


class TradeSideOut(Schema):
    player_id: int
    name: str
    gold: int
    things: list[GoodOut]
    agreed: bool


class TradeOut(Schema):
    id: int
    version: int = Field(description="Counts the changes of what is on the table: it is what you agree to")
    state: Literal["open", "done", "cancelled", "expired"]
    expires_at: datetime
    mine: TradeSideOut
    theirs: TradeSideOut
