"""Requests and answers about runs through dungeons. What is sent is written by `run_render`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from common.door import BodyIn, CatalogueKey, Version
from content.api.told import ToldOut
from players.api.schemas import NamedOut
from world.api.schemas import MonsterHereOut

Result = Literal["", "victory", "defeat", "left"]
Compass = Literal["n", "e", "s", "w"]
RunVersion = Annotated[
    int, Field(ge=0, le=2**31 - 1, description="The version you act on; when it has moved on: `common.stale`.")
]


class DungeonOut(Schema):
    key: str
    name: str
    description: str
    icon: str
    location: str = Field(description="Where its entrance is")
    min_level: int
    rooms_min: int
    rooms_max: int


class DungeonsOut(Schema):
    release: int
    items: list[DungeonOut]


class ChoiceHereOut(Schema):
    number: int
    label: str
    chance: int = Field(description="Goes well, in percent")


class EventHereOut(Schema):
    key: str
    name: str
    description: str
    icon: str
    choices: list[ChoiceHereOut]


class RoomOut(Schema):
    kind: str
    done: bool = Field(description="Nothing more to do here")
    depth: int = Field(description="Steps from the entrance")
    monster: MonsterHereOut | None = Field(description="Stands in the way: fight it, or go back")
    event: EventHereOut | None = Field(description="Waits for a choice")
    told: ToldOut | None = Field(description="How it looks; null once the run is over")


class DungeonWayOut(Schema):
    to: Compass
    look: str = Field(description="Kind of the next room; `unseen` where you have not been")
    lock: int = Field(description="Number of its lock; 0: not locked")
    has_key: bool
    open: bool


class CellOut(Schema):
    x: int
    y: int
    look: str
    done: bool
    here: bool


class LinkOut(Schema):
    x1: int
    y1: int
    x2: int
    y2: int
    shut: bool


class SketchOut(Schema):
    cells: list[CellOut]
    links: list[LinkOut]


class MemberOut(Schema):
    hp: int
    max_hp: int
    energy: int
    max_energy: int


class NewsOut(Schema):
    kind: str
    amount: int
    text: str | None = Field(description="How an event went")


class FoundItemOut(Schema):
    item: str
    name: str
    amount: int


class FoundOut(Schema):
    xp: int
    gold: int
    items: list[FoundItemOut]


class RunOut(Schema):
    id: int
    version: int
    result: Result = Field(description="Empty while it goes on")
    dungeon: NamedOut
    room: RoomOut
    ways: list[DungeonWayOut]
    map: SketchOut = Field(description="What you know of the dungeon; y grows southwards")
    you: MemberOut
    torch: int = Field(description="Steps it still burns; in the dark no trap is noticed")
    keys: list[int] = Field(description="Numbers of the locks you have keys for")
    rooms_seen: int
    news: list[NewsOut] = Field(description="What your last step brought about")
    found: FoundOut = Field(description="By this step; once it is over, by the whole run")


class RunLineOut(Schema):
    id: int
    dungeon: str
    dungeon_name: str
    result: Result
    started_at: datetime
    finished_at: datetime | None


class RunsOut(Schema):
    items: list[RunLineOut]
    next_cursor: int | None


class EnterIn(BodyIn):
    dungeon: CatalogueKey
    version: Version = None


class ActIn(BodyIn):
    """`to` goes with `move`, `number` with `choose`."""

    action: Literal["move", "search", "rest", "take", "choose"]
    to: Compass | None = None
    number: int | None = Field(None, ge=1, le=9)
    version: RunVersion


class RunDrinkIn(BodyIn):
    item: CatalogueKey
    version: RunVersion


class RunVersionIn(BodyIn):
    version: RunVersion
