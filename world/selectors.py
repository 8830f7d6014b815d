"""What doors show of the world: frozen views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from players.character import Character, character_read
from players.ledger import asset_item, balances
from players.rules.catalogue import ItemSpec
from players.selectors import CharacterView, character_view_of
from world.errors import NoShopHere
from world.models import Whereabouts
from world.place import location_of
from world.rules.catalogue import LocationSpec, MonsterSpec, RegionSpec, ShopSpec
from world.rules.trade import buying_price, selling_price

NEIGHBOURS_SHOWN = 5
NEIGHBOUR_SEEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ExitView:
    """A way out. `open`: the character's level is high enough."""

    location: LocationSpec
    min_level: int
    open: bool


@dataclass(frozen=True, slots=True)
class NeighbourView:
    """Somebody else who came here lately."""

    name: str
    level: int


@dataclass(frozen=True, slots=True)
class LocationView:
    character: CharacterView
    location: LocationSpec
    region: RegionSpec
    exits: tuple[ExitView, ...]
    neighbours: tuple[NeighbourView, ...]
    shop: ShopSpec | None
    monsters: tuple[MonsterSpec, ...]


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
class ShopView:
    character: CharacterView
    shop: ShopSpec
    offers: tuple[OfferView, ...]
    wanted: tuple[WantedView, ...]


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
        exits=tuple(
            ExitView(catalogue.get(LocationSpec, way.to), way.min_level, character.row.level >= way.min_level)
            for way in location.exits
        ),
        neighbours=_neighbours(character, location, now),
        shop=catalogue.find(ShopSpec, location.shop),
        monsters=tuple(catalogue.get(MonsterSpec, encounter.monster) for encounter in location.encounters),
    )


def _neighbours(character: Character, location: LocationSpec, now: datetime) -> tuple[NeighbourView, ...]:
    rows = (
        Whereabouts.objects.filter(location=location.key, arrived_at__gte=now - NEIGHBOUR_SEEN)
        .exclude(player_id=character.row.pk)
        .order_by("-arrived_at")
        .values_list("player__name", "player__level")[:NEIGHBOURS_SHOWN]
    )
    return tuple(NeighbourView(name, level) for name, level in rows)


def shop_here(character: Character, location: LocationSpec) -> ShopSpec:
    """The shop at a place. Raises NoShopHere."""
    shop = character.catalogue.find(ShopSpec, location.shop)
    if shop is None:
        raise NoShopHere()
    return shop


def shop_view(*, player_id: int, now: datetime) -> ShopView:
    """The shop where the player is. Raises NoShopHere besides location_view's."""
    character = character_read(player_id, now=now)
    return shop_view_of(character, shop_here(character, location_of(character)))


def shop_view_of(character: Character, shop: ShopSpec) -> ShopView:
    """A shop as a loaded character sees it."""
    holdings = balances(player_id=character.row.pk)
    items = character.catalogue.all(ItemSpec)
    sold = [items[offer.item] for offer in shop.offers if offer.item in items]
    return ShopView(
        character=character_view_of(character, holdings),
        shop=shop,
        offers=tuple(OfferView(item, buying_price(shop, item) or 0) for item in sold),
        wanted=_wanted(character, shop, holdings),
    )


def _wanted(character: Character, shop: ShopSpec, holdings: dict[str, int]) -> tuple[WantedView, ...]:
    worn = {item.key for item in character.equipment.values()}
    amounts = {asset_item(asset): amount for asset, amount in holdings.items()}
    views = (
        WantedView(item, selling_price(shop, item), amounts[key] - (key in worn))
        for key, item in character.catalogue.all(ItemSpec).items()
        if key in amounts
    )
    return tuple(view for view in views if view.price and view.amount)
