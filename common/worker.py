"""What the worker role runs beside its tasks."""

from __future__ import annotations

from typing import Any

from celery import bootsteps, signals

from common.metrics import process_ended, serve_metrics
from common.relay_thread import RelayThread


class RelayStep(bootsteps.StartStopStep):
    """Starts with the worker, before it has reached the broker: events flow even while Redis is away."""

    requires = ("celery.worker.components:Pool",)  # forked before this thread exists

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        super().__init__(parent, **kwargs)
        self.relay = RelayThread()

    def start(self, parent: Any) -> None:
        serve_metrics()
        self.relay.start()

    def stop(self, parent: Any) -> None:
        self.relay.stop()

    def terminate(self, parent: Any) -> None:
        self.relay.stop()


@signals.worker_process_shutdown.connect
def forget_process(pid: int, **_: Any) -> None:
    process_ended(pid)
