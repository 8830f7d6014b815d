"""Texts that grow with play: how they are asked for (draft rows), what was written, and what it cost."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from content.models.catalogue import CatalogueRow
from content.rules.texts import LONGEST_TITLE, Policy, Purpose

PURPOSES = [
    (Purpose.LOCATION.value, _("a place at its hour and weather")),
    (Purpose.ROOM.value, _("a room of a dungeon")),
    (Purpose.ITEM.value, _("lore of an item")),
    (Purpose.NPC.value, _("a line of a trader")),
    (Purpose.QUEST.value, _("words of a quest")),
    (Purpose.MONSTER.value, _("a monster's name and legend")),
    (Purpose.BATTLE.value, _("summary of a notable fight")),
    (Purpose.REPLY.value, _("reply of a story")),
]
POLICIES = [
    (Policy.PUBLISH.value, _("publish at once, review after")),
    (Policy.REVIEW.value, _("review first")),
]
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LENGTH = [MinValueValidator(10), MaxValueValidator(700)]


class TextKind(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    purpose = models.CharField(_("what for"), max_length=10, choices=PURPOSES)
    prompt = models.TextField(
        _("prompt"),
        max_length=2000,
        help_text=_("What the writer is told, in English. The facts are added below it by themselves, as data."),
    )
    min_length = models.PositiveSmallIntegerField(_("shortest, characters"), default=40, validators=LENGTH)
    max_length = models.PositiveSmallIntegerField(_("longest, characters"), default=280, validators=LENGTH)
    policy = models.CharField(_("moderation"), max_length=8, choices=POLICIES, default=Policy.PUBLISH.value)
    model = models.CharField(
        _("model"), max_length=60, blank=True, help_text=_("Empty: the one that the provider is configured with.")
    )
    temperature = models.PositiveSmallIntegerField(
        _("temperature, hundredths"), default=80, validators=[MaxValueValidator(200)]
    )
    daily_budget = models.PositiveIntegerField(
        _("budget, US cents a day"), default=0, help_text=_("0: only the budget of all kinds together counts.")
    )
    is_on = models.BooleanField(_("written by AI"), default=True, help_text=_("Off: composed texts only."))
    prefetch = models.BooleanField(
        _("written ahead"),
        default=False,
        help_text=_("What is about to be needed is written when nobody waits, within the budget."),
    )

    class Meta:
        verbose_name = _("kind of text")
        verbose_name_plural = _("kinds of text")
        ordering = ["key"]


class ForbiddenWord(CatalogueRow):
    word = models.CharField(_("word"), max_length=40)
    language = models.CharField(
        _("language"), max_length=2, choices=LANGUAGES, blank=True, help_text=_("Empty: in both.")
    )
    is_stem = models.BooleanField(
        _("all that begins with it"), default=False, help_text=_("“troll” then forbids “trolling” as well.")
    )

    class Meta:
        verbose_name = _("forbidden word")
        verbose_name_plural = _("forbidden words")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.word


class TextRules(CatalogueRow):
    daily_budget = models.PositiveIntegerField(
        _("budget of all kinds, US cents a day"), default=100, help_text=_("Over it players read composed texts.")
    )
    texts_a_player = models.PositiveSmallIntegerField(
        _("texts a player may bring about in a day"), default=30, help_text=_("Over it they read composed texts.")
    )
    reports_to_hide = models.PositiveSmallIntegerField(
        _("reports that hide a text"), default=3, validators=[MinValueValidator(1)]
    )
    tries = models.PositiveSmallIntegerField(_("tries for a text"), default=3, validators=[MinValueValidator(1)])
    lease_seconds = models.PositiveSmallIntegerField(
        _("a writer holds a text for, seconds"), default=60, validators=[MinValueValidator(5)]
    )
    breaker_failures = models.PositiveSmallIntegerField(
        _("failures in a row that close off a provider"), default=5, validators=[MinValueValidator(1)]
    )
    breaker_seconds = models.PositiveSmallIntegerField(
        _("it is left alone for, seconds"), default=60, validators=[MinValueValidator(1)]
    )
    claim_minutes = models.PositiveSmallIntegerField(
        _("a moderator holds a text for, minutes"), default=10, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("rules of texts")
        verbose_name_plural = _("rules of texts")


class GameText(models.Model):
    """One text: what it tells of, who asked for it first, and which version players read.

    `revision` counts what moderators decide, so that two cannot decide the same unknowingly.
    """

    class State(models.TextChoices):
        WANTED = "wanted", _("to be written")
        WAITING = "waiting", _("waiting for review")
        PUBLISHED = "published", _("published")
        HIDDEN = "hidden", _("hidden after reports")
        REJECTED = "rejected", _("rejected")
        FAILED = "failed", _("could not be written")

    purpose = models.CharField(_("kind"), max_length=10, choices=PURPOSES)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    fingerprint = models.CharField(max_length=64, editable=False)
    subject = models.CharField(_("about"), max_length=80)
    facts = models.JSONField(_("facts"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WANTED)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, blank=True)
    body = models.TextField(_("text"), blank=True)
    # The number of the version that players read, or read last; 0: none yet.
    version = models.PositiveSmallIntegerField(_("version"), default=0, db_default=0)
    is_reviewed = models.BooleanField(_("reviewed"), default=False)
    explorer_id = models.BigIntegerField(_("first explorer"), null=True)
    credit = models.CharField(_("named as first explorer"), max_length=32, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), default=0)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True)
    reports = models.PositiveIntegerField(_("reports"), default=0)
    revision = models.PositiveIntegerField(default=0)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("claimed by")
    )
    claimed_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("asked for at"), db_default=Now())
    settled_at = models.DateTimeField(_("in this state since"), db_default=Now())

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["fingerprint"], name="text_once"),
            models.CheckConstraint(
                condition=~models.Q(state="published") | ~models.Q(body=""), name="text_published_with_body"
            ),
        ]
        indexes = [
            models.Index(fields=["priority", "due_at"], name="text_to_write", condition=models.Q(state="wanted")),
            models.Index(fields=["state", "settled_at"], name="text_desk"),
            models.Index(fields=["subject"], name="text_subject"),
            models.Index(fields=["explorer_id"], name="text_explorer", condition=models.Q(explorer_id__isnull=False)),
        ]
        permissions = [("moderate_texts", "Can decide which texts players read")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} · {self.subject} · {self.language}"


class TextVersion(models.Model):
    """What was written once, by whom and how, and what became of it. Never changed but for its verdict."""

    class Origin(models.TextChoices):
        PROVIDER = "provider", _("written by a provider")
        MODERATOR = "moderator", _("written by a moderator")
        BUNDLE = "bundle", _("imported")

    class Verdict(models.TextChoices):
        OPEN = "open", _("not reviewed")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        EDITED = "edited", _("replaced by a moderator's words")
        FAULTY = "faulty", _("stopped by the checks")

    text = models.ForeignKey(GameText, on_delete=models.CASCADE, related_name="versions", verbose_name=_("text"))
    number = models.PositiveSmallIntegerField(_("version"))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.PROVIDER)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, default=Verdict.OPEN)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, blank=True)
    body = models.TextField(_("text"))
    faults = models.JSONField(_("what the checks found"), default=list)
    provider = models.CharField(_("provider"), max_length=20, blank=True)
    model = models.CharField(_("model"), max_length=60, blank=True)
    prompt_version = models.CharField(_("prompt version"), max_length=12, blank=True)
    seed = models.CharField(_("seed"), max_length=20, blank=True)
    cost = models.PositiveIntegerField(_("cost, millionths of a dollar"), default=0)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("reviewer")
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("written at"), db_default=Now())

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="text_version_once")]
        indexes = [models.Index(fields=["reviewed_at"], name="text_version_reviewed")]

    def __str__(self) -> str:
        return f"{self.number}"


class TextCall(models.Model):
    """One call of a provider: booked with the most it may cost before it is made, settled after it."""

    text = models.ForeignKey(GameText, null=True, on_delete=models.SET_NULL, related_name="calls")
    purpose = models.CharField(_("kind"), max_length=10, choices=PURPOSES)
    provider = models.CharField(_("provider"), max_length=20)
    model = models.CharField(_("model"), max_length=60)
    outcome = models.CharField(_("outcome"), max_length=10, blank=True)  # empty: made, and not known yet
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    tokens_in = models.PositiveIntegerField(_("tokens read"), default=0)
    tokens_out = models.PositiveIntegerField(_("tokens written"), default=0)
    reserved = models.PositiveIntegerField(_("reserved, millionths of a dollar"))
    cost = models.PositiveIntegerField(_("cost, millionths of a dollar"), default=0)
    milliseconds = models.PositiveIntegerField(_("took, ms"), default=0)
    is_prefetch = models.BooleanField(_("written ahead"), default=False)
    day = models.DateField(_("day"))
    made_at = models.DateTimeField(_("made at"), db_default=Now())

    class Meta:
        verbose_name = _("call of a provider")
        verbose_name_plural = _("calls of providers")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["day", "purpose"], name="text_call_day")]

    def __str__(self) -> str:
        return f"{self.provider} #{self.pk}"


class TextSpending(models.Model):
    """Money of a day: reserved and spent, for one kind, or with an empty purpose for all together."""

    day = models.DateField()
    purpose = models.CharField(max_length=10, blank=True)
    reserved = models.PositiveBigIntegerField(default=0)
    spent = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("cost of texts")
        verbose_name_plural = _("cost of texts")
        constraints = [models.UniqueConstraint(fields=["day", "purpose"], name="text_spending_once")]


class TextTraffic(models.Model):
    """How texts of a kind were read on a day: found, still missing, and composed because a player's measure was full.

    With an empty purpose: how many players read any, each counted once.
    """

    day = models.DateField()
    purpose = models.CharField(max_length=10)
    hits = models.PositiveBigIntegerField(default=0)
    misses = models.PositiveBigIntegerField(default=0)
    refused = models.PositiveBigIntegerField(default=0)
    readers = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "purpose"], name="text_traffic_once")]


class TextQuota(models.Model):
    """What a player has done about texts on a day: how many they brought about, and whether they read any."""

    day = models.DateField()
    player_id = models.BigIntegerField()
    texts = models.PositiveIntegerField(default=0, db_default=0)
    has_read = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "player_id"], name="text_quota_once")]


class TextWish(models.Model):
    """Who waits to read a text: told when it is there."""

    text = models.ForeignKey(GameText, on_delete=models.CASCADE, related_name="wishes")
    player_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "player_id"], name="text_wish_once")]


class TextReport(models.Model):
    """A player says that a text should not be there."""

    text = models.ForeignKey(GameText, on_delete=models.CASCADE, related_name="complaints", verbose_name=_("text"))
    player_id = models.BigIntegerField(_("player"))
    revision = models.PositiveIntegerField()  # of the text: after a decision a player may report it anew
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("reported at"), db_default=Now())

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["text", "player_id", "revision"], name="text_report_once")]


class ProviderHealth(models.Model):
    """The circuit breaker of a provider, shared by all processes."""

    provider = models.CharField(max_length=20, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    open_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(db_default=Now())


class BannedName(models.Model):
    """A player's name that no prompt tells and no text credits."""

    player_id = models.BigIntegerField(primary_key=True)
    name = models.CharField(_("name"), max_length=32)
    banned_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    banned_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("name banned from texts")
        verbose_name_plural = _("names banned from texts")

    def __str__(self) -> str:
        return self.name
