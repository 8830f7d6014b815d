"""The load generator, a process of its own: reads what to do as JSON from stdin, writes what it measured to stdout."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp
import orjson

MONSTER_ID = -1


@dataclass
class Player:
    token: str
    address: str
    battle_id: int
    version: int
    over: bool


@dataclass
class Measured:
    """Latencies in milliseconds by kind of request, and answers that were not what was hoped for."""

    latencies: dict[str, list[float]] = field(default_factory=dict)
    refusals: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, kind: str, started: float) -> None:
        self.latencies.setdefault(kind, []).append((time.perf_counter() - started) * 1000)

    def as_json(self) -> dict[str, Any]:
        return {"latencies": self.latencies, "refusals": dict(self.refusals), "seconds": self.seconds}


class Game:
    """Sends one player's requests and follows their battles."""

    def __init__(self, session: aiohttp.ClientSession, base: str, measured: Measured) -> None:
        self.session, self.base, self.measured = session, base, measured
        self.keys = count()

    async def act(self, player: Player) -> None:
        """An attack; where the battle is over, another one is sought first."""
        if player.over:
            await self._write(player, "seek", f"{self.base}/api/v1/encounters", {})
            return
        body = {"target_id": MONSTER_ID, "version": player.version}
        await self._write(player, "act", f"{self.base}/api/v1/battles/{player.battle_id}/attack", body)

    async def _write(self, player: Player, kind: str, url: str, body: dict[str, Any]) -> None:
        headers = {
            "Authorization": f"Bearer {player.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"{player.battle_id}-{next(self.keys)}-{time.monotonic_ns()}",
            "X-Forwarded-For": player.address,
        }
        started = time.perf_counter()
        async with self.session.post(url, data=orjson.dumps(body), headers=headers) as response:
            answer = orjson.loads(await response.read())
        self.measured.add(kind if response.status < 300 else "refused", started)
        if response.status >= 300:
            self.measured.refusals[answer.get("code", str(response.status))] += 1
            return
        player.battle_id, player.version = answer["id"], answer["version"]
        player.over = bool(answer["outcome"])


async def paced(game: Game, players: list[Player], actions: int, pause: tuple[float, float]) -> None:
    """Every player acts `actions` times with random pauses; a seek is not counted as an action."""

    async def play(player: Player, rng: random.Random) -> None:
        done = 0
        while done < actions:
            await asyncio.sleep(rng.uniform(*pause))
            fighting = not player.over
            await game.act(player)
            done += fighting

    await asyncio.gather(*(play(player, random.Random(number)) for number, player in enumerate(players)))


async def saturated(game: Game, players: list[Player], connections: int, seconds: float) -> None:
    """As many actions as the server takes, by players in turn."""
    waiting = deque(players)
    ends_at = time.perf_counter() + seconds

    async def worker() -> None:
        while time.perf_counter() < ends_at:
            player = waiting.popleft()
            await game.act(player)
            waiting.append(player)

    await asyncio.gather(*(worker() for _ in range(connections)))


async def bare(game: Game, rows: int, connections: int, seconds: float) -> None:
    ends_at = time.perf_counter() + seconds
    rng = random.Random(1)
    headers = {"Content-Type": "application/json"}

    async def worker() -> None:
        while time.perf_counter() < ends_at:
            body = orjson.dumps({"player_id": rng.randint(1, rows), "amount": 1})
            started = time.perf_counter()
            async with game.session.post(f"{game.base}/bare/action", data=body, headers=headers) as response:
                await response.read()
            game.measured.add("bare" if response.status == 200 else "refused", started)

    await asyncio.gather(*(worker() for _ in range(connections)))


async def run(job: dict[str, Any]) -> dict[str, Any]:
    players = [Player(**player) for player in job["players"]]
    measured = Measured()
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=60)) as session:
        game = Game(session, job["base"], measured)
        started = time.perf_counter()
        if job["kind"] == "paced":
            await paced(game, players, job["actions"], tuple(job["pause"]))
        elif job["kind"] == "saturated":
            await saturated(game, players, job["connections"], job["seconds"])
        else:
            await bare(game, job["rows"], job["connections"], job["seconds"])
        measured.seconds = time.perf_counter() - started
    return measured.as_json() | {"players": [vars(player) for player in players]}


if __name__ == "__main__":
    json.dump(asyncio.run(run(json.load(sys.stdin))), sys.stdout)
