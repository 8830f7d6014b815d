"""Buying and selling."""

from __future__ import annotations

from telegrambot.actions.base import Answer, Visit
from telegrambot.codec import Tap
from telegrambot.screens.base import Screen, page_number
from telegrambot.screens.shop import AT_ONCE, goods_screen, offer_screen, shop_screen, ware_screen
from world.errors import NotOnSale, NotWanted
from world.selectors import ShopView, WantedView, shop_view
from world.services.trade import shop_buy, shop_sell


def shop(visit: Visit, tap: Tap) -> Answer:
    return Answer(shop_screen(_view(visit), visit.pen, page=page_number(tap.arg)))


def goods(visit: Visit, tap: Tap) -> Answer:
    return Answer(goods_screen(_view(visit), visit.pen, page=page_number(tap.arg)))


def offer(visit: Visit, tap: Tap) -> Answer:
    return Answer(_offer_card(visit, _view(visit), tap.arg))


def ware(visit: Visit, tap: Tap) -> Answer:
    view = _view(visit)
    wanted = _wanted(view, tap.arg)
    if wanted is None:
        raise NotWanted(item=tap.arg)
    return Answer(ware_screen(view, wanted, visit.pen))


def buy(visit: Visit, tap: Tap) -> Answer:
    return _buy(visit, tap, 1)


def buy_five(visit: Visit, tap: Tap) -> Answer:
    return _buy(visit, tap, AT_ONCE)


def _buy(visit: Visit, tap: Tap, amount: int) -> Answer:
    view = shop_buy(player_id=visit.player.id, item=tap.arg, amount=amount, expected_version=tap.version)
    return Answer(_offer_card(visit, view, tap.arg))


def sell(visit: Visit, tap: Tap) -> Answer:
    return _sell(visit, tap, 1)


def sell_all(visit: Visit, tap: Tap) -> Answer:
    """All that is not worn, as the trader counts it now; the version on the button says it is what was shown."""
    wanted = _wanted(_view(visit), tap.arg)
    return _sell(visit, tap, wanted.amount if wanted else 1)


def _sell(visit: Visit, tap: Tap, amount: int) -> Answer:
    view = shop_sell(player_id=visit.player.id, item=tap.arg, amount=amount, expected_version=tap.version)
    left = _wanted(view, tap.arg)
    return Answer(ware_screen(view, left, visit.pen) if left else goods_screen(view, visit.pen))


def _view(visit: Visit) -> ShopView:
    return shop_view(player_id=visit.player.id, now=visit.now)


def _offer_card(visit: Visit, view: ShopView, key: str) -> Screen:
    found = next((offer for offer in view.offers if offer.item.key == key), None)
    if found is None:
        raise NotOnSale(item=key)
    return offer_screen(view, found, visit.pen)


def _wanted(view: ShopView, key: str) -> WantedView | None:
    return next((wanted for wanted in view.wanted if wanted.item.key == key), None)
