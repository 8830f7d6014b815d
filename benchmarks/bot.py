"""How many updates a second the bot plays: `python -m benchmarks.bot [--players N] [--turns N] [--rounds N]`.

Every update is a press of *Strike* in a battle: polled, stored in the inbox, played and committed, its press answered
and its screen edited. Beside it, in the same run and against the same emulator, a bare python-telegram-bot
Application with its default request class that echoes text. Bot, emulator and PostgreSQL are processes of their own.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "1000000001:benchmark-token-of-the-emulator-only"  # noqa: S105
PATIENCE = 60.0
ENDLESS = 100_000_000


def serve_emulator(pipe: Connection) -> None:
    """The emulator's process: does what the benchmark asks through the pipe."""
    from telegrambot.emulator.config import EmulatorConfig
    from telegrambot.emulator.testing import RunningEmulator

    with RunningEmulator(EmulatorConfig(token=TOKEN, fast=True)) as telegram:
        pipe.send(telegram.url)
        while (request := pipe.recv()) is not None:
            name, arguments = request
            if name == "unanswered":
                pipe.send(len(telegram.emulator.pressed))
            elif name == "count":
                pipe.send(telegram.bot_message_count)
            else:
                pipe.send(getattr(telegram, name)(*arguments))


class Telegram:
    """The emulator, seen from here."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve_emulator, args=(theirs,), daemon=True)
        self._process.start()
        self.url: str = self._pipe.recv()

    def ask(self, name: str, *arguments: Any) -> Any:
        self._pipe.send((name, arguments))
        return self._pipe.recv()

    def replies(self, actions: list[dict[str, Any]]) -> float:
        """Do the actions at once; seconds until the bot has sent or edited as many messages."""
        before = self.ask("count")
        started = time.perf_counter()
        self.ask("enqueue", actions)
        deadline = started + PATIENCE
        while not self.ask("wait_for_bot_messages", before + len(actions)):
            if time.perf_counter() > deadline:
                raise SystemExit(f"{before + len(actions) - self.ask('count')} replies are missing")
        return time.perf_counter() - started

    def close(self) -> None:
        self._pipe.send(None)
        self._process.join(10)


@contextmanager
def running(command: list[str], **environment: str) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=os.environ | environment)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(40)


@contextmanager
def world() -> Iterator[None]:
    """A throw-away PostgreSQL and Redis that write as carefully as in production, with the starter world."""
    from gameproject.embedded.servers import EmbeddedServers

    home = Path(tempfile.mkdtemp(prefix="artel-bench-"))
    home.chmod(0o711)
    servers = EmbeddedServers(home)
    addresses = servers.ensure()
    os.environ.update(
        DATABASE_URL=addresses.database_url,
        REDIS_URL=addresses.redis_url,
        TELEGRAM_BOT_TOKEN=TOKEN,
        DJANGO_SETTINGS_MODULE="gameproject.settings",
        LOG_LEVEL="WARNING",
    )
    try:
        import django
        from django.core.management import call_command

        django.setup()
        call_command("compile_catalogs", verbosity=0)
        call_command("migrate", verbosity=0)
        from gameproject.testing import publish_starter

        publish_starter()
        yield
    finally:
        servers.stop()
        shutil.rmtree(home, ignore_errors=True)


def begin_battles(people: list[int]) -> dict[int, int]:
    """A player for each person, in a battle that does not end; person → battle."""
    from combat.models import Battle
    from combat.services.encounters import encounter_seek
    from players.services.onboarding import player_arrive, player_class_choose, player_name_set
    from world.services.travel import location_travel

    battles = {}
    for number, person in enumerate(people):
        player = player_arrive(telegram_id=person, language_code="ru")
        player_name_set(player_id=player.id, name=f"Player {'bcdfghjkmn'[number % 10]} {number}")
        player_class_choose(player_id=player.id, character_class="warrior")
        location_travel(player_id=player.id, to="old_clearing")
        battles[person] = encounter_seek(player_id=player.id).id
    for row in Battle.objects.all():
        for fighter in row.state["fighters"]:
            fighter["hp"] = fighter["max_hp"] = ENDLESS
        row.save(update_fields=["state"])
    return battles


def presses(battles: dict[int, int], turns: range) -> list[dict[str, Any]]:
    """Each turn, everybody strikes once. The version on the button counts the turns."""
    return [
        {"person_id": person, "data": f"attack.b{battle}-{turn}.", "forged": True}
        for turn in turns
        for person, battle in battles.items()
    ]


def measure_bot(telegram: Telegram, *, players: int, turns: int, rounds: int) -> list[float]:
    people = telegram.ask("people", players)
    battles = begin_battles(people)
    with running(["manage.py", "run_bot"], TELEGRAM_API_BASE_URL=telegram.url):
        telegram.replies([{"person_id": person, "text": "/look"} for person in people])
        telegram.replies(presses(battles, range(1)))  # warm
        rates = []
        for number in range(rounds):
            actions = presses(battles, range(1 + number * turns, 1 + (number + 1) * turns))
            rates.append(len(actions) / telegram.replies(actions))
            print(f"  bot: {rates[-1]:,.0f} updates/s", flush=True)
        time.sleep(1)
    verify(telegram, players=players, presses=players * (1 + rounds * turns))
    return rates


def verify(telegram: Telegram, *, players: int, presses: int) -> None:
    """Nothing lost, nothing doubled: every update done once, every turn played once, every reply sent."""
    from combat.models import Battle, BattleTurn
    from common.models import InboxMessage, OutboxMessage

    expected = {
        "updates done": (InboxMessage.objects.filter(state="done", error="").count(), presses + players),
        "updates in all": (InboxMessage.objects.count(), presses + players),
        "turns played": (BattleTurn.objects.filter(number__gt=0).count(), presses),
        "battles as far": (Battle.objects.filter(version=presses // players).count(), players),
        "replies sent": (OutboxMessage.objects.filter(topic="telegram", state="done").count(), presses + players),
        "presses unanswered": (telegram.ask("unanswered"), 0),
    }
    for what, (found, wanted) in expected.items():
        print(f"  {what}: {found:,} of {wanted:,}" if wanted else f"  {what}: {found}")
    if any(found != wanted for found, wanted in expected.values()):
        raise SystemExit("Updates were lost or doubled.")


def measure_echo(telegram: Telegram, *, players: int, turns: int, rounds: int) -> list[float]:
    telegram.ask("reset")
    people = telegram.ask("people", players)
    with running(["-m", "benchmarks.bot", "--echo", telegram.url]):
        telegram.replies([{"person_id": person, "text": "hello"} for person in people])
        rates = []
        for _ in range(rounds):
            actions = [{"person_id": person, "text": "hello"} for _ in range(turns) for person in people]
            rates.append(len(actions) / telegram.replies(actions))
            print(f"  bare echo: {rates[-1]:,.0f} updates/s", flush=True)
    return rates


def echo(url: str) -> None:
    """A bare python-telegram-bot, as its documentation begins."""
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def reply(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None:
            await update.message.reply_text(update.message.text or "")

    application = Application.builder().token(TOKEN).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, reply))
    application.run_polling(allowed_updates=["message"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--players", type=int, default=200)
    parser.add_argument("--turns", type=int, default=8, help="updates of each player in a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--echo", metavar="URL", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.echo:
        echo(options.echo)
        return
    size = {"players": options.players, "turns": options.turns, "rounds": options.rounds}
    with world():
        telegram = Telegram()
        bot = statistics.median(measure_bot(telegram, **size))
        bare = statistics.median(measure_echo(telegram, **size))
        telegram.close()
    print(f"Bot: {bot:,.0f} updates/s with every effect committed; bare echo: {bare:,.0f}; ratio {bot / bare:.2f}.")


if __name__ == "__main__":
    main()
