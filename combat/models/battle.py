from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.models import Release
from players.models import Player


class Battle(models.Model):
    """A battle as it stands. `state` is the rules' own JSON; it keeps the release that it began with."""

    class Outcome(models.TextChoices):
        VICTORY = "victory", _("victory")
        DEFEAT = "defeat", _("defeat")
        FLED = "fled", _("fled")
        DRAW = "draw", _("draw")

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    location = models.CharField(_("location"), max_length=24)
    monster = models.CharField(_("monster"), max_length=24)
    seed = models.CharField(max_length=20, editable=False)
    rng_state = models.CharField(max_length=20, editable=False)
    state = models.JSONField(editable=False)
    version = models.PositiveIntegerField(_("turn"), default=0)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    rewards = models.JSONField(default=dict, editable=False)
    # What holds the player again afterwards, like `run:5`; empty: nothing does.
    returns_to = models.CharField(max_length=40, blank=True, default="", db_default="", editable=False)
    started_at = models.DateTimeField(_("started"), db_default=Now())
    acted_at = models.DateTimeField(_("last action"), db_default=Now())
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("battle")
        verbose_name_plural = _("battles")
        # On a column that no turn changes: the sweep reads the open battles, and a turn stays a cheap update.
        indexes = [models.Index(fields=["started_at"], name="battle_open", condition=models.Q(outcome=""))]

    def __str__(self) -> str:
        return gettext("Battle #%(number)s") % {"number": self.pk}


class BattleMember(models.Model):
    """A player in a battle. A player is in one battle at a time: the database says so."""

    battle = models.ForeignKey(Battle, on_delete=models.CASCADE, related_name="members")
    player = models.ForeignKey(Player, on_delete=models.PROTECT, related_name="battles")
    fighting = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["battle", "player"], name="battle_member_once"),
            models.UniqueConstraint(fields=["player"], condition=models.Q(fighting=True), name="player_in_one_battle"),
        ]


class BattleTurn(models.Model):
    """What one action did: enough, with the seed, to play the battle again."""

    battle = models.ForeignKey(Battle, on_delete=models.CASCADE, related_name="turns")
    number = models.PositiveIntegerField()
    player_id = models.BigIntegerField(null=True)
    action = models.JSONField()
    events = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["battle", "number"], name="battle_turn_once")]
