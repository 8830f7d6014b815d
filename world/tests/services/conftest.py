"""A hero, and a clock that stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from common import clock
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.models import Player


@pytest.fixture
def hero(published_world: Catalogue) -> Player:
    return make_player()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], datetime]:
    """Let the clock stand so long after the test's beginning."""
    start = clock.now()

    def stand(passed: timedelta) -> datetime:
        monkeypatch.setattr(clock, "now", lambda: start + passed)
        return start + passed

    stand(timedelta(0))
    return stand
