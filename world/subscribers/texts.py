"""Texts that are about to be needed are asked for ahead, where nobody waits for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from common import clock
from common.events import subscriber
from content.events import ReleaseActivated
from content.release import current
from content.rules.texts import Ask
from content.state.kinds import purposes_ahead
from content.state.wishes import texts_prefetch
from world.events import DungeonEntered
from world.selectors.texts_ahead import release_asks, run_asks

MOST_OF_A_RELEASE = 500
MOST_OF_A_DUNGEON = 60
_AT_ONCE = 100


@subscriber(ReleaseActivated)
def ask_ahead_of_release(event: ReleaseActivated) -> None:
    """By the release that is played now, which may be a later one already."""
    _ask_ahead(release_asks(current(), now=clock.now()), MOST_OF_A_RELEASE)


@subscriber(DungeonEntered)
def ask_ahead_of_dungeon(event: DungeonEntered) -> None:
    _ask_ahead(run_asks(event.run_id), MOST_OF_A_DUNGEON)


def _ask_ahead(asks: Iterable[Ask], most: int) -> None:
    """After the relay's batch, because a player who meets the same gap would wait for its end. What is lost when the
    process dies in between is asked for by who meets it."""
    purposes = purposes_ahead()
    wanted = list({asked.fingerprint: asked for asked in asks if asked.purpose in purposes}.values())
    transaction.on_commit(lambda: _ask(wanted, most), robust=True)


def _ask(asks: Sequence[Ask], most: int) -> None:
    """Ask for at most so many texts that nobody has asked for before."""
    for start in range(0, len(asks), _AT_ONCE):
        most -= texts_prefetch(asks[start : start + min(most, _AT_ONCE)])
        if not most:
            return
