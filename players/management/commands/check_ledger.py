"""Prove that every balance is the sum of its ledger entries, and that every piece is where its balance says.

Exits with 1 and names those that are not.
"""

from __future__ import annotations

from typing import Any, LiteralString

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

_MISMATCHES: LiteralString = """
    SELECT coalesce(h.player_id, e.player_id), coalesce(h.asset, e.asset), coalesce(h.amount, 0), coalesce(e.total, 0)
    FROM players_holding h
    FULL JOIN (
        SELECT player_id, asset, sum(amount) AS total FROM players_ledgerentry GROUP BY player_id, asset
    ) e ON e.player_id = h.player_id AND e.asset = h.asset
    WHERE coalesce(h.amount, 0) <> coalesce(e.total, 0)
    ORDER BY 1, 2
"""
# Each piece that is owned is held by its owner alone, once; what is held exists; what is worn is the wearer's own;
# and a piece in a parcel is nobody's yet.
_STRAYS: LiteralString = """
    WITH held AS (
        SELECT substr(asset, 6)::bigint AS gear_id, player_id, amount
        FROM players_holding WHERE asset LIKE 'gear:%' AND amount <> 0
    )
    SELECT coalesce(g.id, h.gear_id), 'its owner is ' || coalesce(g.owner_id::text, 'nobody')
        || ', its holder ' || coalesce(h.player_id::text, 'nobody') || ', amount ' || coalesce(h.amount, 0)
    FROM players_gear g FULL JOIN held h ON h.gear_id = g.id
    WHERE g.owner_id IS DISTINCT FROM h.player_id OR coalesce(h.amount, 1) <> 1
    UNION ALL
    SELECT g.id, 'worn by ' || w.player_id || ', its owner is ' || coalesce(g.owner_id::text, 'nobody')
    FROM players_equipped w JOIN players_gear g ON g.id = w.gear_id WHERE g.owner_id IS DISTINCT FROM w.player_id
    UNION ALL
    SELECT g.id, 'waits in a parcel of ' || p.player_id || ', its owner is ' || g.owner_id
    FROM players_parcel p JOIN players_gear g ON g.id = p.gear_id WHERE g.owner_id IS NOT NULL
    ORDER BY 1
"""


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            checked, pieces = _count(cursor, "players_holding"), _count(cursor, "players_gear")
            cursor.execute(_MISMATCHES)
            wrong = cursor.fetchall()
            cursor.execute(_STRAYS)
            strays = cursor.fetchall()
        for player_id, asset, balance, total in wrong:
            self.stderr.write(f"player {player_id}, {asset}: balance {balance}, entries sum to {total}")
        for gear_id, fault in strays:
            self.stderr.write(f"piece {gear_id}: {fault}")
        if wrong:
            raise CommandError(f"{len(wrong)} of {checked} balances do not equal their entries.")
        if strays:
            raise CommandError(f"{len(strays)} of {pieces} pieces are not where their balances say.")
        self.stdout.write(f"{checked} balances equal their entries.")
        self.stdout.write(f"{pieces} pieces are where their balances say.")


def _count(cursor: Any, table: LiteralString) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  (our own tables)
    return int(cursor.fetchone()[0])
