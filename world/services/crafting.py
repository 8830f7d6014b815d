"""Making things at stations."""

from __future__ import annotations

from functools import partial

from common import clock, seeds
from common.errors import Invalid
from common.outbox import publish
from common.tx import command
from players.state.character import VITALS, check_free, player_store
from players.state.ledger import Move, balance, item_asset, ledger_move
from world.errors import NoStationHere, ToolMissing
from world.rules.activities import ActivityKind, earned
from world.rules.crafting import craft_attempt, craft_chance, ingredients
from world.rules.crafts import ProfessionSpec, RecipeSpec, StationSpec
from world.selectors.crafts import CraftView, craft_view_of
from world.state.activities import Undertaking, check_idle, crafted, run_begin
from world.state.gains import gain_give
from world.state.place import Standing, standing_lock
from world.state.professions import check_skill, skills_of

MOST_AT_ONCE = 20


@command
def recipe_craft(*, player_id: int, recipe: str, times: int = 1, expected_version: int | None = None) -> CraftView:
    """Carry out a recipe so many times: at once, or, when it takes time, from now on.

    The ingredients are taken first, in one movement; what comes of them is given in another, each of them once.
    Raises Busy, Stale, NotFound, Invalid(field, reason), NoStationHere(station), ToolMissing(item),
    ProfessionTooLow(profession, needs, has), NotEnough(asset, needs, has), AlreadyDoing(minutes).
    """
    if not 1 <= times <= MOST_AT_ONCE:
        raise Invalid(field="times", reason="range")
    now = clock.now()
    standing = standing_lock(player_id, now=now, expected_version=expected_version)
    character, row = standing.character, standing.character.row
    check_free(row)
    spec = character.catalogue.get(RecipeSpec, recipe)
    chance = _check_possible(standing, spec)
    if spec.seconds:
        check_idle(character, now=now)
    once = f"craft:{player_id}:{row.version}"  # a version is locked and counted on: nobody else has this one
    taken = [Move(item_asset(item), -amount) for item, amount in ingredients(spec, times).items()]
    ledger_move(player_id=player_id, moves=taken, reason="craft", reference=recipe, key=f"{once}:in")
    outcome = None
    if spec.seconds:
        run_begin(standing, Undertaking(ActivityKind.CRAFT, recipe, times, spec.seconds, chance), now=now)
    else:
        gain = earned(partial(craft_attempt, spec, chance), seed=seeds.fresh(), portions=times)
        outcome = gain_give(
            character, gain, profession=spec.profession, reason="craft", reference=recipe, key=once, now=now
        )
        publish(crafted(player_id, recipe, outcome.gain))
    player_store(row, "level", "xp", "pastime", "engagement", *VITALS)
    return craft_view_of(standing, spec, outcome, now=now)


def _check_possible(standing: Standing, spec: RecipeSpec) -> int:
    """The chance of success for one who may make it here."""
    catalogue, player_id = standing.character.catalogue, standing.character.row.pk
    station = catalogue.get(StationSpec, spec.station)
    if standing.location.key not in {place.location for place in station.places}:
        raise NoStationHere(station=station.key)
    level = check_skill(catalogue.get(ProfessionSpec, spec.profession), skills_of(player_id), spec.level)
    check_tool(player_id, spec.tool)
    return craft_chance(spec, level)


def check_tool(player_id: int, tool: str | None) -> None:
    """Raises ToolMissing(item) when one is needed and not in the bag."""
    if tool is not None and not balance(player_id=player_id, asset=item_asset(tool)):
        raise ToolMissing(item=tool)
