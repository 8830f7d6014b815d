"""The emulator alone in a process: `python -m telegrambot.emulator --port 8081`."""

import argparse
from pathlib import Path

from aiohttp import web

from telegrambot.emulator.app import create_app
from telegrambot.emulator.config import DEFAULT_TOKEN, EmulatorConfig


def main() -> None:
    parser = argparse.ArgumentParser(prog="telegrambot.emulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the bot's token; anything of the form 123:abc")
    parser.add_argument("--fast", action="store_true", help="no request log, no chat page updates: for benchmarks")
    parser.add_argument("--snapshot", type=Path, default=None, help="a file to keep the chats in")
    given = parser.parse_args()
    config = EmulatorConfig(token=given.token, fast=given.fast, snapshot_path=given.snapshot)
    web.run_app(create_app(config), host=given.host, port=given.port, access_log=None, shutdown_timeout=2)


if __name__ == "__main__":
    main()
