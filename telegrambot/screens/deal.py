"""A trade between two players: the table, and what one puts on it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from players.selectors.characters import GoodsView, GoodView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Screen, lines, packed
from telegrambot.screens.items import affixes_told, card_text, condition_told, condition_word, effects_of, titled
from telegrambot.screens.location import back_here
from telegrambot.screens.pen import Pen
from telegrambot.screens.people import goods_page
from world.selectors.trades import SideView, ThingView, TradeView

DEAL = "deal"  # the screen's kind: a chat that shows it is told of every change
_SUMS = (10, 50, 100, 500)


def deal_screen(view: TradeView, pen: Pen, *, now: datetime) -> Screen:
    """What lies on the table, who has agreed, and how long it lasts. The button agrees to exactly this."""
    agree = Button(_("Agree"), Tap(Verb.DEALYES, f"{view.id}_{view.version}"))
    minutes = max(1, -(-int((view.expires_at - now).total_seconds()) // 60))
    left = ngettext("%(n)d more minute.", "%(n)d more minutes.", minutes) % {"n": minutes}
    is_empty = not any(side.gold or side.things for side in (view.mine, view.theirs))
    return Screen(
        DEAL,
        lines(
            pen.icon("🤝") + _("<b>A trade with %(name)s</b>") % {"name": pen.html(view.theirs.name)} + f" · {left}",
            "",
            _("You give: %(things)s") % {"things": _told(view.mine, pen)},
            _("You get: %(things)s") % {"things": _told(view.theirs, pen)},
            "",
            _agreed(view),
            _("Whatever changes, both have to agree anew."),
        ),
        (
            (Button(_("Put things"), Tap(Verb.DEALBAG)), Button(_("Put gold"), Tap(Verb.DEALGOLD))),
            *(() if is_empty or view.mine.agreed else ((agree,),)),
            (Button(_("Call it off"), Tap(Verb.DEALNO)), Button(_("Refresh"), Tap(Verb.DEAL))),
            (back_here(),),
        ),
    )


def _told(side: SideView, pen: Pen) -> str:
    told = [pen.gold(side.gold)] if side.gold else []
    return "; ".join((*told, *(_thing(thing, pen) for thing in side.things))) or _("nothing yet")


def _thing(thing: ThingView, pen: Pen) -> str:
    count = "" if thing.affixes else f" ×{thing.amount}"
    facts = ", ".join(fact for fact in (effects_of(thing.item), condition_word(thing.condition)) if fact)
    return f"{titled(thing.item, pen)}{count}" + (f" ({facts})" if facts else "")


def _agreed(view: TradeView) -> str:
    if view.mine.agreed:
        return _("You have agreed. The word is with the other side.")
    if view.theirs.agreed:
        return _("The other side has agreed. The word is with you.")
    return _("Nobody has agreed yet.")


def deal_bag_screen(view: GoodsView, pen: Pen, *, page: int = 1) -> Screen:
    """What one could put on the table."""
    told, rows = goods_page(view, Verb.DEALITEM, pen, page=page)
    nothing = _("There is nothing to trade: what is worn or bound stays with you.")
    title = pen.icon("🤝") + _("<b>What will you put on the table?</b>")
    return Screen("dealbag", lines(title, "", *(told or [nothing])), rows)


def deal_item_screen(good: GoodView, offered: int, pen: Pen) -> Screen:
    """How many of a thing to put there. `offered`: how many are."""
    amounts = [amount for amount in dict.fromkeys((1, 5, good.amount)) if amount <= good.amount and amount != offered]
    buttons = [
        Button(_("Put %(n)d") % {"n": amount}, Tap(Verb.DEALPUT, f"{good.handle}_{amount}")) for amount in amounts
    ]
    if offered:
        buttons.append(Button(_("Take back"), Tap(Verb.DEALPUT, f"{good.handle}_0")))
    there = _("On the table: %(n)d of %(all)d.") % {"n": offered, "all": good.amount}
    text = card_text(good.item, pen, affixes_told(good.affixes, pen), condition_told(good.condition), "", there)
    return Screen("dealitem", text, (*packed(buttons), (Button(_("← What to put"), Tap(Verb.DEALBAG)),)))


def deal_gold_screen(view: TradeView, has: int, pen: Pen) -> Screen:
    """How much gold to put there; any other sum can be typed."""
    sums = [amount for amount in dict.fromkeys((*_SUMS, has)) if 0 < amount <= has and amount != view.mine.gold]
    buttons = [Button(pen.price(amount), Tap(Verb.DEALPAY, str(amount))) for amount in sums]
    if view.mine.gold:
        buttons.append(Button(_("Take back"), Tap(Verb.DEALPAY, "0")))
    return Screen(
        "dealgold",
        lines(
            pen.icon("🪙") + _("<b>How much gold?</b>"),
            _("You have: %(gold)s") % {"gold": pen.gold(has)},
            _("On the table: %(gold)s") % {"gold": pen.gold(view.mine.gold)},
            _("Any other sum can be typed, such as /dealpay_37."),
        ),
        (*packed(buttons), (Button(_("← Trade"), Tap(Verb.DEAL)),)),
    )


def deal_over_screen(view: TradeView, pen: Pen) -> Screen:
    """How it ended, and what changed hands."""
    name = {"name": pen.html(view.theirs.name)}
    if view.state == "done":
        told = lines(
            pen.icon("🤝") + _("<b>The trade with %(name)s is done.</b>") % name,
            _("You gave: %(things)s") % {"things": _told(view.mine, pen)},
            _("You got: %(things)s") % {"things": _told(view.theirs, pen)},
        )
    elif view.state == "expired":
        told = _("The trade with %(name)s has run out. Everybody keeps their own.") % name
    else:
        told = _("The trade with %(name)s was called off. Everybody keeps their own.") % name
    return Screen("dealover", told, ((Button(_("Bag"), Tap(Verb.BAG)), Button(_("Go on"), Tap(Verb.LOOK))),))


def no_deal_screen(pen: Pen) -> Screen:
    return Screen(
        "nodeal",
        lines(
            pen.icon("🤝") + _("<b>You are trading with nobody</b>"),
            _("Meet somebody at the same place and ask them, or type: /deal name."),
        ),
        ((Button(_("People here"), Tap(Verb.PEOPLE)),), (back_here(),)),
    )
