"""The economy page on a long ledger: `python -m benchmarks.economy [--entries N] [--days N]`.

Generates a ledger in a PostgreSQL of its own, then measures what the page reads: grouped from the entries themselves,
and from the days that beat has summed, of which only today is read entry by entry.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from benchmarks.leaderboards import servers, timed

TURNS = 7
TARGET_MS = 100.0

GENERATE = """
    INSERT INTO players_ledgerentry (player_id, asset, amount, balance, reason, reference, created_at)
    SELECT %(player)s, CASE WHEN n %% 3 = 0 THEN 'gold' ELSE 'item:thing_' || n %% 100 END,
        CASE WHEN n %% 5 = 0 THEN -1 ELSE 1 END * (1 + n %% 50), 0,
        (ARRAY['battle', 'shop_buy', 'shop_sell', 'quest', 'craft', 'dungeon', 'boss', 'use'])[1 + n %% 8], '',
        now() - %(days)s * interval '1 day' * random()
    FROM generate_series(1, %(entries)s) AS n
"""


def median_ms(what: str, action: Callable[[], object]) -> float:
    taken = []
    for _turn in range(TURNS):
        started = time.perf_counter()
        action()
        taken.append((time.perf_counter() - started) * 1000)
    print(f"{what}: {statistics.median(taken):.0f} ms", flush=True)
    return statistics.median(taken)


def measure(options: argparse.Namespace) -> None:
    from django.db import connection

    from common import clock
    from players.models import Player
    from players.selectors.economy import ITEMS, flows
    from players.services.economy import ledger_days_sum
    from players.state.ledger import GOLD

    today = clock.now().date()
    first = today - timedelta(days=options.days)
    player = Player.objects.create(guest_key="bench")

    def generate() -> None:
        with connection.cursor() as cursor:
            cursor.execute(GENERATE, {"player": player.pk, "days": options.days, "entries": options.entries})
            cursor.execute("VACUUM ANALYZE players_ledgerentry")

    timed(f"{options.entries:,} entries of {options.days} days generated", generate)
    for asset in (GOLD, ITEMS):
        median_ms(f"{asset}, from the entries", lambda asset=asset: flows(asset=asset, first=first, last=today))  # type: ignore[misc]
    timed("days summed", lambda: ledger_days_sum(today=today))
    timed("the last day summed again, as every hour", lambda: ledger_days_sum(today=today))
    taken = [
        median_ms(f"{asset}, from the days", lambda asset=asset: flows(asset=asset, first=first, last=today))  # type: ignore[misc]
        for asset in (GOLD, ITEMS)
    ]
    print(f"below {TARGET_MS:.0f} ms:", "met" if max(taken) < TARGET_MS else "MISSED")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--days", type=int, default=28)
    options = parser.parse_args()
    with servers():
        import django

        django.setup()
        measure(options)


if __name__ == "__main__":
    main()
