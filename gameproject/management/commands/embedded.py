"""Look after the embedded PostgreSQL and Redis by hand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from gameproject.embedded import default_servers


class Command(BaseCommand):
    help = "Start, stop or show the embedded PostgreSQL and Redis of this checkout."
    requires_system_checks: list[str] = []  # noqa: RUF012  (Django's own declaration)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["start", "stop", "status"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        servers = default_servers()
        if action == "start":
            servers.ensure()
        elif action == "stop":
            servers.stop()
        state = "run" if servers.is_running() else "do not run"
        self.stdout.write(f"The embedded PostgreSQL and Redis {state} ({servers.home}).")
