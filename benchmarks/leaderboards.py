"""Boards of a million players: `python -m benchmarks.leaderboards [--players N] [--reads N]`.

Generates players, gold, counters and a season in a PostgreSQL of its own, makes every board in a Redis of its own,
then measures: making them anew, reading a place with those around it, following changes, and closing the season.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from gameproject.embedded.servers import PROJECT_ROOT, EmbeddedServers

READ_TARGET_MS = 1.0
REBUILD_TARGET_SECONDS = 20.0
WINNERS = 10_000
CHANGED = 10_000

GENERATE = """
    INSERT INTO players_player (id, guest_key, name, name_key, language, text_only, notifications, character_class,
        level, xp, hp, energy, engagement, version, token_version)
    SELECT n, 'bench-' || n, 'Hero ' || n, 'bench' || n, 'en', false, true, 'warrior',
        1 + (random() ^ 3 * 30)::int, 1 + (random() * 5000)::int, 10, 10, '', 0, 0
    FROM generate_series(1, %(players)s) AS n;
    INSERT INTO players_holding (player_id, asset, amount)
    SELECT n, 'gold', 1 + (random() ^ 4 * 100000)::int FROM generate_series(1, %(players)s) AS n;
    INSERT INTO players_seasonstart (season_id, player_id, gold)
    SELECT %(season)s, player_id, amount / 2 FROM players_holding WHERE asset = 'gold';
    INSERT INTO players_score (player_id, what, season_number, score, changed_at)
    SELECT n, what, season, 1 + (random() ^ 3 * 2000)::int, now() - interval '1 day'
    FROM generate_series(1, %(players)s) AS n,
        unnest(ARRAY['level', 'wins', 'bosses', 'dungeon:' || (%(themes)s::text[])[1 + n %% %(count)s]]) AS what,
        unnest(ARRAY[0, %(season)s]) AS season;
    ANALYZE;
"""
CHANGE = """
    UPDATE players_score SET score = score + 1, changed_at = clock_timestamp()
    WHERE season_number = 0 AND what = 'wins' AND player_id <= %(changed)s
"""


@contextmanager
def servers() -> Iterator[None]:
    """A PostgreSQL and a Redis for this run only, as `make play` starts them."""
    home = Path(tempfile.mkdtemp(prefix="artel-bench-"))
    home.chmod(0o711)
    running = EmbeddedServers(home)
    try:
        addresses = running.ensure()
        os.environ.update(
            ARTEL_ENV="development",
            DATABASE_URL=addresses.database_url,
            REDIS_URL=addresses.redis_url,
            DATABASE_STATEMENT_TIMEOUT_MS="600000",
            LOG_LEVEL="WARNING",
            DJANGO_SETTINGS_MODULE="gameproject.settings",
        )
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=PROJECT_ROOT, check=True)
        yield
    finally:
        running.stop()
        shutil.rmtree(home, ignore_errors=True)


def timed(what: str, action: Callable[[], object]) -> float:
    started = time.perf_counter()
    result = action()
    seconds = time.perf_counter() - started
    print(f"{what}: {seconds:.1f} s{'' if result is None else f' ({result})'}", flush=True)
    return seconds


def quantiles(what: str, action: Callable[[int], object], players: list[int]) -> float:
    """p50 and p99 of an action for each of the players, in milliseconds; gives the p99."""
    taken = []
    for player_id in players:
        started = time.perf_counter()
        action(player_id)
        taken.append((time.perf_counter() - started) * 1000)
    cuts = statistics.quantiles(taken, n=100)
    print(f"{what}: p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms, max {max(taken):.2f} ms", flush=True)
    return cuts[98]


def measure(options: argparse.Namespace) -> None:
    from django.db import connection

    from common import clock
    from common.redis import redis_client
    from gameproject.testing import publish_starter
    from players.models import Season, SeasonPrize, SeasonStanding
    from players.rules.ranking import Board, BoardKey, weight
    from players.selectors.boards import board_keys, board_themes, scores_of
    from players.services.leaderboards import leaderboard_view, leaderboards_rebuild, leaderboards_refresh
    from players.services.seasons import GRACE, season_step
    from players.state.standings import standings_read

    catalogue, now = publish_starter(), clock.now()
    themes = list(board_themes(Board.DUNGEON, catalogue) or ["none"])
    season = Season.objects.create(
        name_ru="Сезон",
        name_en="Season",
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(hours=1),
        state=Season.State.RUNNING,
        repeats=False,
    )

    def run(sql: str, **parameters: Any) -> None:
        with connection.cursor() as cursor:
            for statement in filter(str.strip, sql.split(";\n")):
                cursor.execute(statement, parameters)

    timed(
        f"{options.players:,} players generated",
        lambda: run(GENERATE, players=options.players, season=season.pk, themes=themes, count=len(themes)),
    )
    boards = 2 * len(board_keys(catalogue))
    rebuilt = timed(
        f"all {boards} boards made anew", lambda: f"{sum((leaderboards_rebuild(now=now) or {}).values()):,} places"
    )

    chosen = random.Random(1).choices(range(1, options.players + 1), k=options.reads)
    key = BoardKey(Board.WINS)
    weights = {player: weight(key.board, score) for player, score in scores_of(key, 0, chosen).items()}
    read = quantiles(
        "rank, top 10 and around me, at the store",
        lambda player_id: standings_read(key, 0, player_id=player_id, weight=weights[player_id]),
        chosen,
    )
    told: Any = redis_client().info("commandstats")["cmdstat_evalsha"]
    print(f"of which Redis itself takes {told['usec_per_call'] / 1000:.3f} ms on average", flush=True)
    quantiles(
        "the whole page, with names",
        lambda player_id: leaderboard_view(player_id=player_id, board=Board.WINS, now=now),
        chosen[: options.reads // 4],
    )

    run(CHANGE, changed=CHANGED)
    timed("changes followed", lambda: f"{leaderboards_refresh(now=now):,} players, every board")

    SeasonPrize.objects.create(season=season, board=Board.WINS, first=1, last=WINNERS // 2, gold=10)
    SeasonPrize.objects.create(season=season, board=Board.WEALTH, first=1, last=WINNERS // 2, gold=10)
    later = season.ends_at + GRACE
    season_step(now=later)

    def count() -> str:
        while Season.objects.get().state == Season.State.COUNTING:
            season_step(now=later)
        return f"{SeasonStanding.objects.count():,} standings"

    timed("the season counted", count)
    winners = SeasonStanding.objects.filter(prize_due=True).values("player").distinct().count()

    def pay() -> str:
        while season_step(now=later):
            pass
        return f"{winners:,} winners"

    timed("prizes paid", pay)
    print(f"rebuild below {REBUILD_TARGET_SECONDS:.0f} s:", "met" if rebuilt < REBUILD_TARGET_SECONDS else "MISSED")
    print(f"store p99 below {READ_TARGET_MS:.0f} ms:", "met" if read < READ_TARGET_MS else "MISSED")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--players", type=int, default=1_000_000)
    parser.add_argument("--reads", type=int, default=10_000)
    options = parser.parse_args()
    with servers():
        import django

        django.setup()
        measure(options)


if __name__ == "__main__":
    main()
