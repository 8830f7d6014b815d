"""What Prometheus is told about the game. A counter is kept by each process; Prometheus adds them up.

Where one role runs several processes behind one port, PROMETHEUS_MULTIPROC_DIR makes a scrape of any of them
answer for all.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

import structlog
from django.conf import settings
from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    start_http_server,
)
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from common.errors import GameError
from common.events import Event

log = structlog.get_logger(__name__)

_SHARED_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"

COMMANDS = Counter("artel_commands", "Commands committed: what players and game masters did.", ["command"])
REFUSALS = Counter("artel_refusals", "Refusals given, by their code.", ["code"])
EVENTS = Counter(
    "artel_events",
    "Events relayed. `outcome` is the event's own, where it has one: combat.BattleEnded counts ended battles.",
    ["name", "outcome"],
)
EVENT_FAILURES = Counter("artel_event_failures", "Tries of an event that failed.", ["name"])
RELAY_SECONDS = Histogram(
    "artel_relay_seconds",
    "From the transaction that announced an event to the end of its relay.",
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60, 600),
)
TEXTS_READ = Counter(
    "artel_texts_read",
    "Texts read, by kind and outcome: hits, misses (composed), refused (a player's measure was full).",
    ["purpose", "outcome"],
)
TEXT_CALLS = Counter("artel_text_calls", "Calls of a provider of texts, by outcome.", ["provider", "outcome"])
TEXT_COST = Counter("artel_text_cost_dollars", "What the calls have cost, in US dollars.", ["provider", "purpose"])
TEXT_SECONDS = Histogram(
    "artel_text_seconds",
    "How long a call of a provider took, its retries included.",
    ["provider"],
    buckets=(0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 60),
)
SOCKETS = Gauge("artel_sockets", "Open WebSockets.", multiprocess_mode="livesum")
SOCKET_EVENTS = Counter("artel_socket_events", "Events sent to WebSockets.")
SOCKET_CLOSES = Counter("artel_socket_closes", "WebSockets that we closed, by code.", ["code"])


def commands_committed(names: Iterable[str]) -> None:
    for name in names:
        COMMANDS.labels(name).inc()


def refused(refusal: GameError) -> None:
    """Count a refusal once, however many commands it passes through on its way out."""
    if not getattr(refusal, "is_counted", False):
        refusal.is_counted = True  # type: ignore[attr-defined]
        REFUSALS.labels(refusal.code).inc()


def event_relayed(event: Event, seconds: float) -> None:
    outcome = getattr(event, "outcome", "")
    EVENTS.labels(event.name, outcome if isinstance(outcome, str) else "").inc()
    RELAY_SECONDS.observe(seconds)


def text_called(*, provider: str, purpose: str, outcome: str, dollars: float, seconds: float) -> None:
    TEXT_CALLS.labels(provider, outcome).inc()
    TEXT_COST.labels(provider, purpose).inc(dollars)
    TEXT_SECONDS.labels(provider).observe(seconds)


def process_ended(pid: int) -> None:
    """A process of this role that ended no longer counts in the live figures."""
    if os.environ.get(_SHARED_DIRECTORY):
        mark_process_dead(pid)  # type: ignore[no-untyped-call]


def process_registry() -> CollectorRegistry:
    """The figures of this process; of all that share its PROMETHEUS_MULTIPROC_DIR when there is one."""
    if not os.environ.get(_SHARED_DIRECTORY):
        return REGISTRY
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return shared


def serve_metrics() -> None:
    """Answer Prometheus on METRICS_PORT, in a thread; for the roles that speak no HTTP. Off when it is 0."""
    port = int(getattr(settings, "METRICS_PORT", 0))
    if not port:
        return
    try:
        start_http_server(port, registry=process_registry())
    except OSError as error:  # being observed is worth a line in the log, not a dead worker
        log.warning("metrics.port_unavailable", port=port, error=str(error))
