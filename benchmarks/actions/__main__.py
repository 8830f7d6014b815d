"""Battle actions over HTTP: `python -m benchmarks.actions [--quick]`.

(a) 100 players × 10 actions with pauses of 0.1–0.5 s; (b) 1,000 players with pauses of 2–6 s; (c) as many
actions as the server takes, beside a bare django-ninja endpoint on the same server: the game as it is played
(turns, victories with their rewards, looking for the next fight), and turns alone.
Everything runs on this machine: two server processes, PostgreSQL, Redis and the load generator.
"""

from __future__ import annotations

import argparse
import os
import statistics
from typing import Any

from benchmarks.actions.stack import databases, load, resident_megabytes, web

CONNECTIONS = 32
ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a short look: fewer players, one short round")
    parser.add_argument("--only", choices=["a", "b", "c"], help="one part alone")
    arguments = parser.parse_args()
    with databases():
        _measure(arguments)


def _measure(arguments: argparse.Namespace) -> None:
    import django

    django.setup()
    from benchmarks.actions.provision import provision

    crowd = 200 if arguments.quick else 1000
    print(f"load before: {os.getloadavg()[0]:.2f}; {os.cpu_count()} cores")
    players = provision(crowd)
    with web() as (base, server):
        load({"kind": "saturated", "players": players[-100:], "base": base, "connections": 8, "seconds": 2})
        parts = [arguments.only] if arguments.only else ["a", "b", "c"]
        if "a" in parts:
            _paced("(a) 100 players × 10 actions, pauses 0.1–0.5 s", base, players[:100], 10, (0.1, 0.5))
        if "b" in parts:
            actions = 2 if arguments.quick else 6
            _paced(f"(b) {crowd} players × {actions} actions, pauses 2–6 s", base, players, actions, (2, 6))
        if "c" in parts:
            _saturated(base, players, rounds=1 if arguments.quick else ROUNDS, seconds=5 if arguments.quick else 10)
        _prove_effects()
        print("memory, MB per process:", ", ".join(f"{size:.0f}" for size in resident_megabytes(server)))


def _paced(title: str, base: str, players: list[dict[str, Any]], actions: int, pause: tuple[float, float]) -> None:
    from benchmarks.actions.state import current_battles

    fresh = current_battles(players)
    answer = load({"kind": "paced", "players": fresh, "base": base, "actions": actions, "pause": pause})
    acts = answer["latencies"]["act"]
    print(f"\n{title}")
    print(f"  {_line(acts)}; {len(acts) / answer['seconds']:.0f} actions/s; {_others(answer)}")


def _saturated(base: str, players: list[dict[str, Any]], *, rounds: int, seconds: float) -> None:
    """Bare, the game as it is played, turns alone: in alternating rounds, since a machine is never twice the same."""
    from benchmarks.actions.bare import ROWS
    from benchmarks.actions.state import current_battles, let_battles_last

    rates: dict[str, list[float]] = {}
    print(f"\n(c) saturated, {CONNECTIONS} connections, {rounds} × {seconds:.0f} s each, in turns")
    half = len(players) // 2
    for _ in range(rounds):
        for name, job in (
            ("bare", {"kind": "bare", "players": [], "rows": ROWS}),
            ("game", {"kind": "saturated", "players": current_battles(players[:half])}),
            ("turns", {"kind": "saturated", "players": let_battles_last(players[half:])}),
        ):
            answer = load({**job, "base": base, "connections": CONNECTIONS, "seconds": seconds})
            done = [ms for kind, times in answer["latencies"].items() if kind != "refused" for ms in times]
            rates.setdefault(name, []).append(len(done) / answer["seconds"])
            print(f"  {name:5} {rates[name][-1]:7.0f}/s  {_line(done)}; {_others(answer)}")
    medians = {name: statistics.median(found) for name, found in rates.items()}
    print("  medians:", ", ".join(f"{name} {rate:.0f}/s" for name, rate in medians.items()))
    for name in ("game", "turns"):
        print(f"  {name} : bare = {medians[name] / medians['bare']:.2f}")


def _line(latencies: list[float]) -> str:
    ordered = sorted(latencies)
    p95, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.95, 0.99))
    return (
        f"mean {statistics.fmean(ordered):.1f} ms, p50 {statistics.median(ordered):.1f}, p95 {p95:.1f}, p99 {p99:.1f}"
    )


def _others(answer: dict[str, Any]) -> str:
    counts = {kind: len(times) for kind, times in sorted(answer["latencies"].items())}
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) + (
        f" {answer['refusals']}" if answer["refusals"] else ""
    )


def _prove_effects() -> None:
    """Every battle is at the version of its last turn, and every answered write is on record once."""
    from benchmarks.actions.state import battles_out_of_step

    print(f"\nbattles whose turns do not add up: {battles_out_of_step()}")


if __name__ == "__main__":
    main()
