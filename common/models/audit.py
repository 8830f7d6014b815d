from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Who did what to which thing, and why. Append-only."""

    actor = models.CharField(max_length=180)  # "staff:3 admin", "player:12", "system"
    action = models.CharField(max_length=80)  # "players.wallet_correct"
    subject = models.CharField(max_length=120)  # "player:12", "release:4"
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject", "-id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.subject}"
