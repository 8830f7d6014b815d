"""A trade between two players: what each puts on the table, and when both mean the same; and the day of gifts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from common.errors import Invalid, Stale
from world.errors import TradeEmpty, TradeFull

MOST_THINGS = 8  # on each side, gold among them


@dataclass(frozen=True, slots=True)
class Side:
    """`goods`: (asset, amount of 1 or more), each asset once, in the order they came. `agreed`: to what is there."""

    goods: tuple[tuple[str, int], ...] = ()
    agreed: bool = False

    def amount(self, asset: str) -> int:
        return dict(self.goods).get(asset, 0)


@dataclass(frozen=True, slots=True)
class Table:
    """The two sides, 0 who asked and 1 who was asked. `version` counts the changes of what is on the table."""

    sides: tuple[Side, Side] = (Side(), Side())
    version: int = 0

    @property
    def is_sealed(self) -> bool:
        """Both have agreed to the same."""
        return all(side.agreed for side in self.sides)


def goods_set(table: Table, who: int, asset: str, amount: int) -> Table:
    """Put so many of an asset on one side, 0 to take it back. Any change takes back what both agreed to.

    Raises Invalid(field, reason), TradeFull(most).
    """
    if amount < 0:
        raise Invalid(field="amount", reason="range")
    side = table.sides[who]
    if side.amount(asset) == amount:
        return table
    goods = dict(side.goods)
    if amount:
        goods[asset] = amount
    else:
        del goods[asset]
    if len(goods) > MOST_THINGS:
        raise TradeFull(most=MOST_THINGS)
    sides = [replace(side, agreed=False) for side in table.sides]
    sides[who] = Side(tuple(goods.items()))
    return Table((sides[0], sides[1]), table.version + 1)


def agree(table: Table, who: int, *, version: int) -> Table:
    """Say yes to the table as it was at `version`. Raises Stale(expected, actual), TradeEmpty."""
    if version != table.version:
        raise Stale(expected=version, actual=table.version)
    if not any(side.goods for side in table.sides):
        raise TradeEmpty()
    sides = list(table.sides)
    sides[who] = replace(sides[who], agreed=True)
    return replace(table, sides=(sides[0], sides[1]))


@dataclass(frozen=True, slots=True)
class GiftDay:
    """A day on which gifts are counted, and when the next one begins."""

    date: date
    ends_at: datetime


def gift_day(now: datetime, *, reset_hour: int) -> GiftDay:
    """The day that `now` is in. The clock is UTC, and a day begins at `reset_hour`, as that of daily quests does."""
    begun = (now - timedelta(hours=reset_hour)).replace(hour=0, minute=0, second=0, microsecond=0)
    return GiftDay(begun.date(), begun + timedelta(days=1, hours=reset_hour))
