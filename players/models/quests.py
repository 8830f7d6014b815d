"""Quests and achievements: the draft rows behind `players/rules/quests.py`, and how far players are with them."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from content.models import CatalogueRow
from content.models.catalogue import KEY_MAX_LENGTH
from players.models.catalogue import Item
from players.models.player import Player
from players.rules.quests import Fact, Repeat

AT_LEAST_ONE = [MinValueValidator(1)]
FACTS = [(fact.value, fact.value) for fact in Fact]


class Quest(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.TextField(_("description (ru)"), max_length=400)
    description_en = models.TextField(_("description (en)"), max_length=400)
    thanks_ru = models.TextField(_("said at the end (ru)"), max_length=300)
    thanks_en = models.TextField(_("said at the end (en)"), max_length=300)
    icon = models.CharField(_("icon"), max_length=8)
    # Places are rows of an app above this one: lint sees that it exists.
    giver = models.CharField(_("accepted at"), max_length=KEY_MAX_LENGTH, blank=True, help_text=_("Empty: anywhere."))
    min_level = models.PositiveSmallIntegerField(_("from level"), default=1, validators=AT_LEAST_ONE)
    repeat = models.CharField(
        _("how often"),
        max_length=8,
        choices=[(repeat.value, repeat.value) for repeat in Repeat],
        default=Repeat.ONCE.value,
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    xp = models.PositiveIntegerField("XP", default=0)
    gold = models.PositiveIntegerField(_("gold"), default=0)

    class Meta:
        verbose_name = _("quest")
        verbose_name_plural = _("quests")
        ordering = ["position", "min_level", "key"]


class QuestObjective(models.Model):
    quest = models.ForeignKey(Quest, on_delete=models.CASCADE, related_name="objectives")
    fact = models.CharField(_("what"), max_length=20, choices=FACTS)
    subject = models.CharField(_("of which"), max_length=KEY_MAX_LENGTH, blank=True)
    amount = models.PositiveIntegerField(_("how many"), default=1, validators=AT_LEAST_ONE)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["pk"]


class QuestPrerequisite(models.Model):
    follower = models.ForeignKey(Quest, on_delete=models.CASCADE, related_name="prerequisites")
    quest = models.ForeignKey(Quest, on_delete=models.RESTRICT, related_name="+", verbose_name=_("finished first"))

    class Meta:
        verbose_name = _("quest to finish first")
        verbose_name_plural = _("quests to finish first")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["follower", "quest"], name="prerequisite_once"),
            models.CheckConstraint(
                condition=~models.Q(follower=models.F("quest")),
                name="prerequisite_is_another",
                violation_error_message=_("A quest cannot come before itself."),
            ),
        ]


class QuestItem(models.Model):
    quest = models.ForeignKey(Quest, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name=_("item"))
    amount = models.PositiveSmallIntegerField(_("amount"), default=1, validators=AT_LEAST_ONE)

    class Meta:
        verbose_name = _("item of the reward")
        verbose_name_plural = _("items of the reward")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["quest", "item"], name="quest_item_once")]


class Achievement(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.CharField(_("description (ru)"), max_length=200)
    description_en = models.CharField(_("description (en)"), max_length=200)
    icon = models.CharField(_("icon"), max_length=8)
    fact = models.CharField(_("what"), max_length=20, choices=FACTS)
    subject = models.CharField(_("of which"), max_length=KEY_MAX_LENGTH, blank=True)
    amount = models.PositiveIntegerField(_("how many"), default=1, validators=AT_LEAST_ONE)
    points = models.PositiveSmallIntegerField(_("points"), default=10)
    hidden = models.BooleanField(_("hidden until unlocked"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    xp = models.PositiveIntegerField("XP", default=0)
    gold = models.PositiveIntegerField(_("gold"), default=0)

    class Meta:
        verbose_name = _("achievement")
        verbose_name_plural = _("achievements")
        ordering = ["position", "key"]


class AchievementItem(models.Model):
    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name=_("item"))
    amount = models.PositiveSmallIntegerField(_("amount"), default=1, validators=AT_LEAST_ONE)

    class Meta:
        verbose_name = _("item of the reward")
        verbose_name_plural = _("items of the reward")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["achievement", "item"], name="achievement_item_once")]


class FactTally(models.Model):
    """How often a fact has happened to a player; with a subject, or (empty) of any. It only grows."""

    player = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="tallies", db_index=False)
    fact = models.CharField(max_length=20)
    subject = models.CharField(max_length=KEY_MAX_LENGTH, blank=True)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["player", "fact", "subject"], name="tally_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="tally_not_negative"),
        ]


class QuestEntry(models.Model):
    """A quest in a player's log, accepted last in `period` (a day, a week, or empty). One row however often it is
    done: the ledger and the totals tell the rest."""

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        FINISHED = "finished", _("finished")
        ABANDONED = "abandoned", _("abandoned")

    player = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="quests", db_index=False)
    quest = models.CharField(_("quest"), max_length=KEY_MAX_LENGTH)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ACTIVE)
    period = models.CharField(_("period"), max_length=10, blank=True)
    baseline = models.JSONField(default=dict)  # the tallies when it was accepted, {fact: {subject: amount}}
    told = models.BooleanField(default=False)  # that it is ready
    times_accepted = models.PositiveIntegerField(_("accepted"), default=1)
    times_finished = models.PositiveIntegerField(_("finished"), default=0)
    accepted_at = models.DateTimeField(_("accepted at"), db_default=Now())
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("quest of a player")
        verbose_name_plural = _("quests of players")
        constraints = [models.UniqueConstraint(fields=["player", "quest"], name="quest_entry_once")]
        indexes = [models.Index(fields=["quest", "state"], name="quest_entry_quest")]


class UnlockedAchievement(models.Model):
    """An achievement that a player has. `claimed_at`: when its reward was taken."""

    player = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="achievements", db_index=False)
    achievement = models.CharField(_("achievement"), max_length=KEY_MAX_LENGTH)
    unlocked_at = models.DateTimeField(_("unlocked"), db_default=Now())
    claimed_at = models.DateTimeField(_("reward taken"), null=True, blank=True)

    class Meta:
        verbose_name = _("achievement of a player")
        verbose_name_plural = _("achievements of players")
        constraints = [models.UniqueConstraint(fields=["player", "achievement"], name="achievement_once")]
        indexes = [models.Index(fields=["achievement"], name="unlocked_achievement")]
