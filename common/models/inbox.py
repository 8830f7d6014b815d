from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class InboxMessage(models.Model):
    """An update received from outside, stored before it is confirmed to its sender.

    `lane` is who it is from: updates of one lane are processed one after another, in the order of `external_id`.
    """

    class State(models.TextChoices):
        PENDING = "pending", "pending"
        DONE = "done", "done"
        PARKED = "parked", "parked after repeated failures"

    source = models.CharField(max_length=40)
    external_id = models.BigIntegerField()
    lane = models.BigIntegerField()
    payload = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    received_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("inbox message")
        verbose_name_plural = _("inbox messages")
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="inbox_once")]
        indexes = [
            models.Index(
                fields=["source", "lane", "external_id"],
                name="inbox_pending",
                condition=models.Q(state="pending"),
            ),
            models.Index(fields=["id"], name="inbox_parked", condition=models.Q(state="parked")),
            models.Index(fields=["done_at"], name="inbox_done", condition=models.Q(state="done")),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"
