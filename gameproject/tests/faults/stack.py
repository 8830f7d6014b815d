"""Artel's real processes on a PostgreSQL and a Redis of their own, which a test may break."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import aiohttp

from gameproject.embedded.redis_server import free_port
from gameproject.embedded.servers import PROJECT_ROOT, EmbeddedServers
from gameproject.roles import ROLES
from gameproject.supervisor import Child

START_SECONDS = 40.0


def wait_for(fact: Callable[[], bool], complaint: Callable[[], str], seconds: float = START_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < deadline, complaint()
        time.sleep(0.05)


def answers_200(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, TimeoutError, ConnectionError):
        return False


@dataclass
class Stack:
    """web, realtime and worker, as `make play` would start them."""

    home: Path
    roles: tuple[str, ...] = ("web", "realtime", "worker")
    settings: dict[str, str] = field(default_factory=dict)
    children: dict[str, Child] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.servers = EmbeddedServers(self.home)

    def start(self) -> None:
        self.servers.ensure()
        self.manage("migrate", "--verbosity", "0")
        for name in self.roles:
            self.ports[name] = free_port()
            self.start_role(name)
        self.wait_until_up()

    def stop(self) -> None:
        for child in self.children.values():
            if child.process is not None and child.process.poll() is None:
                os.killpg(child.process.pid, signal.SIGKILL)
                child.process.wait()
        self.servers.stop()

    def environment(self) -> dict[str, str]:
        addresses = self.servers.addresses()
        return os.environ | {
            "ARTEL_ENV": "development",
            "DATABASE_URL": addresses.database_url,
            "REDIS_URL": addresses.redis_url,
            "REDIS_PREFIX": "artel-faults",
            "WORKER_CONCURRENCY": "1",
            **self.settings,
        }

    def manage(self, *arguments: str) -> None:
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=PROJECT_ROOT, env=self.environment(), check=True)

    def start_role(self, name: str) -> None:
        environment = self.environment() | {"GRANIAN_PORT": str(self.ports[name])}
        self.children[name] = Child(ROLES[name], environment, self.home / f"{name}.log")
        self.children[name].start()

    def kill(self, name: str) -> None:
        """As the kernel would when memory runs out: the whole group at once."""
        process = self.children[name].process
        assert process is not None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def log(self, name: str) -> str:
        return (self.home / f"{name}.log").read_text(errors="replace")

    def wait_until_up(self) -> None:
        for name in {"web", "realtime"} & set(self.roles):
            wait_for(partial(answers_200, f"{self.url(name)}/healthz"), partial(self.log, name))
        if "worker" in self.roles:
            wait_for(lambda: "relay.started" in self.log("worker"), lambda: self.log("worker"))

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.ports[name]}"

    def redis_cli(self, *command: str) -> None:
        import redis

        with redis.Redis.from_url(self.servers.addresses().redis_url) as client:
            client.execute_command(*command)

    def restart_redis(self) -> None:
        self.stop_redis()
        self.servers.ensure()

    def stop_redis(self) -> None:
        redis_server = self.servers.redis()
        assert redis_server is not None
        redis_server.stop()


@dataclass
class Answer:
    status: int
    seconds: float
    headers: dict[str, str]
    body: Any


class Person:
    """Plays over HTTP and listens on a WebSocket."""

    def __init__(self, stack: Stack, session: aiohttp.ClientSession) -> None:
        self.stack = stack
        self.session = session
        self.token = ""
        self.heard: list[int] = []
        self.heard_at: list[float] = []
        self.close_codes: list[int] = []

    async def ask(self, method: str, path: str, role: str = "web", **options: Any) -> Answer:
        started = time.monotonic()
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= options.pop("headers", {})
        async with self.session.request(method, self.stack.url(role) + path, headers=headers, **options) as response:
            text = await response.text()
            is_json = "json" in response.headers.get("Content-Type", "")
            return Answer(
                response.status,
                time.monotonic() - started,
                dict(response.headers),
                json.loads(text) if is_json and text else text,
            )

    async def sign_in(self) -> None:
        answer = await self.ask("POST", "/api/v1/auth/guest", json={"guest_key": uuid.uuid4().hex})
        assert answer.status == 200, answer
        self.token = answer.body["access_token"]

    async def act(self, number: int) -> Answer:
        """An action that announces one event. Repeated with the same number it is done once."""
        return await self.ask(
            "PATCH",
            "/api/v1/me/settings",
            json={"notifications": number % 2 == 0},
            headers={"Idempotency-Key": f"action-{number:08}"},
        )

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Hear events in the background."""
        socket = await self.session.ws_connect(
            self.stack.url("realtime") + "/ws/", protocols=("artel.v1", f"bearer.{self.token}")
        )
        hello = await socket.receive_json(timeout=5)
        assert hello["type"] == "hello"
        task = asyncio.create_task(self._hear(socket))
        try:
            yield
        finally:
            task.cancel()
            await socket.close()

    async def _hear(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            content = json.loads(message.data)
            assert content["type"] == "event", content
            self.heard.append(content["seq"])
            self.heard_at.append(time.monotonic())
        self.close_codes.append(socket.close_code or 0)

    async def hears(self, count: int, seconds: float = 15) -> float:
        """Wait until that many events are heard; when the last of them was."""
        deadline = time.monotonic() + seconds
        while len(self.heard) < count:
            assert time.monotonic() < deadline, (len(self.heard), count, self.close_codes)
            await asyncio.sleep(0.005)
        return self.heard_at[count - 1]


@asynccontextmanager
async def person(stack: Stack) -> AsyncIterator[Person]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        somebody = Person(stack, session)
        await somebody.sign_in()
        async with somebody.listening():
            yield somebody
