"""Prove that every balance is the sum of its ledger entries; exits with 1 and names those that are not."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

_MISMATCHES = """
    SELECT coalesce(h.player_id, e.player_id), coalesce(h.asset, e.asset), coalesce(h.amount, 0), coalesce(e.total, 0)
    FROM players_holding h
    FULL JOIN (
        SELECT player_id, asset, sum(amount) AS total FROM players_ledgerentry GROUP BY player_id, asset
    ) e ON e.player_id = h.player_id AND e.asset = h.asset
    WHERE coalesce(h.amount, 0) <> coalesce(e.total, 0)
    ORDER BY 1, 2
"""


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM players_holding")
            (checked,) = cursor.fetchone()
            cursor.execute(_MISMATCHES)
            wrong = cursor.fetchall()
        for player_id, asset, balance, total in wrong:
            self.stderr.write(f"player {player_id}, {asset}: balance {balance}, entries sum to {total}")
        if wrong:
            raise CommandError(f"{len(wrong)} of {checked} balances do not equal their entries.")
        self.stdout.write(f"{checked} balances equal their entries.")
