from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from players.models import Player


class Whereabouts(models.Model):
    """Where a player is: the key of a location of the active release."""

    player = models.OneToOneField(Player, on_delete=models.CASCADE, primary_key=True, related_name="whereabouts")
    location = models.CharField(max_length=24)
    arrived_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["location", "-arrived_at"], name="whereabouts_location")]
