"""Which processes `make play` runs, and the environment each of them gets."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from gameproject.embedded.redis_server import free_port
from gameproject.env import Environment
from gameproject.roles import FRONT, ROLES, Role
from gameproject.supervisor import Supervisor

LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Ports:
    web: int
    realtime: int

    @classmethod
    def choose(cls) -> Ports:
        return cls(web=free_port(), realtime=free_port())


def shared_environment(environment: Environment) -> dict[str, str]:
    """What every role is told. Explicit addresses, so that no role looks for servers by itself."""
    known = {
        "DATABASE_URL": environment.database_url,
        "REDIS_URL": environment.redis_url,
        "PUBLIC_URL": environment.public_url,
        "TRUSTED_PROXIES": "1",  # the front
        "BOT_USERNAME": environment.bot_username,
        "PYTHONUNBUFFERED": "1",
    }
    if environment.front_host not in LOOPBACK_HOSTS and not os.environ.get("ALLOWED_HOSTS"):
        known["ALLOWED_HOSTS"] = "*"  # somebody opened the port to the network on purpose
    return os.environ | {"WORKER_CONCURRENCY": "1"} | known


def role_environment(role: Role, ports: Ports, shared: dict[str, str]) -> dict[str, str]:
    own: dict[str, str] = {}
    if role.name in {"web", "realtime"}:
        own = {
            "GRANIAN_HOST": "127.0.0.1",
            "GRANIAN_PORT": str(ports.web if role.name == "web" else ports.realtime),
        }
    if role is FRONT:
        own = {
            "FRONT_WEB_URL": f"http://127.0.0.1:{ports.web}",
            "FRONT_REALTIME_URL": f"http://127.0.0.1:{ports.realtime}",
        }
    return shared | own


def start_roles(supervisor: Supervisor, environment: Environment) -> None:
    ports = Ports.choose()
    shared = shared_environment(environment)
    # The front first: the bot's very first call goes to the emulator inside it.
    for role in (FRONT, *ROLES.values()):
        supervisor.start(role, role_environment(role, ports, shared))


def with_bot_username(environment: Environment, username: str) -> Environment:
    return replace(environment, bot_username=username)
