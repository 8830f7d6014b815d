"""Trading: what the shop sells, what it buys, and the card of each thing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from content.selectors.texts import Told
from players.rules.catalogue import ItemKind, ItemSpec
from players.selectors.characters import PieceView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Row, Screen, grid, lines, packed, page_of
from telegrambot.screens.items import (
    affixes_told,
    card_text,
    condition_told,
    condition_word,
    effects_of,
    now_worn,
    piece_arg,
    rarity_mark,
    titled,
)
from telegrambot.screens.location import back_here
from telegrambot.screens.pen import Pen
from telegrambot.screens.told import awaited, told_line
from telegrambot.screens.turner import turner
from world.selectors.locations import OfferView, ShopView, WantedPieceView, WantedView

ITEMS_A_PAGE = 6
AT_ONCE = 5
_SAID = 180  # characters of what the trader says
ALL = "all"  # instead of a piece: every one of them


def shop_screen(view: ShopView, pen: Pen, *, page: int = 1, told: Told | None = None) -> Screen:
    """What the shop sells. `told`: what the trader says now."""
    shown = page_of(view.offers, page, ITEMS_A_PAGE)
    is_first = shown.number == 1
    buttons = [Button(pen.name(offer.item.name), _to_offer(offer)) for offer in shown.items]
    sell = Button(_("Sell"), Tap(Verb.GOODS))
    return Screen(
        "shop",
        lines(
            _title(view, pen),
            told_line(told, pen, otherwise=pen.name(view.shop.greeting), longest=_SAID) if is_first else None,
            pen.gold(view.character.gold),
            "",
            *(pen.listed(_offer_line(view, offer, pen), _to_offer(offer)) for offer in shown.items),
        ),
        (*grid(buttons), *_repair_row(view, pen), (back_here(), sell, *turner(Verb.SHOP, shown.number, shown.pages))),
        awaited(told, Tap(Verb.SHOP)) if is_first else None,
    )


def _repair_row(view: ShopView, pen: Pen) -> tuple[Row, ...]:
    if not view.repairs:
        return ()
    return ((Button(_("Repair · %(price)s") % {"price": pen.price(_total(view))}, Tap(Verb.REPAIRS)),),)


def _total(view: ShopView) -> int:
    return sum(piece.repair for piece in view.repairs)


def repairs_screen(view: ShopView, pen: Pen, *, page: int = 1) -> Screen:
    """What has suffered, worn or not, and what it costs to make it whole: each at a tap, or all of it."""
    version = view.character.player.version
    shown = page_of(view.repairs, page, ITEMS_A_PAGE)
    taps = {piece.id: Tap(Verb.REPAIR, piece_arg(piece.id), version) for piece in shown.items}
    label = _("Repair all · %(price)s") % {"price": pen.price(_total(view))}
    every = ((Button(label, Tap(Verb.REPAIR, ALL, version)),),) if view.repairs else ()
    return Screen(
        "repairs",
        lines(
            pen.icon("🔨") + _("<b>Repairs</b>") + f" · {pen.html(view.shop.name)}",
            pen.gold(view.character.gold),
            "",
            *(pen.listed(_repair_line(piece, pen), taps[piece.id]) for piece in shown.items),
            None if view.repairs else _("Nothing needs a repair: all is as good as new."),
        ),
        (
            *grid(Button(f"{pen.name(p.item.name)} · {pen.price(p.repair)}", taps[p.id]) for p in shown.items),
            *every,
            (to_shop(), *turner(Verb.REPAIRS, shown.number, shown.pages)),
        ),
    )


def _repair_line(piece: PieceView, pen: Pen) -> str:
    facts = (titled(piece.item, pen), condition_word(piece.condition), pen.price(piece.repair))
    return " · ".join(fact for fact in facts if fact)


def _to_offer(offer: OfferView) -> Tap:
    return Tap(Verb.OFFER, offer.item.key)


def _title(view: ShopView, pen: Pen) -> str:
    return f"{pen.icon(view.shop.icon)}<b>{pen.html(view.shop.name)}</b>"


def _offer_line(view: ShopView, offer: OfferView, pen: Pen) -> str:
    item = offer.item
    lock = pen.lock(item.level) if item.level > view.character.level else ""
    return " · ".join(fact for fact in (titled(item, pen), pen.price(offer.price), effects_of(item), lock) if fact)


def goods_screen(view: ShopView, pen: Pen, *, page: int = 1) -> Screen:
    """What the shop would buy: pieces first."""
    entries = [_piece_ware(wanted, pen) for wanted in view.pieces] + [_ware(wanted, pen) for wanted in view.wanted]
    shown = page_of(entries, page, ITEMS_A_PAGE)
    buttons = [Button(label, tap) for _line, label, tap in shown.items]
    told = [pen.listed(line, tap) for line, _label, tap in shown.items]
    return Screen(
        "goods",
        lines(
            _title(view, pen),
            _("The trader looks into your bag. What will you sell?"),
            pen.gold(view.character.gold),
            "",
            *(told or [_("There is nothing to sell. What is worn is not for sale.")]),
        ),
        (*grid(buttons), (to_shop(), *turner(Verb.GOODS, shown.number, shown.pages))),
    )


def _ware(wanted: WantedView, pen: Pen) -> tuple[str, str, Tap]:
    """Its line, the label of its button, and where that leads."""
    price = pen.price(wanted.price)
    if wanted.amount > 1:
        price = _("%(price)s each") % {"price": price}
    line = f"{titled(wanted.item, pen)} ×{wanted.amount} · {price}"
    return line, pen.name(wanted.item.name), Tap(Verb.WARE, wanted.item.key)


def _piece_ware(wanted: WantedPieceView, pen: Pen) -> tuple[str, str, Tap]:
    item = wanted.piece.item
    facts = (titled(item, pen), effects_of(item), condition_word(wanted.piece.condition), pen.price(wanted.price))
    line = " · ".join(fact for fact in facts if fact)
    return line, f"{rarity_mark(item, pen)}{pen.name(item.name)}", Tap(Verb.WARE, piece_arg(wanted.piece.id))


def to_shop() -> Button:
    return Button(_("← Trader"), Tap(Verb.SHOP))


def offer_screen(view: ShopView, offer: OfferView, pen: Pen) -> Screen:
    """One thing on the shelf, and the prices of one and of five."""
    version = view.character.player.version
    buttons = [_buying(Verb.BUY, 1, offer, version, pen)]
    if offer.item.kind is not ItemKind.EQUIPMENT:
        buttons.append(_buying(Verb.BUYFIVE, AT_ONCE, offer, version, pen))
    text = card_text(
        offer.item, pen, now_worn(view.character, offer.item, pen), "", _purse(view, pen), _held(view, offer.item)
    )
    return Screen("offer", text, (*packed(buttons), (to_shop(),)))


def _buying(verb: Verb, amount: int, offer: OfferView, version: int, pen: Pen) -> Button:
    label = _("Buy %(amount)d · %(price)s") % {"amount": amount, "price": pen.price(offer.price * amount)}
    return Button(label, Tap(verb, offer.item.key, version))


def ware_screen(view: ShopView, wanted: WantedView, pen: Pen) -> Screen:
    """One thing to sell, and what one and all of them bring."""
    version = view.character.player.version
    buttons = [_selling(Verb.SELL, 1, wanted, version, pen)]
    if wanted.amount > 1:
        buttons.append(_selling(Verb.SELLALL, wanted.amount, wanted, version, pen))
    text = card_text(wanted.item, pen, "", _purse(view, pen))
    return Screen("ware", text, (*packed(buttons), (Button(_("← Selling"), Tap(Verb.GOODS)),)))


def piece_ware_screen(view: ShopView, wanted: WantedPieceView, pen: Pen) -> Screen:
    """A piece that is one of a kind, and what it brings."""
    piece, version = wanted.piece, view.character.player.version
    label = _("Sell · %(price)s") % {"price": pen.price(wanted.price)}
    text = card_text(
        piece.item,
        pen,
        affixes_told(piece.affixes, pen),
        condition_told(piece.condition),
        now_worn(view.character, piece.item, pen),
        "",
        _purse(view, pen),
        bound=piece.bound,
    )
    sell = Button(label, Tap(Verb.SELL, piece_arg(piece.id), version))
    return Screen("ware", text, ((sell,), (Button(_("← Selling"), Tap(Verb.GOODS)),)))


def _selling(verb: Verb, amount: int, wanted: WantedView, version: int, pen: Pen) -> Button:
    label = _("Sell %(amount)d · %(price)s") % {"amount": amount, "price": pen.price(wanted.price * amount)}
    return Button(label, Tap(verb, wanted.item.key, version))


def _held(view: ShopView, item: ItemSpec) -> str | None:
    """How many are in the bag already: it grows with every purchase."""
    amount = next((wanted.amount for wanted in view.wanted if wanted.item.key == item.key), 0)
    return _("In the bag: %(amount)d.") % {"amount": amount} if amount else None


def _purse(view: ShopView, pen: Pen) -> str:
    return _("You have: %(gold)s") % {"gold": pen.gold(view.character.gold)}
