from __future__ import annotations

from collections.abc import Iterator

import pytest
import redis

from common import ratelimit
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from gameproject.tests.api.client import ApiClient, signed_in
from players import access
from players.models import Player


@pytest.fixture(autouse=True)
def _fresh_budgets_and_sessions(clean_redis: redis.Redis) -> Iterator[None]:
    """What a process remembers between requests is not remembered between tests."""
    access._known.clear()
    ratelimit._down_until = 0.0
    ratelimit._alone.cache_clear()
    yield
    ratelimit._down_until = 0.0


@pytest.fixture
def player(published_world: Catalogue) -> Player:
    return make_player(language="en")


@pytest.fixture
def api(player: Player) -> ApiClient:
    return signed_in(player)


@pytest.fixture
def nobody(published_world: Catalogue) -> ApiClient:
    return ApiClient()
