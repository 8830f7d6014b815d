from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from players.models import Player


class GiftTally(models.Model):
    """How many gifts one player had from another, on the last day there were any."""

    giver = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    given = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["giver", "receiver"], name="gift_tally_once")]


class Trade(models.Model):
    """A trade between two players. While it is open nothing has moved: what is on the table is in the bags still.

    `opener_goods`, `partner_goods`: [asset, amount] pairs. A player is in one open trade at most, on either side:
    services see to it under both players' locks, the database to each side.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("called off")
        EXPIRED = "expired", _("run out")

    opener = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="+", verbose_name=_("who asked"))
    partner = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="+", verbose_name=_("who was asked"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=0)
    opener_goods = models.JSONField(_("offered by the first"), default=list)
    partner_goods = models.JSONField(_("offered by the second"), default=list)
    opener_agreed = models.BooleanField(default=False)
    partner_agreed = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("at"), db_default=Now())
    expires_at = models.DateTimeField(_("runs out"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("trade between players")
        verbose_name_plural = _("trades between players")
        constraints = [
            models.CheckConstraint(condition=~models.Q(opener=models.F("partner")), name="trade_takes_two"),
            models.UniqueConstraint(fields=["opener"], condition=models.Q(state="open"), name="trade_open_by_opener"),
            models.UniqueConstraint(fields=["partner"], condition=models.Q(state="open"), name="trade_open_by_partner"),
        ]
        indexes = [
            models.Index(fields=["opener", "-id"], name="trade_opener"),
            models.Index(fields=["partner", "-id"], name="trade_partner"),
        ]
