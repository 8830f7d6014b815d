"""What each player has left at the places where things are gathered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from world.errors import NodeEmpty
from world.models import NodeStock
from world.rules.crafts import GatheringNodeSpec
from world.rules.gathering import stock_now


@dataclass(frozen=True, slots=True)
class Stock:
    """`left` portions; the next one is there `at` + the time it grows."""

    left: int
    at: datetime


def stocks_of(player_id: int, nodes: Iterable[GatheringNodeSpec], *, now: datetime) -> dict[str, Stock]:
    """What there is now at each of the places. One query."""
    by_key = {node.key: node for node in nodes}
    rows = NodeStock.objects.filter(player_id=player_id, node__in=by_key) if by_key else ()
    stocks = {key: Stock(node.stock, now) for key, node in by_key.items()}
    for row in rows:
        left, used = stock_now(by_key[row.node], row.left, elapsed=now - row.at)
        stocks[row.node] = Stock(left, row.at + used)
    return stocks


def next_portion(node: GatheringNodeSpec, stock: Stock, *, now: datetime) -> timedelta:
    """How long until one more has grown; nothing while it is full."""
    if stock.left >= node.stock or node.regrow_minutes < 1:
        return timedelta(0)
    return max(timedelta(0), stock.at + timedelta(minutes=node.regrow_minutes) - now)


def stock_take(player_id: int, node: GatheringNodeSpec, portions: int, *, now: datetime) -> None:
    """Take portions, under the player's lock. Raises NodeEmpty(has, minutes)."""
    stock = stocks_of(player_id, [node], now=now)[node.key]
    if stock.left < portions:
        minutes = -(-next_portion(node, stock, now=now) // timedelta(minutes=1))
        raise NodeEmpty(has=stock.left, minutes=minutes)
    # What was full has begun to grow back only now.
    _store(player_id, node.key, stock.left - portions, stock.at)


def stock_return(player_id: int, node: GatheringNodeSpec, portions: int) -> None:
    """Put back what was not gathered, under the player's lock; never more than the place holds."""
    row = NodeStock.objects.filter(player_id=player_id, node=node.key).first()
    if row is not None:
        _store(player_id, node.key, min(node.stock, row.left + portions), row.at)


def _store(player_id: int, node: str, left: int, at: datetime) -> None:
    NodeStock.objects.bulk_create(
        [NodeStock(player_id=player_id, node=node, left=left, at=at)],
        update_conflicts=True,
        unique_fields=["player", "node"],
        update_fields=["left", "at"],
    )
