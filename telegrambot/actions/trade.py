"""Buying and selling."""

from __future__ import annotations

from django.utils.translation import ngettext

from content.release import current
from players.rules.catalogue import ItemSpec
from telegrambot.actions.base import Answer, Visit
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import page_number
from telegrambot.screens.items import arg_piece
from telegrambot.screens.shop import (
    ALL,
    AT_ONCE,
    goods_screen,
    offer_screen,
    piece_ware_screen,
    repairs_screen,
    shop_screen,
    ware_screen,
)
from world.errors import NotOnSale, NotWanted
from world.rules.trade import selling_price
from world.selectors.locations import OfferView, ShopView, WantedView, shop_view
from world.selectors.telling import trader_told
from world.services.repair import gear_repair
from world.services.trade import gear_sell, shop_buy, shop_sell


def shop(visit: Visit, tap: Tap) -> Answer:
    view, page = _view(visit), page_number(tap.arg)
    return Answer(shop_screen(view, visit.pen, page=page, told=trader_told(view) if page == 1 else None))


def goods(visit: Visit, tap: Tap) -> Answer:
    return Answer(goods_screen(_view(visit), visit.pen, page=page_number(tap.arg)))


def offer(visit: Visit, tap: Tap) -> Answer:
    view = _view(visit)
    return Answer(offer_screen(view, _offer(view, tap.arg), visit.pen))


def ware(visit: Visit, tap: Tap) -> Answer:
    view = _view(visit)
    piece = next((each for each in view.pieces if each.piece.id == arg_piece(tap.arg)), None)
    if piece is not None:
        return Answer(piece_ware_screen(view, piece, visit.pen))
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
    bought = _offer(view, tap.arg)
    return Answer(offer_screen(view, bought, visit.pen), _bought(visit, bought, amount))


def sell(visit: Visit, tap: Tap) -> Answer:
    gear_id = arg_piece(tap.arg)
    return _sell(visit, tap, 1) if gear_id is None else _sell_piece(visit, tap, gear_id)


def _sell_piece(visit: Visit, tap: Tap, gear_id: int) -> Answer:
    """What it was, and what it brought, is known from before: afterwards it is gone."""
    wanted = next((each for each in _view(visit).pieces if each.piece.id == gear_id), None)
    view = gear_sell(player_id=visit.player.id, gear_id=gear_id, expected_version=tap.version)
    toast = "" if wanted is None else _sold_for(visit, wanted.piece.item, 1, wanted.price)
    return Answer(goods_screen(view, visit.pen), toast)


def sell_all(visit: Visit, tap: Tap) -> Answer:
    """All that is not worn, as the trader counts it now; the version on the button says it is what was shown."""
    wanted = _wanted(_view(visit), tap.arg)
    return _sell(visit, tap, wanted.amount if wanted else 1)


def _sell(visit: Visit, tap: Tap, amount: int) -> Answer:
    view = shop_sell(player_id=visit.player.id, item=tap.arg, amount=amount, expected_version=tap.version)
    left = _wanted(view, tap.arg)
    screen = ware_screen(view, left, visit.pen) if left else goods_screen(view, visit.pen)
    return Answer(screen, _sold(visit, view, tap.arg, amount))


def _view(visit: Visit) -> ShopView:
    return shop_view(player_id=visit.player.id, now=visit.now)


def _offer(view: ShopView, key: str) -> OfferView:
    found = next((offer for offer in view.offers if offer.item.key == key), None)
    if found is None:
        raise NotOnSale(item=key)
    return found


def _bought(visit: Visit, offer: OfferView, amount: int) -> str:
    price = offer.price * amount
    text = ngettext(
        "Bought: %(item)s ×%(amount)d for %(n)d gold.", "Bought: %(item)s ×%(amount)d for %(n)d gold.", price
    )
    return text % {"item": visit.pen.name(offer.item.name), "amount": amount, "n": price}


def _sold(visit: Visit, view: ShopView, key: str, amount: int) -> str:
    """The last one of a thing is no longer in the view, so its name and price come from the release."""
    item = current().get(ItemSpec, key)
    return _sold_for(visit, item, amount, selling_price(view.shop, item) * amount)


def _sold_for(visit: Visit, item: ItemSpec, amount: int, price: int) -> str:
    text = ngettext("Sold: %(item)s ×%(amount)d for %(n)d gold.", "Sold: %(item)s ×%(amount)d for %(n)d gold.", price)
    return text % {"item": visit.pen.name(item.name), "amount": amount, "n": price}


def repairs(visit: Visit, tap: Tap) -> Answer:
    return Answer(repairs_screen(_view(visit), visit.pen, page=page_number(tap.arg)))


def repair(visit: Visit, tap: Tap) -> Answer:
    """One piece, or all of them; what it cost is known from before. Typed without either, it only shows them."""
    gear_id = arg_piece(tap.arg)
    if gear_id is None and tap.arg != ALL:
        return repairs(visit, Tap(Verb.REPAIRS))
    price = sum(piece.repair for piece in _view(visit).repairs if gear_id in (None, piece.id))
    view = gear_repair(player_id=visit.player.id, gear_id=gear_id, expected_version=tap.version)
    text = ngettext("Repaired for %(n)d gold.", "Repaired for %(n)d gold.", price) % {"n": price}
    return Answer(repairs_screen(view, visit.pen) if view.repairs else shop_screen(view, visit.pen), text)


def _wanted(view: ShopView, key: str) -> WantedView | None:
    return next((wanted for wanted in view.wanted if wanted.item.key == key), None)
