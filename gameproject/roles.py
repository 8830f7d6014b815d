"""The processes Artel consists of: one list for `make play`, Docker Compose and its test.

Addresses and sizes come from the environment (GRANIAN_HOST, GRANIAN_PORT, GRANIAN_WORKERS,
WORKER_CONCURRENCY), so that the commands are the same words everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Role:
    name: str
    command: tuple[str, ...]
    does: str


def _role(name: str, command: str, does: str) -> Role:
    return Role(name, tuple(command.split()), does)


ROLES = MappingProxyType(
    {
        role.name: role
        for role in (
            _role(
                "web",
                # A thread that stays keeps its database connection, hence the long idle timeout.
                "granian --interface wsgi --no-ws --blocking-threads 4 --blocking-threads-idle-timeout 600"
                " --respawn-failed-workers gameproject.wsgi:application",
                "admin, REST and pages",
            ),
            _role(
                "realtime",
                "granian --interface asgi --ws --respawn-failed-workers gameproject.asgi:application",
                "WebSockets",
            ),
            _role("bot", "python manage.py run_bot", "the Telegram bot"),
            _role("worker", "celery -A gameproject worker -O fair --loglevel INFO", "background tasks"),
            _role(
                "beat",
                "celery -A gameproject beat --scheduler gameproject.beat:SingleScheduler --loglevel INFO",
                "the clock of periodic tasks",
            ),
        )
    }
)
# The embedded stand-in for nginx, with the Bot API emulator inside. Never in production.
FRONT = _role("front", "python manage.py devfront", "the one public port")
