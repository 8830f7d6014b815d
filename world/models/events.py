"""World events: the draft rows, the schedules, and what happened."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.models import CatalogueRow, Release
from content.models.catalogue import KEY_MAX_LENGTH
from players.models import Player
from world.models.catalogue import AT_LEAST_ONE, Location, LootTable, Monster, Region
from world.models.sky import Weather
from world.rules.events import EventKind, MissedPolicy

MOST_PERCENT = [MaxValueValidator(1000)]


class WorldEvent(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    announcement_ru = models.TextField(_("announcement (ru)"), max_length=400)
    announcement_en = models.TextField(_("announcement (en)"), max_length=400)
    icon = models.CharField(_("icon"), max_length=8)
    kind = models.CharField(_("kind"), max_length=12, choices=[(kind.value, kind.value) for kind in EventKind])
    minutes = models.PositiveIntegerField(
        _("lasts, minutes"), validators=[MinValueValidator(10), MaxValueValidator(31 * 24 * 60)]
    )
    when_missed = models.CharField(
        _("when its start was missed"),
        max_length=16,
        choices=[(policy.value, policy.value) for policy in MissedPolicy],
        default=MissedPolicy.SKIP.value,
    )
    min_level = models.PositiveSmallIntegerField(_("told from level"), default=1, validators=AT_LEAST_ONE)
    usual_times = models.CharField(
        _("usual times"),
        max_length=120,
        blank=True,
        help_text=_("A crontab line for the schedule that a new event begins with, like “0 20 * * sat”"),
    )
    usual_zone = models.CharField(_("time zone of these"), max_length=64, default="Europe/Moscow")
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"),
        help_text=_("Where it happens and whose people are told; none is everywhere"),
    )  # fmt: skip
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("location")
    )
    entrance = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("only from"),
        help_text=_("Only the way from here opens or closes; none is all ways"),
    )  # fmt: skip
    monster = models.ForeignKey(
        Monster, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("monster")
    )
    boss_hp = models.PositiveIntegerField(_("shared HP"), default=0, validators=[MaxValueValidator(2_000_000_000)])
    strike_seconds = models.PositiveIntegerField(_("wait between strikes, seconds"), default=60)
    min_damage = models.PositiveIntegerField(_("least damage for a reward"), default=1)
    reward_xp = models.PositiveIntegerField(_("XP for each"), default=0)
    reward_gold = models.PositiveIntegerField(_("gold for each"), default=0)
    pool_gold = models.PositiveIntegerField(
        _("gold shared out by damage"), default=0, validators=[MaxValueValidator(1_000_000_000)]
    )
    top_places = models.PositiveSmallIntegerField(_("how many of the best get loot"), default=3)
    loot_table = models.ForeignKey(
        LootTable, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("loot table")
    )
    xp_percent = models.PositiveSmallIntegerField(_("XP, % of the usual"), default=100, validators=MOST_PERCENT)
    gold_percent = models.PositiveSmallIntegerField(_("gold, % of the usual"), default=100, validators=MOST_PERCENT)
    loot_percent = models.PositiveSmallIntegerField(_("loot, % of the usual"), default=100, validators=MOST_PERCENT)
    weather = models.ForeignKey(
        Weather, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("weather")
    )

    class Meta:
        verbose_name = _("world event")
        verbose_name_plural = _("world events")
        ordering = ["key"]


class EventSchedule(models.Model):
    """When an event begins: the fields of a crontab, or one date and time; by the wall clock of `zone`.

    A timer of kind `world.event_due` waits for the next run.
    """

    event = models.CharField(_("event"), max_length=KEY_MAX_LENGTH, db_index=True)
    is_on = models.BooleanField(_("switched on"), default=True)
    zone = models.CharField(_("time zone"), max_length=64, default="Europe/Moscow")
    minute = models.CharField(_("minute"), max_length=120, default="0")
    hour = models.CharField(_("hour"), max_length=120, default="12")
    day = models.CharField(_("day of the month"), max_length=120, default="*")
    month = models.CharField(_("month"), max_length=120, default="*")
    weekday = models.CharField(_("day of the week"), max_length=120, default="*")
    once_date = models.DateField(_("once, on"), null=True, blank=True)
    once_time = models.TimeField(_("once, at"), null=True, blank=True)

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        ordering = ["event", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(once_date__isnull=True, once_time__isnull=True)
                | models.Q(once_date__isnull=False, once_time__isnull=False),
                name="schedule_once_whole",
                violation_error_message=_("For one time give both the date and the time."),
            )
        ]

    def __str__(self) -> str:
        return gettext("Schedule #%(number)s") % {"number": self.pk}


class EventRun(models.Model):
    """One time that an event happened, or was left out. It keeps the release that it began with."""

    class State(models.TextChoices):
        RUNNING = "running", _("goes on")
        ENDED = "ended", _("over")
        SKIPPED = "skipped", _("left out")

    event = models.CharField(_("event"), max_length=KEY_MAX_LENGTH)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=State)
    planned_at = models.DateTimeField(_("planned for"))
    started_at = models.DateTimeField(_("began"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    started_by = models.CharField(max_length=180)  # `schedule:3`, `staff:1 anna`
    ended_by = models.CharField(max_length=180, blank=True)  # `timer`, `felled`, `staff:1 anna`
    result = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("event that happened")
        verbose_name_plural = _("events that happened")
        constraints = [
            models.UniqueConstraint(fields=["event", "planned_at"], name="event_run_once"),
            models.UniqueConstraint(fields=["event"], condition=models.Q(state="running"), name="event_runs_alone"),
        ]

    def __str__(self) -> str:
        return gettext("Event #%(number)s") % {"number": self.pk}


class BossFight(models.Model):
    """The HP that everybody strikes at. Only `boss_strike` and the end of the event write here."""

    run = models.OneToOneField(EventRun, on_delete=models.CASCADE, primary_key=True, related_name="boss")
    max_hp = models.PositiveIntegerField()
    hp = models.PositiveIntegerField()
    is_open = models.BooleanField(default=True)
    last_blow = models.PositiveIntegerField(default=0)
    felled_by = models.ForeignKey(Player, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(hp__lte=models.F("max_hp")), name="boss_hp_in_bounds"),
        ]


class BossContribution(models.Model):
    """What one player has done to a boss, and what came of it."""

    class State(models.TextChoices):
        OPEN = "open", _("still fighting")
        OWED = "owed", _("reward on its way")
        PAID = "paid", _("rewarded")
        NOTHING = "nothing", _("too little for a reward")
        FAILED = "failed", _("could not be rewarded")

    boss = models.ForeignKey(BossFight, on_delete=models.CASCADE, related_name="contributions")
    player = models.ForeignKey(Player, on_delete=models.PROTECT, related_name="+")
    damage = models.PositiveIntegerField(default=0)
    strikes = models.PositiveIntegerField(default=0)
    struck_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=8, choices=State, default=State.OPEN, db_default="open")
    place = models.PositiveIntegerField(null=True)  # among the best, from 1
    xp = models.PositiveIntegerField(default=0, db_default=0)
    gold = models.PositiveIntegerField(default=0, db_default=0)
    items = models.JSONField(default=list, db_default=[])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["boss", "player"], name="boss_contribution_once")]
        indexes = [
            models.Index(fields=["boss", "-damage"], name="boss_contribution_best"),
            models.Index(fields=["boss", "id"], name="boss_contribution_owed", condition=models.Q(state="owed")),
        ]
