"""Between two players at the same place: a gift, and a trade that both have to agree to."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from common import clock
from common.errors import Invalid, NotFound, Stale
from common.outbox import publish
from common.timers import timer_cancel, timer_set
from common.tx import command
from players.errors import BagFull, Banned, Bound, NotEnough, NotReady, Worn
from players.rules.catalogue import Bind, ItemSpec
from players.selectors.characters import InventoryView, inventory_of
from players.services.items import thing_take
from players.state.bags import Room, plain_worn
from players.state.character import Character, character_of, check_free, player_lock, player_store
from players.state.gear import gear_give, piece_held
from players.state.ledger import GOLD, Move, asset_gear, asset_item, balance, ledger_move
from world.errors import (
    AlreadyTrading,
    NotTogether,
    NotYourself,
    PartnerBusy,
    PartnerFull,
    TooManyGifts,
    TradeOver,
    TradeShort,
)
from world.events import ThingGiven, TradeChanged, TradeEnded, TradeOpened
from world.models import GiftTally, Trade
from world.rules.catalogue import WorldRulesSpec
from world.rules.exchange import Table, agree, gift_day, goods_set
from world.selectors.trades import TradeView, trade_view_of
from world.state.place import location_of
from world.state.trades import table_of, table_store, trades_open

TRADE_LASTS = timedelta(minutes=10)
TRADE_EXPIRY = "trade_expiry"


@dataclass(slots=True)
class _Pair:
    """Two players, both locked, in the order of their ids. `other` may be banned or held by something."""

    me: Character
    other: Character

    def check_together(self) -> None:
        """Both are free and at the same place. Raises Busy, PartnerBusy(name), NotTogether(name)."""
        check_free(self.me.row)
        name = self.other.row.name
        if self.other.row.banned_at is not None or self.other.row.engagement:
            raise PartnerBusy(name=name)
        if location_of(self.me).key != location_of(self.other).key:
            raise NotTogether(name=name)

    def by_id(self) -> Mapping[int, Character]:
        return {self.me.row.pk: self.me, self.other.row.pk: self.other}


def _pair_lock(player_id: int, other_id: int, *, now: datetime, expected_version: int | None = None) -> _Pair:
    if player_id == other_id:
        raise NotYourself()
    rows = {who: player_lock(who, also_banned=True) for who in sorted((player_id, other_id))}
    me = rows[player_id]
    if me.banned_at is not None:
        raise Banned()
    if expected_version is not None and me.version != expected_version:
        raise Stale(expected=expected_version, actual=me.version)
    mine = character_of(me, now=now)
    try:
        return _Pair(mine, character_of(rows[other_id], now=now))
    except NotReady:  # that is their business: nobody plays under that name yet
        raise NotFound(what="player", key=str(other_id)) from None


@command
def thing_give(
    *, player_id: int, to_id: int, asset: str, amount: int = 1, expected_version: int | None = None
) -> InventoryView:
    """Give things to a player at the same place; what they are worth is theirs at once.

    Raises Busy, Stale, NotFound, NotYourself, PartnerBusy(name), NotTogether(name), Bound(item), Worn(item),
    Invalid(field, reason), NotEnough(asset, needs, has), PartnerFull(name), TooManyGifts(name, most, retry_after).
    """
    now = clock.now()
    pair = _pair_lock(player_id, to_id, now=now, expected_version=expected_version)
    pair.check_together()
    _check_unbound(pair.me, asset)
    _gift_count(pair, now)
    reference = f"player:{to_id}"
    spec = thing_take(pair.me, asset, amount, reason="give", reference=reference)
    _put(pair.other, asset, spec, amount, reason="gift", reference=f"player:{player_id}")
    player_store(pair.me.row)
    player_store(pair.other.row)
    publish(ThingGiven(player_id=player_id, to_id=to_id, item=spec.key, asset=asset, amount=amount))
    return inventory_of(pair.me)


def _gift_count(pair: _Pair, now: datetime) -> None:
    """One more gift of a day, so that nobody's bag is filled by somebody else. Raises TooManyGifts(…)."""
    most = pair.me.catalogue.one(WorldRulesSpec).gifts_per_day
    if not most:
        return
    day = gift_day(now, reset_hour=pair.me.progress.quest_reset_hour)
    giver, receiver = pair.me.row, pair.other.row
    today = GiftTally.objects.filter(giver=giver, receiver=receiver, day=day.date)
    given = today.values_list("given", flat=True).first() or 0
    if given >= most:
        wait = math.ceil((day.ends_at - now).total_seconds())
        raise TooManyGifts(name=receiver.name, most=most, retry_after=wait)
    counted = {"day": day.date, "given": given + 1}
    GiftTally.objects.update_or_create(giver=giver, receiver=receiver, defaults=counted)


