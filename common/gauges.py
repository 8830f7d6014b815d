"""Figures that are read from the database when Prometheus asks: what waits, and for how long."""

from __future__ import annotations

import time
from collections.abc import Iterator

import structlog
from django.db import Error, connection
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from common.metrics import process_registry

log = structlog.get_logger(__name__)

_KEEP_SECONDS = 5.0  # several scrapers, one reading
_LABELS = ["queue", "kind"]
_WAITING = """
    SELECT 'outbox_' || state, topic, count(*),
           coalesce(extract(epoch FROM now() - min(created_at)), 0)::float
    FROM common_outboxmessage WHERE state IN ('pending', 'dead') GROUP BY state, topic
    UNION ALL
    SELECT 'inbox_' || state, source, count(*),
           coalesce(extract(epoch FROM now() - min(received_at)), 0)::float
    FROM common_inboxmessage WHERE state IN ('pending', 'parked') GROUP BY state, source
    UNION ALL
    SELECT CASE state WHEN 'dead' THEN 'timer_dead' ELSE 'timer_overdue' END, kind, count(*),
           coalesce(extract(epoch FROM now() - min(due_at)), 0)::float
    FROM common_timer WHERE state = 'dead' OR due_at < now() GROUP BY state, kind
"""


class WaitingCollector(Collector):
    """Says nothing while the database is away: a gap in a graph is the truth then."""

    def __init__(self) -> None:
        self._read_at = -_KEEP_SECONDS
        self._rows: list[tuple[str, str, int, float]] = []

    def describe(self) -> list[GaugeMetricFamily]:
        return []  # otherwise registering would query the database while the process starts

    def collect(self) -> Iterator[GaugeMetricFamily]:
        count = GaugeMetricFamily(
            "artel_waiting", "Rows that wait (outbox, inbox, timers) or gave up (dead, parked).", labels=_LABELS
        )
        age = GaugeMetricFamily("artel_waiting_seconds", "How long the oldest of them waits.", labels=_LABELS)
        for queue, kind, rows, seconds in self._recent():
            count.add_metric([queue, kind], rows)
            age.add_metric([queue, kind], seconds)
        yield count
        yield age

    def _recent(self) -> list[tuple[str, str, int, float]]:
        if time.monotonic() - self._read_at >= _KEEP_SECONDS:
            try:
                with connection.cursor() as cursor:
                    cursor.execute(_WAITING)
                    self._rows = cursor.fetchall()
                self._read_at = time.monotonic()
            except Error as error:
                self._rows = []
                log.warning("metrics.database_away", error=str(error))
        return self._rows


_waiting = WaitingCollector()


def scrape_registry() -> CollectorRegistry:
    """Everything: the processes' own figures and what waits in the database."""
    together = CollectorRegistry()
    together.register(process_registry())
    together.register(_waiting)
    return together
