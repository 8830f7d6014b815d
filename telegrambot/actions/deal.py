"""Trading with another player."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.errors import Invalid, NotFound
from players.state.ledger import GOLD
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import here
from telegrambot.actions.people import good_of, goods, numbers, person, whom
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Screen, page_number
from telegrambot.screens.deal import (
    deal_bag_screen,
    deal_gold_screen,
    deal_item_screen,
    deal_over_screen,
    deal_screen,
    no_deal_screen,
)
from world.selectors.trades import TradeView, trade_view
from world.services.exchange import trade_agree, trade_cancel, trade_open, trade_put


def shown(visit: Visit, view: TradeView) -> Screen:
    """The table while the trade goes on, else how it ended."""
    if view.state == "open":
        return deal_screen(view, visit.pen, now=visit.now)
    return deal_over_screen(view, visit.pen)


def _mine(visit: Visit) -> TradeView | None:
    try:
        return trade_view(player_id=visit.player.id)
    except NotFound:
        return None


def deal(visit: Visit, tap: Tap) -> Answer:
    """The trade that goes on; without one, and with a name, the person to ask."""
    view = _mine(visit)
    if view is None and visit.words:
        return person(visit, Tap(Verb.PERSON))
    return Answer(no_deal_screen(visit.pen) if view is None else shown(visit, view))


def deal_with(visit: Visit, tap: Tap) -> Answer:
    partner_id, _none = numbers(tap.arg)
    if not tap.arg:
        if visit.battle_id is not None:
            return Answer(here(visit))
        found = whom(visit, Verb.DEALWITH)
        if isinstance(found, Answer):
            return found
        partner_id = found.id
    mine = _mine(visit)
    if mine is not None and mine.state == "open" and mine.theirs.player_id == partner_id:
        return Answer(shown(visit, mine))  # they sit at the table already, and one has walked off and back
    view = trade_open(player_id=visit.player.id, partner_id=partner_id, expected_version=tap.version)
    return Answer(shown(visit, view), _("Asked. What goes on the table is seen by both."))


def deal_bag(visit: Visit, tap: Tap) -> Answer:
    if _mine(visit) is None:
        return Answer(no_deal_screen(visit.pen))
    return Answer(deal_bag_screen(goods(visit), visit.pen, page=page_number(tap.arg)))


def deal_item(visit: Visit, tap: Tap) -> Answer:
    view = _mine(visit)
    if view is None:
        return Answer(no_deal_screen(visit.pen))
    good = good_of(goods(visit), numbers(tap.arg)[0])
    offered = next((thing.amount for thing in view.mine.things if thing.asset == good.asset), 0)
    return Answer(deal_item_screen(good, offered, visit.pen))


def deal_gold(visit: Visit, tap: Tap) -> Answer:
    view = _mine(visit)
    if view is None:
        return Answer(no_deal_screen(visit.pen))
    return Answer(deal_gold_screen(view, goods(visit).character.gold, visit.pen))


def deal_put(visit: Visit, tap: Tap) -> Answer:
    handle, amount = numbers(tap.arg)
    return _put(visit, good_of(goods(visit), handle).asset, amount)


def deal_pay(visit: Visit, tap: Tap) -> Answer:
    if not tap.arg.isdecimal():
        raise Invalid(field="amount", reason="range")
    return _put(visit, GOLD, numbers(tap.arg)[0])


def _put(visit: Visit, asset: str, amount: int) -> Answer:
    trade_id = trade_view(player_id=visit.player.id).id
    return Answer(shown(visit, trade_put(player_id=visit.player.id, trade_id=trade_id, asset=asset, amount=amount)))


def deal_yes(visit: Visit, tap: Tap) -> Answer:
    """To the table as it was on the screen; typed without numbers, to the one that is there now."""
    trade_id, version = numbers(tap.arg)
    if not tap.arg:
        view = trade_view(player_id=visit.player.id)
        trade_id, version = view.id, view.version
    return Answer(shown(visit, trade_agree(player_id=visit.player.id, trade_id=trade_id, version=version)))


def deal_no(visit: Visit, tap: Tap) -> Answer:
    trade_id = trade_view(player_id=visit.player.id).id
    return Answer(shown(visit, trade_cancel(player_id=visit.player.id, trade_id=trade_id)))