def _check_unbound(character: Character, asset: str) -> None:
    """Raises Bound(item), NotFound."""
    gear_id = asset_gear(asset)
    if gear_id is not None:
        piece = piece_held(character.row.pk, gear_id, character.catalogue)
        bound, item = piece.bound, piece.item
    else:
        item = character.catalogue.get(ItemSpec, asset_item(asset) or "")
        bound = item.bind is Bind.ON_PICKUP
    if bound:
        raise Bound(item=item.key)


def _put(character: Character, asset: str, item: ItemSpec, amount: int, *, reason: str, reference: str) -> None:
    """Into the bag of a player who is locked. Raises PartnerFull(name)."""
    player_id, gear_id = character.row.pk, asset_gear(asset)
    if Room(character).put(asset, item, amount) < amount:
        raise PartnerFull(name=character.row.name)
    if gear_id is not None:
        gear_give(player_id, [gear_id], reason=reason, reference=reference)
    else:
        ledger_move(player_id=player_id, moves=[Move(asset, amount)], reason=reason, reference=reference)


@command
def trade_open(*, player_id: int, partner_id: int, expected_version: int | None = None) -> TradeView:
    """Ask a player at the same place to trade.

    Raises Busy, Stale, NotFound, NotYourself, PartnerBusy(name), NotTogether(name), AlreadyTrading.
    """
    now = clock.now()
    pair = _pair_lock(player_id, partner_id, now=now, expected_version=expected_version)
    pair.check_together()
    for other in trades_open(player_id, partner_id):
        if other.expires_at <= now:
            trade_expire(trade_id=other.pk, now=now)
            continue
        if player_id in (other.opener_id, other.partner_id):
            raise AlreadyTrading()
        raise PartnerBusy(name=pair.other.row.name)
    row = Trade.objects.create(opener_id=player_id, partner_id=partner_id, expires_at=now + TRADE_LASTS)
    timer_set(kind=TRADE_EXPIRY, key=str(row.pk), due_at=row.expires_at)
    publish(TradeOpened(trade_id=row.pk, opener_id=player_id, partner_id=partner_id))
    return trade_view_of(row, player_id, pair.me.catalogue)


@command
def trade_put(*, player_id: int, trade_id: int, asset: str, amount: int) -> TradeView:
    """Put so many of an asset (`gold`, `item:<key>`, `gear:<id>`) on one's side, 0 to take it back. Nothing moves yet;
    what both agreed to before, they have to agree to anew.

    Raises Busy, NotFound, TradeOver, Bound(item), Worn(item), Invalid(field, reason), NotEnough(…), TradeFull(most).
    """
    pair, row = _trade_lock(player_id, trade_id, now=clock.now())
    check_free(pair.me.row)
    if amount > 0:
        _check_offered(pair.me, asset, amount)
    table = goods_set(table_of(row), _seat(row, player_id), asset, amount)
    return _changed(pair, row, table)


@command
def trade_agree(*, player_id: int, trade_id: int, version: int) -> TradeView:
    """Agree to what is on the table at `version`. When both have, it changes hands at once, or not at all.

    Raises Busy, NotFound, TradeOver, Stale(expected, actual), TradeEmpty; and when it comes to the exchange
    PartnerBusy(name), NotTogether(name), TradeShort(name, asset), Bound(item), BagFull(…), PartnerFull(name).
    """
    now = clock.now()
    pair, row = _trade_lock(player_id, trade_id, now=now)
    check_free(pair.me.row)
    table = agree(table_of(row), _seat(row, player_id), version=version)
    if table.is_sealed:
        pair.check_together()
        _exchange(pair, row, table)
        table_store(row, table)
        return _ended(pair, row, Trade.State.DONE, by=player_id, now=now)
    return _changed(pair, row, table)


@command
def trade_cancel(*, player_id: int, trade_id: int) -> TradeView:
    """Call a trade off: either may, at any time, also in the middle of a fight. Raises NotFound, TradeOver."""
    now = clock.now()
    pair, row = _trade_lock(player_id, trade_id, now=now)
    return _ended(pair, row, Trade.State.CANCELLED, by=player_id, now=now)


