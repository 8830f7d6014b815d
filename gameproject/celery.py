import os
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gameproject.settings")

app = Celery("artel")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)
# By name: it is resolved when a worker starts, after Django has loaded the models it needs.
app.steps["worker"].add("common.worker:RelayStep")
app.steps["worker"].add("content.writer:WriterStep")


@heartbeat_sent.connect
def worker_is_alive(**_: Any) -> None:
    """Sent to the broker every two seconds, so a worker that has lost its broker falls silent."""
    from gameproject.alive import show_life

    show_life("worker")
