from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class StreamHead(models.Model):
    """The number of the last event in a player's stream. `player_id` is a plain number: players are above us."""

    player_id = models.BigIntegerField(primary_key=True)
    seq = models.BigIntegerField(default=0)


class StreamEvent(models.Model):
    """One event in a player's stream: numbered 1, 2, 3 … without gaps, per player."""

    player_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    name = models.CharField(max_length=80)
    payload = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["player_id", "seq"], name="stream_seq_once")]
        indexes = [models.Index(fields=["created_at"], name="stream_age")]
