from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.models import Release
from players.models import Player
from world.rules.activities import ActivityKind

KIND_NAMES = {
    ActivityKind.CRAFT: _("crafting"),
    ActivityKind.GATHER: _("gathering"),
    ActivityKind.PASTIME: _("training or work"),
    ActivityKind.JOURNEY: _("a journey"),
}


class PlayerProfession(models.Model):
    """How good a player is at a profession. No row: level 1 without practice."""

    player = models.ForeignKey(Player, on_delete=models.PROTECT, related_name="professions")
    profession = models.CharField(max_length=24)
    level = models.PositiveSmallIntegerField(default=1)
    xp = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["player", "profession"], name="player_profession_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1), name="profession_level_positive"),
        ]


class NodeStock(models.Model):
    """What a player left at a gathering place, as of `at`. No row: all of it is there. It grows when read."""

    player = models.ForeignKey(Player, on_delete=models.PROTECT, related_name="+")
    node = models.CharField(max_length=24)
    left = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["player", "node"], name="node_stock_once")]


class ActivityRun(models.Model):
    """Something that a player does over time. It keeps the release that it began with, and is given once.

    `subject` is the key of the recipe, the gathering place or the activity. A player does one thing at a time:
    the database says so.
    """

    class Outcome(models.TextChoices):
        FINISHED = "finished", _("finished")
        STOPPED = "stopped", _("broken off")

    player = models.ForeignKey(Player, on_delete=models.PROTECT, related_name="activities")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=[(kind.value, name) for kind, name in KIND_NAMES.items()])
    subject = models.CharField(_("what"), max_length=24)
    location = models.CharField(_("location"), max_length=24)
    portions = models.PositiveSmallIntegerField(_("portions"))
    portion_seconds = models.PositiveIntegerField(_("seconds a portion"))
    chance = models.PositiveSmallIntegerField(_("chance, %"), default=100)
    seed = models.CharField(max_length=20, editable=False)
    started_at = models.DateTimeField(_("started"), db_default=Now())
    ends_at = models.DateTimeField(_("ends"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("player’s activity")
        verbose_name_plural = _("players’ activities")
        indexes = [
            models.Index(fields=["player", "-id"], name="activity_player"),
            models.Index(fields=["ended_at"], name="activity_ended", condition=~models.Q(outcome="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["player"], condition=models.Q(outcome=""), name="player_does_one_thing"),
            models.CheckConstraint(condition=models.Q(portions__gte=1), name="activity_has_portions"),
            models.CheckConstraint(
                condition=models.Q(outcome="", ended_at=None) | (~models.Q(outcome="") & ~models.Q(ended_at=None)),
                name="activity_ended_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Activity #%(number)s") % {"number": self.pk}
