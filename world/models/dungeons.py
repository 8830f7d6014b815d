from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from content.models import Release
from players.models import Player


class DungeonRun(models.Model):
    """A party's way through one dungeon. It keeps the release that it began with, and in a row beside it the dungeon.

    `state` is the rules' own JSON as of `version`: what Redis holds of a later version may be lost. The thousands of
    `version` count the changes that may not, so what Redis holds of an earlier thousand is out of date.
    """

    class Result(models.TextChoices):
        VICTORY = "victory", _("victory")
        DEFEAT = "defeat", _("defeat")
        LEFT = "left", _("left")

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    theme = models.CharField(_("dungeon"), max_length=24)
    seed = models.CharField(_("seed"), max_length=20, editable=False)
    state = models.JSONField(editable=False)
    version = models.PositiveIntegerField(default=0)
    result = models.CharField(_("result"), max_length=8, choices=Result, blank=True)
    rewards = models.JSONField(default=dict, editable=False)
    started_at = models.DateTimeField(_("started"), db_default=Now())
    stored_at = models.DateTimeField(_("last stored"), db_default=Now())
    finished_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("dungeon run")
        verbose_name_plural = _("dungeon runs")
        # On a column that no snapshot changes: the sweep reads the open runs, and a snapshot stays a cheap update.
        indexes = [models.Index(fields=["started_at"], name="dungeon_run_open", condition=models.Q(result=""))]

    def __str__(self) -> str:
        return f"#{self.pk}"


class DungeonPlan(models.Model):
    """The very dungeon that a run goes through. Apart from the run, whose row is written anew every few seconds."""

    run = models.OneToOneField(DungeonRun, on_delete=models.CASCADE, primary_key=True, related_name="plan")
    dungeon = models.JSONField(editable=False)


class DungeonRunMember(models.Model):
    """A player on a run. A player is on one run at a time: the database says so."""

    run = models.ForeignKey(DungeonRun, on_delete=models.CASCADE, related_name="members")
    player = models.ForeignKey(Player, on_delete=models.PROTECT, related_name="dungeon_runs")
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "player"], name="dungeon_run_member_once"),
            models.UniqueConstraint(fields=["player"], condition=models.Q(active=True), name="player_on_one_run"),
        ]


class DungeonReward(models.Model):
    """The mark that a run has given what lies in one place (`room:5`, `end`) to a player: it never does so again."""

    run = models.ForeignKey(DungeonRun, on_delete=models.CASCADE, related_name="given")
    player = models.ForeignKey(Player, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=12)
    gold = models.PositiveIntegerField(default=0)
    items = models.JSONField(default=list)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "player", "place"], name="dungeon_reward_once")]
