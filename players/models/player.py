from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

NAME_MAX_LENGTH = 20


class Language(models.TextChoices):
    RUSSIAN = "ru", "Русский"
    ENGLISH = "en", "English"


class NoticeKind(models.TextChoices):
    """What the bot may tell without being asked; a player can mute each. Receipts are of no kind: they always come."""

    LEVEL = "level", _("new levels")
    FIND = "find", _("rare finds")
    TRADE = "trade", _("trades and gifts")
    PARCEL = "parcel", _("a full bag")
    ACTIVITY = "activity", _("finished activities")
    QUEST = "quest", _("quests that are done")
    ACHIEVEMENT = "achievement", _("achievements")
    EVENT = "event", _("world events")


class Player(models.Model):
    """A person and their character. Services own every column; `version` counts what changed for the player.

    HP and energy are stored with the time they were true at and regenerate when read.
    """

    telegram_id = models.BigIntegerField(null=True, unique=True)
    guest_key = models.CharField(max_length=64, null=True, unique=True)
    name = models.CharField(_("name"), max_length=NAME_MAX_LENGTH, blank=True)
    name_key = models.CharField(max_length=NAME_MAX_LENGTH * 4, null=True, unique=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ENGLISH)
    text_only = models.BooleanField(_("text only"), default=False)
    notifications = models.BooleanField(_("notifications"), default=True)
    # Kinds that do not come even so. The database has the default too: while a release is rolled out, processes of
    # the one before it still add players.
    muted: ArrayField[list[str], list[str]] = ArrayField(
        models.CharField(max_length=24), default=list, db_default=[], blank=True, verbose_name=_("muted notifications")
    )
    # Whether the name stands beside texts that the player was first to meet.
    credited = models.BooleanField(_("named as first explorer"), default=True, db_default=True)
    character_class = models.CharField(_("class"), max_length=24, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    xp = models.PositiveIntegerField("XP", default=0)
    hp = models.PositiveIntegerField("HP", default=0)
    hp_at = models.DateTimeField(db_default=Now())
    energy = models.PositiveIntegerField(_("energy"), default=0)
    energy_at = models.DateTimeField(db_default=Now())
    # Skills learned for points: one entry a rank, in the order they were learned.
    learned: ArrayField[list[str], list[str]] = ArrayField(
        models.CharField(max_length=24), default=list, db_default=[], blank=True, editable=False
    )
    engagement = models.CharField(max_length=40, blank=True)  # what holds the player, like `battle:12`
    # What goes on meanwhile and holds nobody, like `activity:12`.
    pastime = models.CharField(max_length=40, blank=True, default="", db_default="")
    version = models.PositiveIntegerField(default=0)
    token_version = models.PositiveIntegerField(default=0)
    banned_at = models.DateTimeField(_("banned"), null=True, blank=True)
    created_at = models.DateTimeField(_("joined"), db_default=Now())
    seen_at = models.DateTimeField(_("last seen"), db_default=Now())

    class Meta:
        verbose_name = _("player")
        verbose_name_plural = _("players")
        indexes = [models.Index(fields=["seen_at"], name="player_seen")]
        constraints = [models.CheckConstraint(condition=models.Q(level__gte=1), name="player_level_positive")]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class Equipped(models.Model):
    """What a player wears: one item a slot. A worn item still counts in the holdings.

    `gear`: the piece, when it is one of a kind; a piece is worn once at most.
    """

    player = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="equipment")
    slot = models.CharField(max_length=12)
    item = models.CharField(max_length=24)
    gear = models.OneToOneField("players.Gear", on_delete=models.PROTECT, null=True, related_name="worn")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["player", "slot"], name="equipped_slot_once")]
