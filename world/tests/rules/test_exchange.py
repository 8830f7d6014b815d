"""Laws of a trade's table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import GameError, Invalid, Stale
from world.errors import TradeEmpty, TradeFull
from world.rules.exchange import MOST_THINGS, Table, agree, goods_set

seats = st.sampled_from([0, 1])
moves = st.tuples(seats, st.sampled_from([f"item:{name}" for name in "abcdefghij"] + ["gold"]), st.integers(0, 5))
tables = st.lists(moves, max_size=20).map(lambda made: _played(Table(), made))


def _played(table: Table, made: list[tuple[int, str, int]]) -> Table:
    for who, asset, amount in made:
        try:
            table = goods_set(table, who, asset, amount)
        except GameError:
            continue
    return table


def _agreed(table: Table) -> Table:
    if not any(side.goods for side in table.sides):
        table = goods_set(table, 0, "gold", 1)
    return agree(agree(table, 0, version=table.version), 1, version=table.version)


@given(tables, moves)
def test_any_change_takes_back_what_both_agreed_to(table: Table, move: tuple[int, str, int]) -> None:
    sealed = _agreed(table)
    assert sealed.is_sealed
    who, asset, amount = move
    try:
        after = goods_set(sealed, who, asset, amount)
    except TradeFull:
        return
    changed = sealed.sides[who].amount(asset) != amount
    assert after.version == sealed.version + changed
    assert [side.agreed for side in after.sides] == [not changed] * 2
    assert after.sides[who].amount(asset) == amount
    assert after.sides[1 - who].goods == sealed.sides[1 - who].goods


@given(tables)
def test_one_agrees_only_to_what_is_there(table: Table) -> None:
    with pytest.raises(Stale):
        agree(table, 0, version=table.version + 1)
    if any(side.goods for side in table.sides):
        half = agree(table, 1, version=table.version)
        assert (half.is_sealed, half.version) == (False, table.version)


@given(tables)
def test_a_side_never_overflows_and_holds_no_nothing(table: Table) -> None:
    for side in table.sides:
        assert len(side.goods) <= MOST_THINGS
        assert all(amount > 0 for _asset, amount in side.goods)
        assert len(dict(side.goods)) == len(side.goods)


def test_nothing_is_not_traded() -> None:
    with pytest.raises(TradeEmpty):
        agree(Table(), 0, version=0)
    with pytest.raises(Invalid):
        goods_set(Table(), 0, "gold", -1)
