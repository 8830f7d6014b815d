"""Trades between players: their rows to rules and back."""

from __future__ import annotations

from django.db.models import Q

from world.models import Trade
from world.rules.exchange import Side, Table


def table_of(row: Trade) -> Table:
    return Table(
        (
            Side(tuple((asset, amount) for asset, amount in row.opener_goods), row.opener_agreed),
            Side(tuple((asset, amount) for asset, amount in row.partner_goods), row.partner_agreed),
        ),
        row.version,
    )


def table_store(row: Trade, table: Table) -> None:
    """Save what is on the table."""
    opener, partner = table.sides
    row.opener_goods, row.opener_agreed = [list(goods) for goods in opener.goods], opener.agreed
    row.partner_goods, row.partner_agreed = [list(goods) for goods in partner.goods], partner.agreed
    row.version = table.version
    row.save(update_fields=["opener_goods", "opener_agreed", "partner_goods", "partner_agreed", "version"])


def trades_open(*player_ids: int) -> list[Trade]:
    """The open trades of any of these players."""
    mine = Q(opener_id__in=player_ids) | Q(partner_id__in=player_ids)
    return list(Trade.objects.filter(mine, state=Trade.State.OPEN))
