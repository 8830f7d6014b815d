"""Rolled equipment: its tables and sets in the draft, the pieces that players have, and what waits for room."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from content.models import CatalogueRow
from players.models.player import Player
from players.rules.catalogue import AffixStat, Rarity

RARITIES = [(rarity.value, rarity.value) for rarity in Rarity]
POSITIVE = [MinValueValidator(1)]


class AffixTable(CatalogueRow):
    class Meta:
        verbose_name = _("affix table")
        verbose_name_plural = _("affix tables")
        ordering = ["key"]


class AffixGrade(models.Model):
    table = models.ForeignKey(AffixTable, on_delete=models.CASCADE, related_name="grades")
    rarity = models.CharField(_("rarity"), max_length=12, choices=RARITIES)
    weight = models.PositiveSmallIntegerField(_("weight"))
    affixes = models.PositiveSmallIntegerField(_("affixes"), validators=[MaxValueValidator(len(AffixStat))])
    price_percent = models.PositiveSmallIntegerField(_("price, % of the usual"), default=100)

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["table", "rarity"], name="affix_grade_once")]


class AffixRow(models.Model):
    table = models.ForeignKey(AffixTable, on_delete=models.CASCADE, related_name="affixes")
    key = models.CharField(_("key"), max_length=24)
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    stat = models.CharField(_("stat"), max_length=12, choices=[(stat.value, stat.value) for stat in AffixStat])
    low = models.PositiveSmallIntegerField(_("least at level 1"), validators=POSITIVE)
    high = models.PositiveSmallIntegerField(_("most at level 1"), validators=POSITIVE)
    growth = models.PositiveSmallIntegerField(_("growth a level, hundredths"), default=0)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    min_level = models.PositiveSmallIntegerField(_("on items from level"), default=1, validators=POSITIVE)

    class Meta:
        verbose_name = _("affix")
        verbose_name_plural = _("affixes")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="affix_key_once")]


class ItemSet(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)

    class Meta:
        verbose_name = _("item set")
        verbose_name_plural = _("item sets")
        ordering = ["key"]


class ItemSetBonus(models.Model):
    item_set = models.ForeignKey(ItemSet, on_delete=models.CASCADE, related_name="bonuses")
    pieces = models.PositiveSmallIntegerField(_("pieces worn"), validators=[MinValueValidator(2)])
    strength = models.SmallIntegerField(_("strength"), default=0)
    agility = models.SmallIntegerField(_("agility"), default=0)
    intellect = models.SmallIntegerField(_("intellect"), default=0)
    vitality = models.SmallIntegerField(_("vitality"), default=0)
    attack = models.SmallIntegerField(_("attack"), default=0)
    armor = models.SmallIntegerField(_("armor"), default=0)

    class Meta:
        verbose_name = _("bonus of the set")
        verbose_name_plural = _("bonuses of the set")
        ordering = ["pieces", "pk"]
        constraints = [models.UniqueConstraint(fields=["item_set", "pieces"], name="set_bonus_once")]


class Gear(models.Model):
    """A piece that is one of a kind: what it was rolled to stays, whatever later releases say.

    Who has it is in the ledger, as one of the asset `gear:<id>`; `owner` repeats it, so that a bag is one query, and
    `manage.py check_ledger` proves that the two agree. `seed` rolls the same piece again.
    """

    owner = models.ForeignKey(Player, on_delete=models.PROTECT, null=True, related_name="gear", verbose_name=_("owner"))
    item = models.CharField(_("item"), max_length=24)
    rarity = models.CharField(_("rarity"), max_length=12, choices=RARITIES)
    affixes = models.JSONField(_("affixes"), default=list)
    bound = models.BooleanField(_("bound"), default=False)
    wear = models.PositiveIntegerField(_("wear"), default=0, db_default=0)  # how much of its durability is gone
    seed = models.BigIntegerField(default=0)
    reason = models.CharField(_("reason"), max_length=40)
    reference = models.CharField(_("reference"), max_length=180, blank=True)
    key = models.CharField(max_length=160, null=True, unique=True)
    created_at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("piece of equipment")
        verbose_name_plural = _("pieces of equipment")
        indexes = [models.Index(fields=["item"], name="gear_item")]


class Parcel(models.Model):
    """What a player was given while the bag was full: it waits, for as long as it takes. It is the player's only
    when it is taken: then it moves through the ledger for the reason it was given for."""

    player = models.ForeignKey(Player, on_delete=models.PROTECT, related_name="parcels")
    item = models.CharField(_("item"), max_length=24)
    amount = models.PositiveIntegerField(_("amount"), validators=POSITIVE)
    gear = models.OneToOneField(Gear, on_delete=models.PROTECT, null=True, related_name="parcel")
    reason = models.CharField(_("reason"), max_length=40)
    reference = models.CharField(_("reference"), max_length=180, blank=True)
    grant_key = models.CharField(max_length=120, null=True)  # what the same grant is known by in the ledger
    created_at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="parcel_holds_something"),
            models.UniqueConstraint(
                fields=["grant_key", "item"], condition=models.Q(gear=None), name="parcel_once_a_grant"
            ),
        ]
