"""What doors show of the world: frozen views."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from common.errors import NotFound
from content.rules.catalogue import Catalogue
from players.errors import Banned, NotReady
from players.rules.catalogue import ItemSpec
from players.rules.quests import QuestSpec
from players.selectors.characters import CharacterView, PieceView, character_view_of, pieces_view
from players.state.character import Character, character_read
from players.state.ledger import asset_gear, asset_item, balances
from world.errors import NoShopHere, NotTogether, NotYourself
from world.models import Whereabouts
from world.rules.catalogue import ExitSpec, LocationSpec, MonsterSpec, RegionSpec, ShopSpec
from world.rules.crafts import ActivitySpec, GatheringNodeSpec, StationSpec
from world.rules.dungeon_themes import DungeonThemeSpec
from world.rules.events import WorldEventSpec
from world.rules.trade import buying_price, piece_price, selling_price
from world.rules.weather import CLEAR, Sky
from world.selectors.quests import quests_at
from world.state.happening import Running, boss_at, concerning, shut_by, sky_at
from world.state.place import activities_at, location_of, nodes_at, stations_at

NEIGHBOURS_SHOWN = 5
NEIGHBOUR_SEEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ExitView:
    """A way out. `open`: the character's level is high enough, and no event (`shut_by`) keeps it shut."""

    location: LocationSpec
    min_level: int
    open: bool
    shut_by: WorldEventSpec | None = None


@dataclass(frozen=True, slots=True)
class NeighbourView:
    """Somebody else who came here lately."""

    name: str
    level: int
    id: int = 0


@dataclass(frozen=True, slots=True)
class LocationView:
    """`going_on`: the events of the region, and those of everywhere; `boss`: the one of them that stands here."""

    character: CharacterView
    location: LocationSpec
    region: RegionSpec
    exits: tuple[ExitView, ...]
    neighbours: tuple[NeighbourView, ...]
    shop: ShopSpec | None
    monsters: tuple[MonsterSpec, ...]
    sky: Sky = CLEAR
    going_on: tuple[Running, ...] = ()
    boss: Running | None = None
    dungeons: tuple[DungeonThemeSpec, ...] = ()  # whose entrance is here
    stations: tuple[StationSpec, ...] = ()
    nodes: tuple[GatheringNodeSpec, ...] = ()
    activities: tuple[ActivitySpec, ...] = ()
    quests: tuple[QuestSpec, ...] = ()  # given here to characters of this level
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfferView:
    item: ItemSpec
    price: int


@dataclass(frozen=True, slots=True)
class WantedView:
    """Something in the bag that the shop buys. `amount`: how many can be sold (what is worn cannot)."""

    item: ItemSpec
    price: int
    amount: int


@dataclass(frozen=True, slots=True)
class WantedPieceView:
    """A piece that is one of a kind and not worn, which the shop buys."""

    piece: PieceView
    price: int


@dataclass(frozen=True, slots=True)
class ShopView:
    character: CharacterView
    shop: ShopSpec
    offers: tuple[OfferView, ...]
    wanted: tuple[WantedView, ...]
    pieces: tuple[WantedPieceView, ...] = ()
    location: LocationSpec | None = None
    sky: Sky | None = None
    repairs: tuple[PieceView, ...] = ()  # what has suffered, also what is worn


def location_view(*, player_id: int, now: datetime) -> LocationView:
    """Where the player is. Raises NotFound, Banned, NotReady(step)."""
    character = character_read(player_id, now=now)
    return location_view_of(character, location_of(character), now=now)


def location_view_of(character: Character, location: LocationSpec, *, now: datetime) -> LocationView:
    """A loaded character at a place, as a view."""
    catalogue = character.catalogue
    return LocationView(
        character=character_view_of(character, balances(player_id=character.row.pk)),
        location=location,
        region=catalogue.get(RegionSpec, location.region),
        exits=tuple(_exit(character, location, way, now) for way in location.exits),
        neighbours=_neighbours(character, location, now),
        shop=catalogue.find(ShopSpec, location.shop),
        monsters=tuple(catalogue.get(MonsterSpec, encounter.monster) for encounter in location.encounters),
        sky=sky_at(catalogue, location.region, now=now),
        going_on=concerning(location, now=now),
        boss=boss_at(location, now=now),
        dungeons=dungeons_at(catalogue, location),
        stations=stations_at(catalogue, location),
        nodes=nodes_at(catalogue, location),
        activities=activities_at(catalogue, location),
        quests=quests_at(catalogue, location, level=character.row.level),
        now=now,
    )


