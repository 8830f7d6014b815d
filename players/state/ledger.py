"""The ledger: the only way in which value comes to a player or leaves one.

Every movement is an entry, and a balance is the sum of its entries: `manage.py check_ledger` proves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString

from common.tx import statement
from players.errors import NotEnough
from players.models import Holding

GOLD = "gold"
_ITEM = "item:"
_GEAR = "gear:"


def item_asset(item: str) -> str:
    """The asset name of an item."""
    return f"{_ITEM}{item}"


def asset_item(asset: str) -> str | None:
    """The item of an asset name; None for a currency."""
    return asset.removeprefix(_ITEM) if asset.startswith(_ITEM) else None


def gear_asset(gear_id: int) -> str:
    """The asset name of a piece that is one of a kind: there is one of it, and at most one player has it."""
    return f"{_GEAR}{gear_id}"


def asset_gear(asset: str) -> int | None:
    """The piece of an asset name; None for what is counted."""
    number = asset.removeprefix(_GEAR)
    return int(number) if asset.startswith(_GEAR) and number.isdecimal() and len(number) < 19 else None


@dataclass(frozen=True, slots=True)
class Move:
    """`amount` of `asset` to the player (+) or from the player (-)."""

    asset: str
    amount: int


def ledger_move(
    *, player_id: int, moves: Iterable[Move], reason: str, reference: str = "", key: str | None = None
) -> dict[str, int]:
    """Move value in the caller's transaction; gives the new balance of each asset that moved.

    All or nothing. `key` makes it happen once: entries with the key of an earlier movement are an
    IntegrityError. Raises NotEnough(asset, needs, has). The caller holds the player's lock.
    """
    totals: dict[str, int] = {}
    for move in moves:
        totals[move.asset] = totals.get(move.asset, 0) + move.amount
    taken = {asset: amount for asset, amount in sorted(totals.items()) if amount < 0}
    given = {asset: amount for asset, amount in sorted(totals.items()) if amount > 0}
    entry = {"player": player_id, "reason": reason, "reference": reference, "key": key}
    return _take(taken, entry) | _give(given, entry)


# By hand: each is one statement, which changes the holdings and writes the entries with the balances it has made.
_MOVED: LiteralString = """
    WITH moved AS (
        SELECT * FROM unnest(%(assets)s::text[], %(amounts)s::bigint[]) AS moved (asset, amount)
    ),
"""
_ENTRIES: LiteralString = """
    INSERT INTO players_ledgerentry (player_id, asset, amount, balance, reason, reference, key)
    SELECT %(player)s, held.asset, moved.amount, held.amount, %(reason)s, %(reference)s,
        %(key)s::text || ':' || held.asset
    FROM held JOIN moved ON moved.asset = held.asset ORDER BY held.asset
    RETURNING asset, balance
"""
_GIVE: LiteralString = (
    _MOVED  # noqa: S608  (constants, all of them)
    + """
    held AS (
        INSERT INTO players_holding AS holding (player_id, asset, amount) SELECT %(player)s, asset, amount FROM moved
        ON CONFLICT (player_id, asset) DO UPDATE SET amount = holding.amount + excluded.amount
        RETURNING asset, amount
    )
    """
    + _ENTRIES
)
# A balance that is too small is not matched, so nothing is ever taken below zero, even beside another taker.
_TAKE: LiteralString = (
    _MOVED  # noqa: S608  (constants, all of them)
    + """
    held AS (
        UPDATE players_holding AS holding SET amount = holding.amount + moved.amount FROM moved
        WHERE holding.player_id = %(player)s AND holding.asset = moved.asset AND holding.amount + moved.amount >= 0
        RETURNING holding.asset, holding.amount
    )
    """
    + _ENTRIES
)


def _give(amounts: Mapping[str, int], entry: Mapping[str, Any]) -> dict[str, int]:
    return _moved(_GIVE, amounts, entry)


def _take(amounts: Mapping[str, int], entry: Mapping[str, Any]) -> dict[str, int]:
    balances = _moved(_TAKE, amounts, entry)
    for asset in amounts.keys() - balances.keys():
        has = balance(player_id=entry["player"], asset=asset)
        raise NotEnough(asset=asset, needs=-amounts[asset], has=has)
    return balances


def _moved(sql: LiteralString, amounts: Mapping[str, int], entry: Mapping[str, Any]) -> dict[str, int]:
    if not amounts:
        return {}
    return dict(statement(sql, {**entry, "assets": list(amounts), "amounts": list(amounts.values())}).fetchall())


def balance(*, player_id: int, asset: str) -> int:
    """How much of an asset the player has."""
    return Holding.objects.filter(player_id=player_id, asset=asset).values_list("amount", flat=True).first() or 0


# By hand, because every look at a bag and every fight begins with it.
_BALANCES: LiteralString = """
    SELECT asset, amount FROM players_holding WHERE player_id = %s AND amount > 0 ORDER BY id
"""


def balances(*, player_id: int) -> dict[str, int]:
    """Everything the player has, by asset; what is used up is left out."""
    return dict(statement(_BALANCES, [player_id]).fetchall())
