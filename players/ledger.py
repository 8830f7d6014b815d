"""The ledger: the only way in which value comes to a player or leaves one.

Every movement is an entry, and a balance is the sum of its entries: `manage.py check_ledger` proves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import LiteralString

from django.db import connection

from players.errors import NotEnough
from players.models import Holding, LedgerEntry

GOLD = "gold"
_ITEM = "item:"


def item_asset(item: str) -> str:
    """The asset name of an item."""
    return f"{_ITEM}{item}"


def asset_item(asset: str) -> str | None:
    """The item of an asset name; None for a currency."""
    return asset.removeprefix(_ITEM) if asset.startswith(_ITEM) else None


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
    balances = _take(player_id, taken) | _give(player_id, given)
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            player_id=player_id,
            asset=asset,
            amount=totals[asset],
            balance=balance,
            reason=reason,
            reference=reference,
            key=None if key is None else f"{key}:{asset}",
        )
        for asset, balance in balances.items()
    )
    return balances


_GIVE: LiteralString = """
    INSERT INTO players_holding AS holding (player_id, asset, amount)
    SELECT %s, asset, amount FROM unnest(%s::text[], %s::bigint[]) AS moved (asset, amount)
    ON CONFLICT (player_id, asset) DO UPDATE SET amount = holding.amount + excluded.amount
    RETURNING asset, amount
"""

# A balance that is too small is not matched, so nothing is ever taken below zero, even beside another taker.
_TAKE: LiteralString = """
    UPDATE players_holding AS holding SET amount = holding.amount + moved.amount
    FROM unnest(%s::text[], %s::bigint[]) AS moved (asset, amount)
    WHERE holding.player_id = %s AND holding.asset = moved.asset AND holding.amount + moved.amount >= 0
    RETURNING holding.asset, holding.amount
"""


def _give(player_id: int, amounts: Mapping[str, int]) -> dict[str, int]:
    if not amounts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_GIVE, [player_id, list(amounts), list(amounts.values())])
        return dict(cursor.fetchall())


def _take(player_id: int, amounts: Mapping[str, int]) -> dict[str, int]:
    if not amounts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [list(amounts), list(amounts.values()), player_id])
        balances: dict[str, int] = dict(cursor.fetchall())
    for asset in amounts.keys() - balances.keys():
        has = balance(player_id=player_id, asset=asset)
        raise NotEnough(asset=asset, needs=-amounts[asset], has=has)
    return balances


def balance(*, player_id: int, asset: str) -> int:
    """How much of an asset the player has."""
    return Holding.objects.filter(player_id=player_id, asset=asset).values_list("amount", flat=True).first() or 0


def balances(*, player_id: int) -> dict[str, int]:
    """Everything the player has, by asset; what is used up is left out."""
    rows = Holding.objects.filter(player_id=player_id, amount__gt=0).order_by("pk")
    return dict(rows.values_list("asset", "amount"))