def dungeons_at(catalogue: Catalogue, location: LocationSpec) -> tuple[DungeonThemeSpec, ...]:
    """The dungeons whose entrance is at a place."""
    return tuple(theme for theme in catalogue.all(DungeonThemeSpec).values() if theme.location == location.key)


def _exit(character: Character, here: LocationSpec, way: ExitSpec, now: datetime) -> ExitView:
    shut = shut_by(here, way.to, now=now)
    is_open = character.row.level >= way.min_level and shut is None
    return ExitView(character.catalogue.get(LocationSpec, way.to), way.min_level, is_open, shut)


def _neighbours(character: Character, location: LocationSpec, now: datetime) -> tuple[NeighbourView, ...]:
    rows = (
        Whereabouts.objects.filter(location=location.key, arrived_at__gte=now - NEIGHBOUR_SEEN)
        .exclude(player_id=character.row.pk)
        .order_by("-arrived_at")
        .values_list("player__name", "player__level", "player_id")[:NEIGHBOURS_SHOWN]
    )
    return tuple(NeighbourView(*row) for row in rows)


def person_near(*, player_id: int, other_id: int, now: datetime) -> NeighbourView:
    """Somebody else at the same place, however long ago they came. Raises NotFound, NotYourself, NotTogether(name)."""
    if player_id == other_id:
        raise NotYourself()
    mine = character_read(player_id, now=now)
    try:
        other = character_read(other_id, now=now)
    except (Banned, NotReady):  # nobody plays under that name
        raise NotFound(what="player", key=str(other_id)) from None
    if location_of(mine).key != location_of(other).key:
        raise NotTogether(name=other.row.name)
    return NeighbourView(other.row.name, other.row.level, other_id)


def shop_here(character: Character, location: LocationSpec) -> ShopSpec:
    """The shop at a place. Raises NoShopHere."""
    shop = character.catalogue.find(ShopSpec, location.shop)
    if shop is None:
        raise NoShopHere()
    return shop


def shop_view(*, player_id: int, now: datetime) -> ShopView:
    """The shop where the player is. Raises NoShopHere besides location_view's."""
    character = character_read(player_id, now=now)
    location = location_of(character)
    view = shop_view_of(character, shop_here(character, location))
    return replace(view, location=location, sky=sky_at(character.catalogue, location.region, now=now))


def shop_view_of(character: Character, shop: ShopSpec) -> ShopView:
    """A shop as a loaded character sees it."""
    holdings = balances(player_id=character.row.pk)
    items = character.catalogue.all(ItemSpec)
    sold = [items[offer.item] for offer in shop.offers if offer.item in items]
    pieces = pieces_view(character) if any(map(asset_gear, holdings)) else ()
    return ShopView(
        character=character_view_of(character, holdings),
        shop=shop,
        offers=tuple(OfferView(item, buying_price(shop, item) or 0) for item in sold),
        wanted=_wanted(character, shop, holdings),
        pieces=_wanted_pieces(pieces, shop),
        repairs=tuple(piece for piece in pieces if piece.needs_repair),
    )


def _wanted_pieces(pieces: tuple[PieceView, ...], shop: ShopSpec) -> tuple[WantedPieceView, ...]:
    views = (WantedPieceView(piece, piece_price(shop, piece.price)) for piece in pieces)
    return tuple(view for view in views if view.price and not view.piece.worn)


def _wanted(character: Character, shop: ShopSpec, holdings: dict[str, int]) -> tuple[WantedView, ...]:
    worn = {item.key for slot, item in character.equipment.items() if slot not in character.worn_gear}
    amounts = {asset_item(asset): amount for asset, amount in holdings.items()}
    views = (
        WantedView(item, selling_price(shop, item), amounts[key] - (key in worn))
        for key, item in character.catalogue.all(ItemSpec).items()
        if key in amounts
    )
    return tuple(view for view in views if view.price and view.amount)
