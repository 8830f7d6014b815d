"""Dungeons: making them, walking through them, and writing down where everybody is: `python -m benchmarks.dungeons`.

The first figure is pure, of one core. The others use a PostgreSQL and a Redis of their own: steps that are kept in
Redis beside the same steps written to PostgreSQL, and the snapshot of many changed runs by the beat job.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

from gameproject.embedded.servers import EmbeddedServers

DUNGEONS, ROOMS, MAKING_TARGET = 1_000, 40, 5.0
RUNS, SNAPSHOT_TARGET = 10_000, 1.0
TURNS = 3
BATCH = 1_000
ENGAGE = """
    UPDATE players_player AS player SET engagement = 'run:' || member.run_id
    FROM world_dungeonrunmember AS member WHERE member.player_id = player.id
"""


def seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def verdict(took: float, target: float) -> str:
    return f"target: under {target:.0f} s: {'met' if took < target else 'MISSED'}"


def making() -> None:
    from gameproject.testing import starter_catalogue
    from world.rules.dungeon_maker import dungeon_make
    from world.rules.dungeon_themes import DungeonThemeSpec

    theme = max(starter_catalogue().all(DungeonThemeSpec).values(), key=lambda theme: theme.rooms_max)
    theme = replace(theme, rooms_min=ROOMS, rooms_max=ROOMS)
    took = statistics.median(
        seconds(lambda: [dungeon_make(theme, seed) for seed in range(DUNGEONS)]) for _ in range(TURNS)
    )
    print(f"{DUNGEONS} dungeons of {ROOMS} rooms: {took:.2f} s ({verdict(took, MAKING_TARGET)})")


def adventurers(count: int) -> list[Any]:
    """Players on a run each, written in bulk."""
    import msgspec
    from django.db import connection

    from content.release import current
    from gameproject.testing import publish_starter
    from players.models import Player
    from world.models import DungeonPlan, DungeonRun, DungeonRunMember
    from world.rules.dungeon_maker import dungeon_make
    from world.rules.dungeon_run import Member, run_begin
    from world.rules.dungeon_themes import DungeonThemeSpec
    from world.state.runs import state_to_json

    publish_starter()
    catalogue = current()
    theme = max(catalogue.all(DungeonThemeSpec).values(), key=lambda theme: theme.rooms_max)
    players = Player.objects.bulk_create(
        (
            Player(guest_key=f"b{n}", name=f"B{n}", name_key=f"b{n}", character_class="warrior", level=20)
            for n in range(count)
        ),
        batch_size=BATCH,
    )
    runs = []
    for n, player in enumerate(players):
        state = run_begin(theme, [Member(player.pk, 400, 400, 20, 20)], rng=n)
        runs.append(
            DungeonRun(
                release_id=catalogue.release_id,
                theme=theme.key,
                seed=str(n),
                state=state_to_json(state),
            )
        )
    DungeonRun.objects.bulk_create(runs, batch_size=BATCH)
    plans = (DungeonPlan(run=run, dungeon=msgspec.to_builtins(dungeon_make(theme, n))) for n, run in enumerate(runs))
    DungeonPlan.objects.bulk_create(plans, batch_size=BATCH)
    pairs = list(zip(runs, players, strict=True))
    DungeonRunMember.objects.bulk_create(
        (DungeonRunMember(run=run, player=who) for run, who in pairs), batch_size=BATCH
    )
    with connection.cursor() as cursor:
        cursor.execute(ENGAGE)
    return [(player, run) for run, player in pairs]


def walking(people: list[Any], steps: int) -> None:
    """Searching the entrance: the same step for everybody, kept in Redis, or with Redis away in PostgreSQL."""
    from world.rules.dungeon_run import Search
    from world.services.runs import run_act
    from world.state import hot

    def step(number: int) -> float:
        player, run = people[number % len(people)]
        return seconds(lambda: run_act(player_id=player.pk, run_id=run.pk, action=Search()))

    for number in range(100):
        step(number)
    for title, stored in (("kept in Redis", hot.hot_store), ("written to PostgreSQL", lambda run_id, kept: None)):
        with mock.patch("world.services.runs.hot_store", stored):
            took = sorted(step(number) for number in range(steps))
        middle, slow = took[len(took) // 2] * 1000, took[len(took) * 99 // 100] * 1000
        rate = len(took) / sum(took)
        print(f"a step {title}: p50 {middle:.2f} ms, p99 {slow:.2f} ms, {rate:.0f} a second one after another")


def snapshots(people: list[Any]) -> None:
    from world.models import DungeonRun
    from world.state.hot import Hot, hot_snapshot, hot_store
    from world.state.runs import run_standing, state_to_json

    took = []
    for _turn in range(TURNS):
        for row in DungeonRun.objects.filter(pk__in=[run.pk for _, run in people]).iterator():
            standing = run_standing(row)
            state = replace(standing.state, torch=max(0, standing.state.torch - 1), visited=tuple(range(12)))
            assert hot_store(row.pk, Hot(standing.version + 1, state_to_json(state)))
        took.append(seconds(hot_snapshot))
    behind = DungeonRun.objects.exclude(version__gte=TURNS).count()
    middle = statistics.median(took)
    print(
        f"{len(people)} changed runs written by the snapshot job: {middle:.2f} s ({verdict(middle, SNAPSHOT_TARGET)})"
    )
    print(f"runs left behind: {behind}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--steps", type=int, default=2_000)
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="artel-bench-"))
    home.chmod(0o711)
    servers = EmbeddedServers(home)
    try:
        servers.ensure()
        addresses = servers.addresses()
        os.environ |= {
            "ARTEL_ENV": "development",
            "DATABASE_URL": addresses.database_url,
            "REDIS_URL": addresses.redis_url,
            "REDIS_PREFIX": "artel-bench",
            "DJANGO_SETTINGS_MODULE": "gameproject.settings",
            "LOG_LEVEL": "ERROR",
        }
        import django
        from django.core.management import call_command

        django.setup()
        making()
        call_command("migrate", verbosity=0)
        people = adventurers(options.runs)
        snapshots(people)
        walking(people[:500], options.steps)
    finally:
        servers.stop()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
