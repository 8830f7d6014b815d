"""Buying from shops and selling to them."""

from __future__ import annotations

from common import clock
from common.errors import Invalid
from common.outbox import publish
from common.tx import command
from players.errors import BagFull, Worn
from players.rules.catalogue import ItemSpec
from players.services.items import thing_take
from players.state.bags import Room, plain_worn
from players.state.character import check_free, player_store
from players.state.gear import piece_held
from players.state.ledger import GOLD, Move, balance, gear_asset, item_asset, ledger_move
from world.errors import NotOnSale, NotWanted
from world.events import ItemBought, ItemSold
from world.rules.trade import buying_price, piece_price, selling_price
from world.selectors.locations import ShopView, shop_here, shop_view_of
from world.state.place import Standing, standing_lock

MOST_AT_ONCE = 999


@command
def shop_buy(*, player_id: int, item: str, amount: int = 1, expected_version: int | None = None) -> ShopView:
    """Buy from the shop one stands in.

    Raises Busy, Stale, Invalid(field, reason), NoShopHere, NotOnSale(item), NotEnough(asset, needs, has),
    BagFull(item, places).
    """
    standing = _standing(player_id, amount, expected_version)
    shop, spec = shop_here(standing.character, standing.location), _item(standing, item)
    price = buying_price(shop, spec)
    if price is None:
        raise NotOnSale(item=item)
    if Room(standing.character).put(item_asset(item), spec, amount) < amount:
        raise BagFull(item=item, places=standing.character.progress.bag_slots)
    moves = [Move(GOLD, -price * amount), Move(item_asset(item), amount)]
    ledger_move(player_id=player_id, moves=moves, reason="shop_buy", reference=shop.key)
    player_store(standing.character.row)
    publish(ItemBought(player_id=player_id, item=item, amount=amount, price=price * amount))
    return shop_view_of(standing.character, shop)


@command
def shop_sell(*, player_id: int, item: str, amount: int = 1, expected_version: int | None = None) -> ShopView:
    """Sell to the shop one stands in. What is worn is not sold.

    Raises Busy, Stale, Invalid(field, reason), NoShopHere, NotWanted(item), Worn(item), NotEnough(…).
    """
    standing = _standing(player_id, amount, expected_version)
    shop, spec = shop_here(standing.character, standing.location), _item(standing, item)
    price = selling_price(shop, spec)
    if not price:
        raise NotWanted(item=item)
    _check_not_worn(standing, item, amount)
    moves = [Move(item_asset(item), -amount), Move(GOLD, price * amount)]
    ledger_move(player_id=player_id, moves=moves, reason="shop_sell", reference=shop.key)
    player_store(standing.character.row)
    publish(ItemSold(player_id=player_id, item=item, amount=amount, price=price * amount))
    return shop_view_of(standing.character, shop)


@command
def gear_sell(*, player_id: int, gear_id: int, expected_version: int | None = None) -> ShopView:
    """Sell a piece that is one of a kind to the shop one stands in: a rare one is worth more.

    Raises Busy, Stale, NotFound, NoShopHere, NotWanted(item), Worn(item).
    """
    standing = _standing(player_id, 1, expected_version)
    shop = shop_here(standing.character, standing.location)
    piece = piece_held(player_id, gear_id, standing.character.catalogue)
    price = piece_price(shop, piece.price)
    if not price:
        raise NotWanted(item=piece.item.key)
    thing_take(standing.character, gear_asset(gear_id), 1, reason="shop_sell", reference=shop.key)
    ledger_move(player_id=player_id, moves=[Move(GOLD, price)], reason="shop_sell", reference=shop.key)
    player_store(standing.character.row)
    publish(ItemSold(player_id=player_id, item=piece.item.key, amount=1, price=price))
    return shop_view_of(standing.character, shop)


def _standing(player_id: int, amount: int, expected_version: int | None) -> Standing:
    if not 1 <= amount <= MOST_AT_ONCE:
        raise Invalid(field="amount", reason="range")
    standing = standing_lock(player_id, now=clock.now(), expected_version=expected_version)
    check_free(standing.character.row)
    return standing


def _item(standing: Standing, item: str) -> ItemSpec:
    return standing.character.catalogue.get(ItemSpec, item)


def _check_not_worn(standing: Standing, item: str, amount: int) -> None:
    has = balance(player_id=standing.character.row.pk, asset=item_asset(item))
    if plain_worn(standing.character, item) and has == amount:
        raise Worn(item=item)
