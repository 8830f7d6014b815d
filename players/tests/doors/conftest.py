from __future__ import annotations

import pytest
from django.db import connections


@pytest.fixture
def bridge(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> None:
    """Connections of the bridge's threads are given back after each call, as the realtime role's pool does it."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
