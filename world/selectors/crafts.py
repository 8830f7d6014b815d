"""What doors show of making and gathering: frozen views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from players.rules.catalogue import ItemSpec
from players.selectors.characters import CharacterView, character_view_of
from players.state.character import Character, character_read
from players.state.ledger import asset_item, balances
from world.errors import NoNodeHere, NoStationHere
from world.rules.catalogue import LocationSpec, LootTableSpec
from world.rules.crafting import craft_chance, ingredients, times_possible
from world.rules.crafts import GatheringNodeSpec, ProfessionSpec, RecipeSpec, StationSpec
from world.state.gains import Outcome
from world.state.place import Standing, location_of, nodes_at, stations_at
from world.state.professions import ProfessionView, Skills, profession_view, skills_of
from world.state.stocks import Stock, next_portion, stocks_of


@dataclass(frozen=True, slots=True)
class IngredientView:
    """`returned`: pieces that come back when an attempt fails."""

    item: ItemSpec
    amount: int
    has: int
    returned: int


@dataclass(frozen=True, slots=True)
class RecipeView:
    """A recipe for one who stands there. `times`: for how many attempts there is enough of everything."""

    spec: RecipeSpec
    products: tuple[tuple[ItemSpec, int], ...]
    profession: ProfessionView
    station: StationSpec
    here: bool
    inputs: tuple[IngredientView, ...]
    tool: ItemSpec | None
    has_tool: bool
    chance: int
    times: int

    @property
    def skilled(self) -> bool:
        return self.profession.level >= self.spec.level

    @property
    def ready(self) -> bool:
        """Whether it can be made here and now."""
        return self.here and self.skilled and self.has_tool and self.times > 0


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """What can be made at a place: first what is ready, then what the skill is enough for."""

    character: CharacterView
    location: LocationSpec
    stations: tuple[StationSpec, ...]
    recipes: tuple[RecipeView, ...]


@dataclass(frozen=True, slots=True)
class CraftView:
    """A recipe after it was carried out. `outcome`: None when it takes time and has just begun."""

    character: CharacterView
    recipe: RecipeView
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class NodeView:
    """A place to gather from. `left` of its portions are there; one more grows back in `next_in`."""

    spec: GatheringNodeSpec
    profession: ProfessionView
    finds: tuple[tuple[ItemSpec, int], ...]  # (item, chance in percent)
    tool: ItemSpec | None
    has_tool: bool
    left: int
    next_in: timedelta

    @property
    def skilled(self) -> bool:
        return self.profession.level >= self.spec.level


@dataclass(frozen=True, slots=True)
class GatherView:
    character: CharacterView
    node: NodeView
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class ProfessionsView:
    character: CharacterView
    professions: tuple[ProfessionView, ...]


def workshop_view(*, player_id: int, now: datetime, station: str | None = None) -> WorkshopView:
    """What can be made where the player is; only at one station if it is named.

    Raises NoStationHere(station) besides NotFound, Banned, NotReady(step).
    """
    character = character_read(player_id, now=now)
    location = location_of(character)
    holdings, skills = balances(player_id=player_id), skills_of(player_id)
    stations = stations_at(character.catalogue, location)
    here = {each.key for each in stations if station in (None, each.key)}
    if station is not None and not here:
        raise NoStationHere(station=station)
    recipes = [
        _recipe_view(character, spec, holdings, skills, here=True)
        for spec in character.catalogue.all(RecipeSpec).values()
        if spec.station in here
    ]
    recipes.sort(key=_nearest)
    return WorkshopView(character_view_of(character, holdings), location, stations, tuple(recipes))


def _nearest(recipe: RecipeView) -> tuple[bool, bool, int]:
    """What can be made now comes first, then what one has learned, the hardest of it first; then what is next."""
    level = recipe.spec.level
    return (not recipe.ready, not recipe.skilled, -level if recipe.skilled else level)


def recipe_view(*, player_id: int, recipe: str, now: datetime) -> CraftView:
    """One recipe, wherever the player is. Raises NotFound, Banned, NotReady(step)."""
    character = character_read(player_id, now=now)
    spec = character.catalogue.get(RecipeSpec, recipe)
    return _craft_view(character, location_of(character), spec)


def craft_view_of(standing: Standing, spec: RecipeSpec, outcome: Outcome | None, *, now: datetime) -> CraftView:
    return _craft_view(standing.character, standing.location, spec, outcome)


def _craft_view(
    character: Character, location: LocationSpec, spec: RecipeSpec, outcome: Outcome | None = None
) -> CraftView:
    holdings, skills = balances(player_id=character.row.pk), skills_of(character.row.pk)
    here = any(station.key == spec.station for station in stations_at(character.catalogue, location))
    recipe = _recipe_view(character, spec, holdings, skills, here=here)
    return CraftView(character_view_of(character, holdings), recipe, outcome)


def _recipe_view(
    character: Character, spec: RecipeSpec, holdings: Mapping[str, int], skills: Skills, *, here: bool
) -> RecipeView:
    catalogue, items = character.catalogue, character.catalogue.all(ItemSpec)
    at_hand = at_hand_of(holdings)
    profession = profession_view(catalogue.get(ProfessionSpec, spec.profession), skills)
    returned = {part.item: part.returned for part in spec.inputs}
    return RecipeView(
        spec=spec,
        products=tuple((items[each.item], each.amount) for each in spec.outputs if each.item in items),
        profession=profession,
        station=catalogue.get(StationSpec, spec.station),
        here=here,
        inputs=tuple(
            IngredientView(items[item], amount, at_hand.get(item, 0), returned[item])
            for item, amount in ingredients(spec).items()
            if item in items
        ),
        tool=catalogue.find(ItemSpec, spec.tool),
        has_tool=spec.tool is None or at_hand.get(spec.tool, 0) > 0,
        chance=craft_chance(spec, profession.level),
        times=times_possible(spec, at_hand),
    )


def at_hand_of(holdings: Mapping[str, int]) -> dict[str, int]:
    """What of the holdings is counted by item."""
    amounts = ((asset_item(asset), amount) for asset, amount in holdings.items())
    return {item: amount for item, amount in amounts if item is not None}


def node_view(*, player_id: int, node: str, now: datetime) -> GatherView:
    """A place to gather from, where the player is. Raises NoNodeHere(to), NotFound, Banned, NotReady(step)."""
    character = character_read(player_id, now=now)
    spec = character.catalogue.get(GatheringNodeSpec, node)
    if spec.location != location_of(character).key:
        raise NoNodeHere(to=spec.location)
    return _gather_view(character, spec, None, now)


def nodes_view(*, player_id: int, now: datetime) -> tuple[CharacterView, tuple[NodeView, ...]]:
    """Everything to gather where the player is. Raises NotFound, Banned, NotReady(step)."""
    character = character_read(player_id, now=now)
    holdings, skills = balances(player_id=player_id), skills_of(player_id)
    specs = nodes_at(character.catalogue, location_of(character))
    stocks = stocks_of(player_id, specs, now=now)
    views = tuple(_node_view(character, spec, holdings, skills, stocks[spec.key], now) for spec in specs)
    return character_view_of(character, holdings), views


def gather_view_of(
    standing: Standing, spec: GatheringNodeSpec, outcome: Outcome | None, *, now: datetime
) -> GatherView:
    return _gather_view(standing.character, spec, outcome, now)


def _gather_view(character: Character, spec: GatheringNodeSpec, outcome: Outcome | None, now: datetime) -> GatherView:
    player_id = character.row.pk
    holdings, skills = balances(player_id=player_id), skills_of(player_id)
    stock = stocks_of(player_id, [spec], now=now)[spec.key]
    node = _node_view(character, spec, holdings, skills, stock, now)
    return GatherView(character_view_of(character, holdings), node, outcome)


def _node_view(
    character: Character,
    spec: GatheringNodeSpec,
    holdings: Mapping[str, int],
    skills: Skills,
    stock: Stock,
    now: datetime,
) -> NodeView:
    catalogue, items = character.catalogue, character.catalogue.all(ItemSpec)
    table = catalogue.find(LootTableSpec, spec.loot_table)
    found = [(items[entry.item], entry.chance) for entry in table.entries if entry.item in items] if table else []
    return NodeView(
        spec=spec,
        profession=profession_view(catalogue.get(ProfessionSpec, spec.profession), skills),
        finds=tuple(found),
        tool=catalogue.find(ItemSpec, spec.tool),
        has_tool=spec.tool is None or at_hand_of(holdings).get(spec.tool, 0) > 0,
        left=stock.left,
        next_in=next_portion(spec, stock, now=now),
    )


def professions_view(*, player_id: int, now: datetime) -> ProfessionsView:
    """All professions, and how far the player has come. Raises NotFound, Banned, NotReady(step)."""
    character = character_read(player_id, now=now)
    skills = skills_of(player_id)
    specs = character.catalogue.all(ProfessionSpec).values()
    return ProfessionsView(
        character_view_of(character, balances(player_id=player_id)),
        tuple(profession_view(spec, skills) for spec in specs),
    )
