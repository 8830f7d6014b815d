from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Timer(models.Model):
    """Something that must happen at a time: a row that the sweep finds when it is due."""

    class State(models.TextChoices):
        PENDING = "pending", "pending"
        DEAD = "dead", "dead letter"

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    payload = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("timer")
        verbose_name_plural = _("timers")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="timer_once")]
        indexes = [models.Index(fields=["due_at"], name="timer_due", condition=models.Q(state="pending"))]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
