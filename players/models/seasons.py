from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from content.models import CatalogueRow
from content.models.catalogue import KEY_MAX_LENGTH
from players.models.catalogue import Item
from players.models.player import Player
from players.rules.ranking import Board
from players.rules.seasons import LONGEST_SEASON

ALL_TIME = 0


class Score(models.Model):
    """What a player has done of something, in a season and since the beginning (season 0).

    Counted in the transaction of the deed, or by a consumer of its event: once either way. `changed_at` is how
    the copy in Redis finds what it lacks.
    """

    pk = models.CompositePrimaryKey("player_id", "what", "season_number")
    player = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="scores", db_index=False)
    what = models.CharField(max_length=40)
    season_number = models.IntegerField(default=ALL_TIME)
    score = models.BigIntegerField()
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["season_number", "what"], name="score_board"),
            models.Index(fields=["changed_at"], name="score_changed"),
        ]


class Season(models.Model):
    """A time in which places are counted anew, with prizes at its end. The row itself is what beat finds due."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        COUNTING = "counting", _("being counted")
        PAYING = "paying", _("prizes are being paid")
        CLOSED = "closed", _("season is over")

    name_ru = models.CharField(_("name, Russian"), max_length=60)
    name_en = models.CharField(_("name, English"), max_length=60)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    repeats = models.BooleanField(
        _("the next one follows by itself"),
        default=True,
        help_text=_(
            "When it ends and no other is planned, another of the same length begins, with the same prizes. "
            "Without this the season plans take turns, if there are any."
        ),
    )
    # Of a release; empty for a season made by hand.
    plan = models.CharField(max_length=KEY_MAX_LENGTH, default="", db_default="", editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PLANNED, editable=False)
    # How much earlier than planned somebody ended it: the season after it is as long as this one was meant to be.
    cut_short = models.DurationField(default=timedelta(0), editable=False)
    # Boards whose final standings are written: each is a step of its own.
    counted: ArrayField[list[str], list[str]] = ArrayField(
        models.CharField(max_length=40), default=list, editable=False
    )
    closed_at = models.DateTimeField(_("season is over"), null=True, editable=False)

    class Meta:
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="season_ends_after_it_begins",
                violation_error_message=_("A season ends after it begins."),
            ),
            ExclusionConstraint(
                name="seasons_do_not_overlap",
                expressions=[
                    (Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField()), "&&")
                ],
                violation_error_message=_("Another season covers a part of this time."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_ru if (get_language() or "").startswith("ru") else self.name_en


class SeasonPrize(models.Model):
    """What each rank of a range brings; a player's prizes on several boards come together."""

    BOARDS = [
        (Board.LEVEL.value, _("experience")),
        (Board.WEALTH.value, _("wealth")),
        (Board.WINS.value, _("victories")),
        (Board.BOSSES.value, _("damage to bosses")),
        (Board.DUNGEON.value, _("dungeon records, in each theme")),
    ]
    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="prizes")
    board = models.CharField(_("board"), max_length=16, choices=BOARDS)
    first = models.PositiveIntegerField(_("from place"), default=1)
    last = models.PositiveIntegerField(_("to place"), default=1)
    gold = models.PositiveIntegerField(_("gold"), default=0)
    item = models.CharField(_("item"), max_length=24, blank=True)
    amount = models.PositiveIntegerField(_("how many"), default=1)

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ["board", "first", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__gte=1, last__gte=F("first")),
                name="prize_places",
                violation_error_message=_("The last place cannot stand before the first."),
            ),
            models.CheckConstraint(
                condition=Q(gold__gt=0) | ~Q(item=""),
                name="prize_of_something",
                violation_error_message=_("A prize needs gold, an item, or both."),
            ),
            models.CheckConstraint(condition=Q(amount__gte=1), name="prize_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.get_board_display()} {self.first}–{self.last}"


class SeasonPlan(CatalogueRow):
    """A season that begins by itself when its turn has come: the draft behind `players/rules/seasons.py`."""

    name_ru = models.CharField(_("name (ru)"), max_length=50, help_text=_("{n} becomes the number of the season."))
    name_en = models.CharField(_("name (en)"), max_length=50, help_text=_("{n} becomes the number of the season."))
    days = models.PositiveSmallIntegerField(
        _("length in days"), default=28, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_SEASON)]
    )
    position = models.PositiveSmallIntegerField(_("turn"), default=0, help_text=_("Plans take turns in this order."))

    class Meta:
        verbose_name = _("season plan")
        verbose_name_plural = _("season plans")
        ordering = ["position", "key"]


class SeasonPlanPrize(models.Model):
    plan = models.ForeignKey(SeasonPlan, on_delete=models.CASCADE, related_name="prizes")
    board = models.CharField(_("board"), max_length=16, choices=SeasonPrize.BOARDS)
    first = models.PositiveIntegerField(_("from place"), default=1)
    last = models.PositiveIntegerField(_("to place"), default=1)
    gold = models.PositiveIntegerField(_("gold"), default=0)
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("item")
    )
    amount = models.PositiveIntegerField(_("how many"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ["pk"]


class SeasonStart(models.Model):
    """The gold that a player had when a season began: its board of wealth shows what came since."""

    pk = models.CompositePrimaryKey("season_id", "player_id")
    season = models.ForeignKey(Season, on_delete=models.CASCADE, db_index=False)
    player = models.ForeignKey(Player, on_delete=models.CASCADE, db_index=False)
    gold = models.BigIntegerField()


class SeasonStanding(models.Model):
    """The final standings of a season, for ever. `prize_due`: the place won something that is not paid yet."""

    # The database does not check millions of ids that were read out of it a moment before.
    season = models.ForeignKey(
        Season, on_delete=models.PROTECT, related_name="standings", db_index=False, db_constraint=False
    )
    board = models.CharField(_("board"), max_length=40)
    player = models.ForeignKey(
        Player,
        on_delete=models.CASCADE,
        related_name="standings",
        db_index=False,
        db_constraint=False,
        verbose_name=_("player"),
    )
    rank = models.PositiveIntegerField(_("place"))
    score = models.BigIntegerField(_("result"))
    prize_due = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("final standing")
        verbose_name_plural = _("final standings")
        indexes = [
            models.Index(fields=["season", "board", "rank"], name="standing_board"),
            models.Index(fields=["season", "player"], name="standing_prize_due", condition=Q(prize_due=True)),
        ]
        constraints = [models.UniqueConstraint(fields=["player", "season", "board"], name="standing_once")]
