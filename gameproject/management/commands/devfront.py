from __future__ import annotations

from typing import Any

from aiohttp import web
from django.core.management.base import BaseCommand, CommandError

from gameproject.devfront.app import Upstreams, create_front
from gameproject.embedded.servers import default_servers
from gameproject.env import ENV


def emulator() -> web.Application:
    from telegrambot.emulator.app import create_app
    from telegrambot.emulator.config import EmulatorConfig

    return create_app(
        EmulatorConfig(
            token=ENV.telegram_bot_token,
            bot_username=ENV.bot_username,
            snapshot_path=default_servers().home / "emulator.json",
        )
    )


class Command(BaseCommand):
    help = "Development only: one port for the site, the WebSockets and the Bot API emulator with its chat."
    requires_system_checks: list[str] = []  # noqa: RUF012  (Django's own declaration)

    def handle(self, *args: Any, **options: Any) -> None:
        if ENV.is_production:
            raise CommandError("devfront is for development: in production nginx stands at the front.")
        upstreams = Upstreams(ENV.front_web_url, ENV.front_realtime_url)
        app = create_front(upstreams, emulator() if ENV.uses_emulator else None)
        web.run_app(app, host=ENV.front_host, port=ENV.front_port, access_log=None, print=None, shutdown_timeout=2)
