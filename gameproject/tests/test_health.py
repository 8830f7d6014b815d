from __future__ import annotations

import pytest
from django.test import Client

from gameproject import health


def test_alive_asks_nothing_of_the_database() -> None:
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "alive"}


@pytest.mark.django_db
def test_database_redis_and_migrations_answer() -> None:
    checks = Client().get("/readyz").json()["checks"]
    assert checks["database"]
    assert checks["redis"]
    assert checks["migrations"]


@pytest.mark.django_db
def test_not_ready_names_the_check_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> bool:
        raise ConnectionError

    monkeypatch.setitem(health.CHECKS, "redis", broken)
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["redis"] is False


def test_a_probe_need_not_know_our_host_names() -> None:
    assert Client(headers={"Host": "10.0.0.7"}).get("/healthz").status_code == 200
    assert Client(headers={"Host": "10.0.0.7"}).get("/admin/").status_code == 400


@pytest.mark.django_db
def test_metrics_are_in_the_form_of_prometheus() -> None:
    answer = Client().get("/metrics")
    assert answer.status_code == 200
    assert b"# TYPE python_info gauge" in answer.content
