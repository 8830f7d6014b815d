"""Gifts and trades between players, one after the other and at the same moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from common import clock
from common.errors import Invalid, NotFound, Stale
from common.models import Timer
from common.tests.sample import in_threads
from common.timers import timers_sweep
from content.release import current
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player, publish_catalogue
from players.errors import BagFull, Bound, Busy, NotEnough, Worn
from players.models import Gear, Player
from players.rules.catalogue import Bind, ProgressSpec
from players.selectors.characters import player_named
from players.services.items import gear_equip, item_drop, item_equip, item_unequip
from players.state.ledger import GOLD, balance, gear_asset, item_asset
from players.tests.services.test_gear import BREAD, MAIL, SWORD, a_world, give, seen
from world.errors import (
    AlreadyTrading,
    NotTogether,
    NotYourself,
    PartnerBusy,
    PartnerFull,
    TooManyGifts,
    TradeEmpty,
    TradeOver,
    TradeShort,
)
from world.models import GiftTally, Trade, Whereabouts
from world.rules.catalogue import WorldRulesSpec
from world.selectors.trades import TradeView, trade_view
from world.services.exchange import (
    TRADE_EXPIRY,
    TRADE_LASTS,
    thing_give,
    trade_agree,
    trade_cancel,
    trade_expire,
    trade_open,
    trade_put,
)
from world.state.place import player_place

BREADS = item_asset(BREAD)


def together(**world: Any) -> tuple[Player, Player]:
    a_world(**world)
    pair = make_player(level=5), make_player(level=5)
    for player in pair:
        player_place(player.pk, "market", now=clock.now())
    return pair


@pytest.fixture
def pair(db: None) -> tuple[Player, Player]:
    return together()


def held(player: Player, asset: str) -> int:
    return balance(player_id=player.pk, asset=asset)


def put(player: Player, trade: TradeView, asset: str, amount: int = 1) -> TradeView:
    return trade_put(player_id=player.pk, trade_id=trade.id, asset=asset, amount=amount)


def agree(player: Player, trade: TradeView, version: int) -> TradeView:
    return trade_agree(player_id=player.pk, trade_id=trade.id, version=version)


def a_deal(ann: Player, bob: Player) -> tuple[TradeView, str]:
    """Ann's rolled sword for five of Bob's coins, on the table; the trade, and the sword."""
    (gear_id,) = give(ann, (SWORD, 1)).pieces
    give(bob, gold=5)
    trade = trade_open(player_id=ann.pk, partner_id=bob.pk)
    put(ann, trade, gear_asset(gear_id))
    return put(bob, trade, GOLD, 5), gear_asset(gear_id)


def test_a_trade_changes_hands_when_both_agree(pair: tuple[Player, Player]) -> None:
    ann, bob = pair
    gold = held(ann, GOLD), held(bob, GOLD)
    trade, sword = a_deal(ann, bob)
    assert (trade.version, trade.mine.gold, trade.theirs.things[0].asset) == (2, 5, sword)
    assert not agree(ann, trade, 2).theirs.agreed
    assert agree(bob, trade, 2).state == "done"
    assert (held(ann, sword), held(bob, sword)) == (0, 1)
    assert (held(ann, GOLD), held(bob, GOLD)) == (gold[0] + 5, gold[1])
    assert [piece.id for piece in seen(bob).pieces] == [Gear.objects.get().pk]
    assert not Timer.objects.filter(kind=TRADE_EXPIRY).exists()
    with pytest.raises(TradeOver):
        trade_cancel(player_id=ann.pk, trade_id=trade.id)
    call_command("check_ledger")


def test_a_change_takes_both_yeses_back(pair: tuple[Player, Player]) -> None:
    ann, bob = pair
    trade, _sword = a_deal(ann, bob)
    agree(ann, trade, 2)
    changed = put(bob, trade, GOLD, 1)
    assert (changed.version, changed.theirs.agreed) == (3, False)
    with pytest.raises(Stale):
        agree(ann, trade, 2)
    agree(bob, trade, 3)
    assert Trade.objects.get().state == "open"
    assert agree(ann, trade, 3).state == "done"


def test_what_is_gone_by_then_is_not_traded(pair: tuple[Player, Player]) -> None:
    ann, bob = pair
    gold = held(ann, GOLD)
    trade, sword = a_deal(ann, bob)
    agree(ann, trade, 2)
    item_drop(player_id=ann.pk, asset=sword)
    with pytest.raises(TradeShort) as refusal:
        agree(bob, trade, 2)
    assert refusal.value.params == {"name": ann.name, "asset": sword}
    assert (held(ann, GOLD), Trade.objects.get().partner_agreed) == (gold, False)
    call_command("check_ledger")


def test_what_is_worn_by_then_is_not_traded(pair: tuple[Player, Player]) -> None:
    ann, bob = pair
    trade, sword = a_deal(ann, bob)
    agree(ann, trade, 2)
    gear_equip(player_id=ann.pk, gear_id=int(sword.removeprefix("gear:")))
    with pytest.raises(TradeShort):
        agree(bob, trade, 2)
    put(ann, trade, sword, 0)
    with pytest.raises(Worn):
        put(ann, trade, sword, 1)


def test_who_fights_or_left_does_not_trade(pair: tuple[Player, Player]) -> None:
    ann, bob = pair
    trade, _sword = a_deal(ann, bob)
    agree(ann, trade, 2)
    Player.objects.filter(pk=ann.pk).update(engagement="battle:1")
    with pytest.raises(PartnerBusy):
        agree(bob, trade, 2)
    with pytest.raises(Busy):
        put(ann, trade, GOLD, 1)
    Player.objects.filter(pk=ann.pk).update(engagement="")
    Whereabouts.objects.filter(player=ann).update(location="tavern")
    with pytest.raises(NotTogether):
        agree(bob, trade, 2)
    Player.objects.filter(pk=ann.pk).update(engagement="battle:1")
    assert trade_cancel(player_id=ann.pk, trade_id=trade.id).state == "cancelled"


def test_what_one_does_not_have_is_not_offered(pair: tuple[Player, Player]) -> None:
    ann, bob = pair
    give(ann, (BREAD, 2), (MAIL, 1))
    item_equip(player_id=ann.pk, item=MAIL)
    trade = trade_open(player_id=ann.pk, partner_id=bob.pk)
    for asset, amount, refusal in (
        (BREADS, 3, NotEnough),
        (GOLD, 10**9, NotEnough),
        (GOLD, -1, Invalid),
        (item_asset(MAIL), 1, Worn),
        ("gear:12345", 1, NotFound),
        ("item:nothing", 1, NotFound),
        ("silver", 1, NotFound),
    ):
        with pytest.raises(refusal):
            put(ann, trade, asset, amount)
    with pytest.raises(TradeEmpty):
        agree(ann, trade, 0)
    with pytest.raises(NotFound):
        put(make_player(), trade, GOLD, 1)


@pytest.mark.parametrize("bind", [Bind.ON_PICKUP, Bind.ON_EQUIP])
def test_what_is_bound_stays(db: None, bind: Bind) -> None:
    ann, bob = together(sword={"bind": bind})
    (gear_id,) = give(ann, (SWORD, 1)).pieces
    trade = trade_open(player_id=ann.pk, partner_id=bob.pk)
    if bind is Bind.ON_EQUIP:
        put(ann, trade, gear_asset(gear_id))
        agree(ann, trade, 1)
        gear_equip(player_id=ann.pk, gear_id=gear_id)
        item_unequip(player_id=ann.pk, slot="weapon")
        with pytest.raises(Bound):
            agree(bob, trade, 1)
    else:
        with pytest.raises(Bound):
            put(ann, trade, gear_asset(gear_id))
    with pytest.raises(Bound):
        thing_give(player_id=ann.pk, to_id=bob.pk, asset=gear_asset(gear_id))


def test_a_full_bag_takes_nothing(db: None) -> None:
    ann, bob = together(bag=1)
    give(ann, (MAIL, 1))
    give(bob, (BREAD, 5), gold=1)
    with pytest.raises(PartnerFull):
        thing_give(player_id=ann.pk, to_id=bob.pk, asset=item_asset(MAIL))
    trade = trade_open(player_id=ann.pk, partner_id=bob.pk)
    put(ann, trade, item_asset(MAIL))
    agree(ann, trade, 1)
    with pytest.raises(BagFull):
        agree(bob, trade, 1)
    put(bob, trade, BREADS, 5)  # thing for thing: each makes room
    agree(ann, trade, 2)
    assert agree(bob, trade, 2).state == "done"
    assert (held(ann, BREADS), held(bob, item_asset(MAIL))) == (5, 1)


def test_one_trade_at_a_time(pair: tuple[Player, Player]) -> None:
    ann, bob = pair
    cid = make_player(level=5)
    player_place(cid.pk, "market", now=clock.now())
    trade = trade_open(player_id=ann.pk, partner_id=bob.pk)
    with pytest.raises(AlreadyTrading):
        trade_open(player_id=ann.pk, partner_id=cid.pk)
    with pytest.raises(PartnerBusy):
        trade_open(player_id=cid.pk, partner_id=bob.pk)
    with pytest.raises(NotYourself):
        trade_open(player_id=cid.pk, partner_id=cid.pk)
    trade_expire(trade_id=trade.id, now=clock.now() + TRADE_LASTS)
    assert Trade.objects.get(pk=trade.id).state == "expired"
    assert trade_open(player_id=cid.pk, partner_id=bob.pk).theirs.name == bob.name
    with pytest.raises(NotFound):
        trade_view(player_id=ann.pk)


def test_the_sweep_ends_a_trade_whose_time_is_up(pair: tuple[Player, Player]) -> None:
    ann, bob = pair
    trade = trade_open(player_id=ann.pk, partner_id=bob.pk)
    Timer.objects.filter(kind=TRADE_EXPIRY).update(due_at=clock.now() - timedelta(seconds=1))
    Trade.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert timers_sweep() == 1
    assert Trade.objects.get(pk=trade.id).state == "expired"


def test_a_trade_that_ran_out_is_over_before_the_timer_says_so(pair: tuple[Player, Player]) -> None:
    ann, bob = pair
    trade, _sword = a_deal(ann, bob)
    Trade.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    with pytest.raises(TradeOver):
        agree(ann, trade, 2)
    assert trade_open(player_id=bob.pk, partner_id=ann.pk).id != trade.id


def test_strangers_far_away_give_each_other_nothing(pair: tuple[Player, Player]) -> None:
    ann, bob = pair
    give(ann, (BREAD, 2))
    assert player_named(bob.name.upper()) == bob.pk
    view = thing_give(player_id=ann.pk, to_id=bob.pk, asset=BREADS, amount=2)
    assert BREAD not in {stack.item.key for stack in view.stacks}
    assert held(bob, BREADS) == 2
    Whereabouts.objects.filter(player=ann).update(location="tavern")
    with pytest.raises(NotTogether):
        thing_give(player_id=bob.pk, to_id=ann.pk, asset=BREADS)
    with pytest.raises(NotFound):
        player_named("Nobody at all")
    call_command("check_ledger")


# How many gifts a day.


def the_limit(most: int) -> None:
    world = current()
    rules = replace(world.one(WorldRulesSpec), gifts_per_day=most)
    publish_catalogue(Catalogue(0, {**world.sections, WorldRulesSpec: {"default": rules}}))


def test_gifts_to_one_player_end_for_the_day(pair: tuple[Player, Player], monkeypatch: pytest.MonkeyPatch) -> None:
    ann, bob = pair
    cid = make_player(level=5)
    player_place(cid.pk, "market", now=clock.now())
    give(ann, (BREAD, 9))
    the_limit(2)
    noon = datetime(2026, 1, 15, 12, tzinfo=UTC)
    monkeypatch.setattr("common.clock.now", lambda: noon)

    def gift(to: Player = bob) -> None:
        thing_give(player_id=ann.pk, to_id=to.pk, asset=BREADS)

    gift()
    with pytest.raises(NotEnough):  # what was refused does not count
        thing_give(player_id=ann.pk, to_id=bob.pk, asset=BREADS, amount=99)
    gift()
    with pytest.raises(TooManyGifts) as refusal:
        gift()
    reset_hour = current().one(ProgressSpec).quest_reset_hour
    assert refusal.value.params == {"name": bob.name, "most": 2, "retry_after": (12 + reset_hour) * 3600}
    assert held(bob, BREADS) == 2
    gift(cid)  # each receiver has a count of their own
    thing_give(player_id=bob.pk, to_id=ann.pk, asset=BREADS)  # and so has each direction
    monkeypatch.setattr("common.clock.now", lambda: noon + timedelta(hours=12 + reset_hour))
    gift()
    assert GiftTally.objects.get(giver=ann, receiver=bob).given == 1
    the_limit(0)
    for _gift in range(4):
        gift()
    assert current().one(WorldRulesSpec).gifts_per_day == 0
    assert WorldRulesSpec.__dataclass_fields__["gifts_per_day"].default == 20


# At the same moment.


@pytest.mark.django_db(transaction=True)
def test_gifts_at_once_do_not_pass_the_limit() -> None:
    ann, bob = together()
    give(ann, (BREAD, 9))
    the_limit(2)
    results = in_threads(*[lambda: thing_give(player_id=ann.pk, to_id=bob.pk, asset=BREADS)] * 4)
    assert sum(isinstance(result, TooManyGifts) for result in results) == 2
    assert held(bob, BREADS) == 2
    call_command("check_ledger")


def owners(pair: tuple[Player, Player], sword: str) -> list[int]:
    return [held(player, sword) for player in pair]


@pytest.mark.django_db(transaction=True)
def test_called_off_while_it_is_agreed_to() -> None:
    for _attempt in range(5):
        ann, bob = together()
        trade, sword = a_deal(ann, bob)
        agree(ann, trade, 2)
        in_threads(
            lambda: agree(bob, trade, 2),  # noqa: B023  (called before the next round)
            lambda: trade_cancel(player_id=ann.pk, trade_id=trade.id),  # noqa: B023
        )
        state = Trade.objects.get(pk=trade.id).state
        assert owners((ann, bob), sword) == ([0, 1] if state == "done" else [1, 0])
        assert state in {"done", "cancelled"}
    call_command("check_ledger")


@pytest.mark.django_db(transaction=True)
def test_both_agree_at_once() -> None:
    for _attempt in range(5):
        ann, bob = together()
        trade, sword = a_deal(ann, bob)
        results = in_threads(
            *[lambda: agree(ann, trade, 2), lambda: agree(bob, trade, 2)] * 2  # noqa: B023
        )
        assert owners((ann, bob), sword) == [0, 1]
        assert sum(isinstance(result, TradeView) and result.state == "done" for result in results) == 1
    call_command("check_ledger")


@pytest.mark.django_db(transaction=True)
def test_changed_while_it_is_agreed_to() -> None:
    """Who agrees gets what they agreed to, or nothing: never a table that was swept at the last moment."""
    for _attempt in range(5):
        ann, bob = together()
        gold = held(ann, GOLD)
        trade, _sword = a_deal(ann, bob)
        agree(bob, trade, 2)
        in_threads(lambda: agree(ann, trade, 2), lambda: put(bob, trade, GOLD, 1))  # noqa: B023
        done = Trade.objects.get(pk=trade.id).state == "done"
        assert held(ann, GOLD) == gold + (5 if done else 0)


@pytest.mark.django_db(transaction=True)
def test_dropped_while_it_is_agreed_to() -> None:
    for _attempt in range(5):
        ann, bob = together()
        trade, sword = a_deal(ann, bob)
        agree(ann, trade, 2)
        in_threads(
            lambda: agree(bob, trade, 2),  # noqa: B023
            lambda: item_drop(player_id=ann.pk, asset=sword),  # noqa: B023
        )
        done = Trade.objects.get(pk=trade.id).state == "done"
        assert owners((ann, bob), sword) == ([0, 1] if done else [0, 0])
    call_command("check_ledger")


@pytest.mark.django_db(transaction=True)
def test_crossing_gifts_and_offers_do_not_wait_for_each_other() -> None:
    ann, bob = together()
    for player in (ann, bob):
        give(player, (BREAD, 5))
    gifts = [
        lambda: thing_give(player_id=ann.pk, to_id=bob.pk, asset=BREADS),
        lambda: thing_give(player_id=bob.pk, to_id=ann.pk, asset=BREADS),
    ] * 3
    offers = [
        lambda: trade_open(player_id=ann.pk, partner_id=bob.pk),
        lambda: trade_open(player_id=bob.pk, partner_id=ann.pk),
    ]
    outcome = Counter(type(result).__name__ for result in in_threads(*gifts, *offers))
    assert outcome == {"InventoryView": 6, "TradeView": 1, "AlreadyTrading": 1}
    assert held(ann, BREADS) + held(bob, BREADS) == 10
    call_command("check_ledger")
