"""What a platform asks: is the process alive, may players be sent to it, how is it doing.

Answered before hosts, TLS and sessions are looked at, because a probe comes to a bare address inside the
network. nginx lets nobody outside ask.
"""

from __future__ import annotations

from collections.abc import Callable

import redis
import structlog
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from gameproject.metrics import metrics

log = structlog.get_logger(__name__)


def healthz(request: HttpRequest) -> HttpResponse:
    """Touches nothing outside the process: a broken database is no reason to restart it."""
    return JsonResponse({"status": "alive"})


def readyz(request: HttpRequest) -> HttpResponse:
    results: dict[str, bool] = {}
    for name, check in CHECKS.items():
        # Each would wait for the same database again, longer than a probe waits for us.
        is_in_vain = name in ASK_THE_DATABASE and not results["database"]
        results[name] = not is_in_vain and _answers(name, check)
    is_ready = all(results.values())
    body = {"status": "ready" if is_ready else "not ready", "checks": results}
    return JsonResponse(body, status=200 if is_ready else 503)


def _answers(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        # Whatever is wrong with a dependency, the answer is "not ready"; the log has the reason.
        log.warning("readiness_check_failed", check=name, exc_info=True)
        return False


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def redis_answers() -> bool:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)
    with client:
        return bool(client.ping())


def migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def release_is_active() -> bool:
    from content.release import is_active

    return is_active()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "redis": redis_answers,
    "migrations": migrations_are_applied,
    "release": release_is_active,
}

ASK_THE_DATABASE = {"migrations", "release"}

VIEWS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/metrics": metrics,
}


class HealthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return VIEWS.get(request.path, self.get_response)(request)
