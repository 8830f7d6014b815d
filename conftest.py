"""Fixtures for every test. The servers themselves are started by gameproject.embedded.pytest_plugin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import redis
from django.conf import settings

from content.release import forget
from content.rules.catalogue import Catalogue
from content.selectors.texts import forget_all as forget_texts
from content.state.traffic import traffic_forget
from gameproject.testing import publish_starter
from world.state import happening


@pytest.fixture(autouse=True)
def _no_remembered_release() -> None:
    """Each test has a database of its own as far as it can see; the release is looked up anew."""
    forget()


@pytest.fixture(autouse=True)
def _nothing_is_told() -> None:
    """Nor of the texts that are remembered."""
    forget_texts()
    traffic_forget()


@pytest.fixture(autouse=True)
def _nothing_goes_on() -> None:
    """Nor of the world events that are remembered."""
    happening.forget()


@pytest.fixture
def published_world(request: pytest.FixtureRequest) -> Catalogue:
    """The starter world, published. Works with `db` and with `transactional_db`."""
    if "transactional_db" not in request.fixturenames:
        request.getfixturevalue("db")
    return publish_starter()


@pytest.fixture
def clean_redis() -> Iterator[redis.Redis]:
    """This worker's Redis database, empty before and after the test."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    with client:
        client.flushdb()
        yield client
        client.flushdb()
