from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class OutboxMessage(models.Model):
    """Something owed to the world outside the transaction: an event to relay, a Telegram message to send.

    `topic` says which relay carries it; rows of one `lane` go in the order of their ids.
    """

    class State(models.TextChoices):
        PENDING = "pending", "pending"
        DONE = "done", "done"
        DEAD = "dead", "dead letter"

    topic = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    lane = models.CharField(max_length=64, blank=True)
    payload = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    is_streamed = models.BooleanField(default=False)  # of a message that failed: its audience has been told
    created_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("outbox message")
        verbose_name_plural = _("outbox messages")
        indexes = [
            models.Index(fields=["topic", "id"], name="outbox_pending", condition=models.Q(state="pending")),
            models.Index(fields=["done_at"], name="outbox_done", condition=models.Q(state="done")),
            models.Index(fields=["id"], name="outbox_dead", condition=models.Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.name} #{self.pk}"


class Consumption(models.Model):
    """Proof that a consumer has handled a message; it commits with the consumer's effects."""

    consumer = models.CharField(max_length=160)
    message_id = models.BigIntegerField()
    consumed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message_id", "consumer"], name="consumption_once"),
        ]
