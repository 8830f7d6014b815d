"""How soon a player hears of what has happened: `python -m benchmarks.relay [--seconds N] [--rate N]`.

Commits events at a steady rate and measures, for each, the time from its commit until a WebSocket client has it,
through the real worker and realtime processes on a PostgreSQL and a Redis of their own. The load generator, the
clients and all servers share this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil

from gameproject.tests.faults.stack import Person, Stack

TARGET_SECONDS = 0.1


@dataclass
class Run:
    """When each event was committed, and when it was heard; by player and number."""

    committed: dict[tuple[int, int], float] = field(default_factory=dict)
    heard: dict[tuple[int, int], float] = field(default_factory=dict)

    def lags(self) -> list[float]:
        return sorted(self.heard[key] - at for key, at in self.committed.items() if key in self.heard)


def commit_events(run: Run, players: list[int], rate: float, seconds: float) -> None:
    """One event a command, in even steps."""
    from combat.events import BattleTurnPlayed
    from common.outbox import publish
    from common.tx import after_commit, run_unit

    def announce(player_id: int, number: int) -> None:
        after_commit("stamp", lambda: run.committed.update({(player_id, number): time.perf_counter()}))
        publish(BattleTurnPlayed(player_id=player_id, battle_id=1, version=number))

    started = time.perf_counter()
    for number in range(int(rate * seconds)):
        time.sleep(max(0.0, started + number / rate - time.perf_counter()))
        player_id = players[number % len(players)]
        run_unit(lambda player_id=player_id, number=number: announce(player_id, number))  # type: ignore[misc]


async def listen(run: Run, stack: Stack, somebody: Person, ready: asyncio.Semaphore) -> None:
    url = stack.url("realtime") + "/ws/"
    async with somebody.session.ws_connect(url, protocols=("artel.v1", f"bearer.{somebody.token}")) as socket:
        player_id = (await socket.receive_json())["player_id"]
        ready.release()
        async for message in socket:
            now = time.perf_counter()
            run.heard[player_id, message.json()["payload"]["version"]] = now


async def measure(stack: Stack, options: argparse.Namespace) -> Run:
    run, ready = Run(), asyncio.Semaphore(0)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        people = [Person(stack, session) for _ in range(options.players)]
        for somebody in people:
            await somebody.sign_in()
        listeners = [asyncio.create_task(listen(run, stack, somebody, ready)) for somebody in people]
        for _ in people:
            await ready.acquire()
        players = await asyncio.to_thread(player_ids)
        await asyncio.to_thread(commit_events, run, players, options.rate, options.seconds)
        await asyncio.sleep(2)
        for listener in listeners:
            listener.cancel()
    return run


def player_ids() -> list[int]:
    from players.models import Player

    return list(Player.objects.order_by("id").values_list("id", flat=True))


def cpu_seconds(stack: Stack, role: str) -> float:
    process = stack.children[role].process
    assert process is not None
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    return sum(sum(member.cpu_times()[:2]) for member in family)


def report(run: Run, cpu: dict[str, float], seconds: float) -> None:
    lags = [lag * 1000 for lag in run.lags()]
    cuts = statistics.quantiles(lags, n=100)
    print(f"events committed {len(run.committed)}, heard {len(run.heard)}, in {seconds:.0f} s")
    print(f"commit to client, ms: p50 {cuts[49]:.1f}  p95 {cuts[94]:.1f}  p99 {cuts[98]:.1f}  max {lags[-1]:.1f}")
    for role, used in cpu.items():
        print(f"{role}: {100 * used / seconds:.0f} % of a core")
    print(f"target: p50 below {TARGET_SECONDS * 1000:.0f} ms:", "met" if cuts[49] < 100 else "MISSED")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--players", type=int, default=20)
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="artel-bench-"))
    home.chmod(0o711)
    stack = Stack(home)
    try:
        stack.start()
        os.environ.update(stack.environment(), DJANGO_SETTINGS_MODULE="gameproject.settings")
        import django

        django.setup()
        before = {role: cpu_seconds(stack, role) for role in ("worker", "realtime")}
        run = asyncio.run(measure(stack, options))
        used = {role: cpu_seconds(stack, role) - at for role, at in before.items()}
        report(run, used, options.seconds)
    finally:
        stack.stop()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
