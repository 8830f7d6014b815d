from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from players.models.player import Player


class Holding(models.Model):
    """How much of an asset a player has: `gold`, `item:<key>`, or a piece, `gear:<id>`. Always the sum of the ledger's
    entries."""

    player = models.ForeignKey(Player, on_delete=models.PROTECT, related_name="holdings")
    asset = models.CharField(_("asset"), max_length=40)
    amount = models.BigIntegerField(_("amount"), default=0)

    class Meta:
        verbose_name = _("holding")
        verbose_name_plural = _("holdings")
        constraints = [
            models.UniqueConstraint(fields=["player", "asset"], name="holding_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="holding_not_negative"),
        ]


class LedgerEntry(models.Model):
    """One movement of value to (+) or from (-) a player. Append-only: the database refuses to change it."""

    player = models.ForeignKey(Player, on_delete=models.PROTECT, related_name="ledger")
    asset = models.CharField(_("asset"), max_length=40)
    amount = models.BigIntegerField(_("amount"))
    balance = models.BigIntegerField(_("balance after"))
    reason = models.CharField(_("reason"), max_length=40)
    reference = models.CharField(_("reference"), max_length=180, blank=True)
    key = models.CharField(max_length=120, null=True, unique=True)
    created_at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        indexes = [
            models.Index(fields=["player", "-id"], name="ledger_player"),
            models.Index(fields=["created_at", "reason"], name="ledger_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount=0), name="ledger_moves_something"),
            models.CheckConstraint(condition=models.Q(balance__gte=0), name="ledger_never_negative"),
        ]
