"""What shops ask and pay, in coins."""

from __future__ import annotations

from players.rules.catalogue import ItemSpec
from world.rules.catalogue import ShopSpec


def buying_price(shop: ShopSpec, item: ItemSpec) -> int | None:
    """What the shop asks for one; None when it does not sell it."""
    offer = next((offer for offer in shop.offers if offer.item == item.key), None)
    return None if offer is None else offer.price or item.price


def selling_price(shop: ShopSpec, item: ItemSpec) -> int:
    """What the shop pays for one, rounded down; 0 when it does not buy it."""
    return item.price * shop.buys_at_percent // 100


def piece_price(shop: ShopSpec, worth: int) -> int:
    """What the shop pays for a piece that is one of a kind and worth so much, rounded down."""
    return worth * shop.buys_at_percent // 100
