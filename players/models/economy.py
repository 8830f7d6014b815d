from __future__ import annotations

from django.db import models


class LedgerDay(models.Model):
    """What the ledger says of one day (UTC), asset and reason: summed by beat, so that no page reads every entry."""

    pk = models.CompositePrimaryKey("day", "asset", "reason")
    day = models.DateField()
    asset = models.CharField(max_length=40)
    reason = models.CharField(max_length=40)
    gained = models.BigIntegerField()
    spent = models.BigIntegerField()
    moves = models.IntegerField()