@command
def trade_expire(*, trade_id: int, now: datetime) -> None:
    """Time is up: an open trade is over."""
    row = Trade.objects.select_for_update().filter(pk=trade_id, state=Trade.State.OPEN).first()
    if row is not None:
        _end(row, Trade.State.EXPIRED, by=0, now=now)


def _trade_lock(player_id: int, trade_id: int, *, now: datetime) -> tuple[_Pair, Trade]:
    """Both players, then the trade. Raises NotFound, TradeOver."""
    known = Trade.objects.filter(pk=trade_id).first()
    if known is None or player_id not in (known.opener_id, known.partner_id):
        raise NotFound(what="trade", key=str(trade_id))
    other_id = known.partner_id if player_id == known.opener_id else known.opener_id
    pair = _pair_lock(player_id, other_id, now=now)
    row = Trade.objects.select_for_update().get(pk=trade_id)
    if row.state != Trade.State.OPEN or row.expires_at <= now:
        raise TradeOver()
    return pair, row


def _seat(row: Trade, player_id: int) -> int:
    return 0 if player_id == row.opener_id else 1


def _check_offered(character: Character, asset: str, amount: int) -> None:
    """One has it, may give it, and does not wear it."""
    player_id, gear_id = character.row.pk, asset_gear(asset)
    if asset != GOLD:
        _check_unbound(character, asset)
    if gear_id is not None and amount != 1:
        raise Invalid(field="amount", reason="range")
    if gear_id is not None and gear_id in character.worn_gear.values():
        raise Worn(item=character.equipment[_slot_of(character, gear_id)].key)
    has, item = balance(player_id=player_id, asset=asset), asset_item(asset)
    if has < amount:
        raise NotEnough(asset=asset, needs=amount, has=has)
    if item is not None and has == amount and plain_worn(character, item):
        raise Worn(item=item)


def _slot_of(character: Character, gear_id: int) -> str:
    return next(slot for slot, worn in character.worn_gear.items() if worn == gear_id)


def _changed(pair: _Pair, row: Trade, table: Table) -> TradeView:
    if table != table_of(row):
        table_store(row, table)
        by = pair.me.row.pk
        ids = {"trade_id": row.pk, "opener_id": row.opener_id, "partner_id": row.partner_id}
        publish(TradeChanged(**ids, by=by, version=table.version))
    return trade_view_of(row, pair.me.row.pk, pair.me.catalogue)


def _exchange(pair: _Pair, row: Trade, table: Table) -> None:
    """Everything is taken from both, then given to both: room that one makes is room for what comes."""
    people = pair.by_id()
    ways = ((row.opener_id, row.partner_id, table.sides[0]), (row.partner_id, row.opener_id, table.sides[1]))
    reference = f"trade:{row.pk}"
    taken = [
        (people[to], asset, _taken(people[giver], asset, amount, reference), amount)
        for giver, to, side in ways
        for asset, amount in side.goods
    ]
    for receiver, asset, item, amount in taken:
        if item is None:
            ledger_move(player_id=receiver.row.pk, moves=[Move(GOLD, amount)], reason="trade", reference=reference)
            continue
        try:
            _put(receiver, asset, item, amount, reason="trade", reference=reference)
        except PartnerFull:
            if receiver is pair.me:
                raise BagFull(item=item.key, places=receiver.progress.bag_slots) from None
            raise
    for character in people.values():
        player_store(character.row)


def _taken(giver: Character, asset: str, amount: int, reference: str) -> ItemSpec | None:
    """None for gold. Raises TradeShort(name, asset), Bound(item)."""
    try:
        if asset == GOLD:
            moves = [Move(GOLD, -amount)]
            ledger_move(player_id=giver.row.pk, moves=moves, reason="trade", reference=reference)
            return None
        _check_unbound(giver, asset)
        return thing_take(giver, asset, amount, reason="trade", reference=reference)
    except (NotEnough, NotFound, Worn):
        raise TradeShort(name=giver.row.name, asset=asset) from None


def _ended(pair: _Pair, row: Trade, state: Trade.State, *, by: int, now: datetime) -> TradeView:
    timer_cancel(kind=TRADE_EXPIRY, key=str(row.pk))
    _end(row, state, by=by, now=now)
    return trade_view_of(row, pair.me.row.pk, pair.me.catalogue)


def _end(row: Trade, state: Trade.State, *, by: int, now: datetime) -> None:
    row.state, row.ended_at = state, now
    row.save(update_fields=["state", "ended_at"])
    ids = {"trade_id": row.pk, "opener_id": row.opener_id, "partner_id": row.partner_id}
    publish(TradeEnded(**ids, state=state.value, by=by))
