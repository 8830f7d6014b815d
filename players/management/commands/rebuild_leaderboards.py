"""Make the boards' copy in Redis anew."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from redis.exceptions import RedisError

from common import clock
from common.errors import GameError
from players.services.leaderboards import leaderboards_rebuild


class Command(BaseCommand):
    help = "Make every leaderboard in Redis anew from PostgreSQL. Players go on reading the old ones meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            sizes = leaderboards_rebuild(now=clock.now())
        except RedisError as error:
            raise CommandError(f"Redis does not answer ({error}). Start it, or look at REDIS_URL.") from error
        except GameError as error:
            raise CommandError(f"There is no world yet ({error.code}): load one and publish it.") from error
        if sizes is None:
            raise CommandError("Another job is writing the leaderboards at this moment. Try again in a minute.")
        for name, size in sizes.items():
            season, _sep, board = name.partition(":")
            self.stdout.write(f"{board:<34} {'all time' if season == '0' else f'season {season}':<12} {size:>9,}")
        self.stdout.write(self.style.SUCCESS(f"{len(sizes)} boards in {time.monotonic() - started:.1f} s"))
