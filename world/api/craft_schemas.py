"""Requests and answers about making, gathering and passing the time. What is sent is written by `craft_render`."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from common.door import BodyIn, CatalogueKey, Version
from players.api.schemas import NamedOut, VitalsOut
from world.rules.craft_lint import MOST_PORTIONS
from world.services.crafting import MOST_AT_ONCE

Kind = Literal["craft", "gather", "pastime", "journey"]


class ProductOut(Schema):
    key: str
    name: str
    icon: str
    amount: int


class FindOut(Schema):
    key: str
    name: str
    icon: str
    chance: int = Field(description="Percent")


class ProfessionOut(Schema):
    key: str
    name: str
    description: str
    icon: str
    level: int
    xp: int
    xp_needed: int = Field(description="From this level to the next; 0 at the top")


class ProfessionsOut(Schema):
    version: int
    professions: list[ProfessionOut]


class IngredientOut(Schema):
    key: str
    name: str
    icon: str
    amount: int
    has: int
    returned: int = Field(description="Pieces that come back when an attempt fails")


class RecipeHereOut(Schema):
    key: str
    products: list[ProductOut]
    profession: str
    level: int = Field(description="The level of the profession that it needs")
    station: NamedOut
    inputs: list[IngredientOut]
    tool: NamedOut | None
    has_tool: bool
    chance: int = Field(description="Percent, at your level")
    seconds: int = Field(description="A piece; 0: at once")
    xp: int = Field(description="Practice")
    times: int = Field(description="For how many attempts there is enough of everything")
    ready: bool = Field(description="Whether it can be made here and now")


class WorkshopOut(Schema):
    version: int
    location: str
    stations: list[NamedOut]
    recipes: list[RecipeHereOut]


class OutcomeOut(Schema):
    made: int
    failed: int
    xp: int
    gold: int
    practice: int
    items: list[tuple[str, int]] = Field(description="(key, amount) of all that came of it")
    level: int = Field(description="The character's, when one was gained; else 0")
    profession_level: int = Field(description="The profession's, when one was gained; else 0")


class CraftOut(Schema):
    version: int
    vitals: VitalsOut
    recipe: RecipeHereOut
    outcome: OutcomeOut | None = Field(description="null: it takes time and has begun; see `/activity`")


class CraftIn(BodyIn):
    recipe: CatalogueKey
    times: int = Field(1, ge=1, le=MOST_AT_ONCE)
    version: Version = None


class NodeOut(Schema):
    key: str
    name: str
    description: str
    icon: str
    profession: str
    level: int = Field(description="The level of the profession that it needs")
    skilled: bool
    finds: list[FindOut]
    tool: NamedOut | None
    has_tool: bool
    energy: int = Field(description="A portion")
    seconds: int = Field(description="A portion; 0: at once")
    xp: int = Field(description="Practice")
    stock: int
    left: int
    next_in: int = Field(description="Seconds until one more portion has grown; 0: it is full")


class GatheringOut(Schema):
    version: int
    vitals: VitalsOut
    nodes: list[NodeOut]


class GatherOut(Schema):
    version: int
    vitals: VitalsOut
    node: NodeOut
    outcome: OutcomeOut | None = Field(description="null: it takes time and has begun; see `/activity`")


class GatherIn(BodyIn):
    node: CatalogueKey
    portions: int = Field(1, ge=1, le=MOST_PORTIONS)
    version: Version = None


class ActivityRunningOut(Schema):
    id: int
    kind: Kind
    subject: str = Field(description="The key of the recipe, the gathering place or the activity")
    name: str
    icon: str
    done: int
    portions: int
    portion_seconds: int
    ends_at: datetime
    seconds_left: int
    destination: NamedOut | None
    earned: OutcomeOut


class OfferedActivityOut(Schema):
    key: str
    name: str
    description: str
    icon: str
    min_level: int
    open: bool
    energy: int
    price: int
    portion_minutes: int
    portions: int
    xp: int
    gold: int
    profession: str | None
    profession_xp: int
    finds: list[FindOut]
    destination: NamedOut | None


class EndedOut(Schema):
    kind: Kind
    name: str
    icon: str
    stopped: bool
    done: int
    portions: int
    outcome: OutcomeOut


class ActivityOut(Schema):
    version: int
    engagement: str = Field(description="What holds the player; a journey does")
    vitals: VitalsOut
    location: str
    running: ActivityRunningOut | None
    offers: list[OfferedActivityOut]
    ended: EndedOut | None = Field(description="What this request has ended")


class ActivityStartIn(BodyIn):
    activity: CatalogueKey
    version: Version = None


class ActivityStopIn(BodyIn):
    version: Version = None


class AmountOut(Schema):
    item: str
    amount: int


class RecipeOut(Schema):
    key: str
    profession: str
    level: int
    station: str
    tool: str | None
    seconds: int
    chance: int
    xp: int
    inputs: list[AmountOut]
    outputs: list[AmountOut]


class RecipesOut(Schema):
    release: int
    items: list[RecipeOut]
