"""Requests and answers about the world. What is sent is written by `render`; tests hold the two together."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from common.door import BodyIn, CatalogueKey, Id, Version
from content.api.told import ToldOut
from players.api.schemas import ItemOut, NamedOut, PieceOut, VitalsOut
from world.api.events import RunningOut
from world.services.trade import MOST_AT_ONCE


class ExitOut(Schema):
    to: str
    name: str
    icon: str
    min_level: int
    open: bool
    shut_by: str | None = Field(description="The world event that keeps it shut")


class NeighbourOut(Schema):
    id: int
    name: str
    level: int


class MonsterHereOut(Schema):
    key: str
    name: str
    icon: str
    level: int
    boss: bool


class PlaceOut(Schema):
    key: str
    name: str
    description: str
    icon: str
    safe: bool
    has_rest: bool
    region: NamedOut


class LocationOut(Schema):
    version: int
    engagement: str = Field(description="What holds the player, like `battle:12`; empty when free")
    vitals: VitalsOut
    location: PlaceOut
    exits: list[ExitOut]
    neighbours: list[NeighbourOut] = Field(description="Who came here lately")
    shop: NamedOut | None
    monsters: list[MonsterHereOut]
    weather: NamedOut | None
    time_of_day: NamedOut | None
    going_on: list[RunningOut] = Field(description="World events of this region, and those of everywhere")
    told: ToldOut = Field(description="The place at this hour and in this weather")


class TravelIn(BodyIn):
    to: CatalogueKey
    version: Version = None


class RestIn(BodyIn):
    version: Version = None


class OfferOut(Schema):
    item: ItemOut
    price: int


class WantedOut(Schema):
    item: ItemOut
    price: int
    amount: int = Field(description="How many can be sold")


class WantedPieceOut(Schema):
    piece: PieceOut
    price: int


class ShopOut(Schema):
    version: int
    vitals: VitalsOut
    key: str
    name: str
    greeting: str
    icon: str
    offers: list[OfferOut]
    wanted: list[WantedOut]
    pieces: list[WantedPieceOut] = Field(description="Pieces in the bag, one of a kind, that the shop buys")
    told: ToldOut | None = Field(description="What the trader says at this hour; null in the answer to a trade")
    repairs: list[PieceOut] = Field(description="Pieces that have suffered, which the shop repairs; also what is worn")


class RepairIn(BodyIn):
    gear_id: Id | None = Field(None, description="One piece; without it all that have suffered")
    version: Version = None


class TradeIn(BodyIn):
    item: CatalogueKey
    amount: int = Field(1, ge=1, le=MOST_AT_ONCE)
    version: Version = None


class MonsterOut(Schema):
    key: str
    name: str
    description: str
    icon: str
    level: int
    hp: int
    damage_type: str
    boss: bool


class MonstersOut(Schema):
    release: int
    items: list[MonsterOut]


class WayOut(Schema):
    to: str
    min_level: int


class MapLocationOut(Schema):
    key: str
    region: str
    name: str
    description: str
    icon: str
    safe: bool
    has_rest: bool
    shop: str | None
    exits: list[WayOut]
    map_x: int
    map_y: int


class MapOut(Schema):
    release: int
    items: list[MapLocationOut]
