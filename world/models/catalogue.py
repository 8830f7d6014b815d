"""The draft rows behind `world/rules/catalogue.py`, column for field."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import CatalogueRow
from players.models.catalogue import PERCENT, Item, Skill
from players.rules.catalogue import DamageType

AT_LEAST_ONE = [MinValueValidator(1)]


class Region(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.TextField(_("description (ru)"), max_length=400)
    description_en = models.TextField(_("description (en)"), max_length=400)
    icon = models.CharField(_("icon"), max_length=8)
    weather_minutes = models.PositiveSmallIntegerField(
        _("weather changes every … minutes"), default=60, db_default=60, validators=AT_LEAST_ONE
    )

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["key"]


class LootTable(CatalogueRow):
    class Meta:
        verbose_name = _("loot table")
        verbose_name_plural = _("loot tables")
        ordering = ["key"]


class LootTableEntry(models.Model):
    loot_table = models.ForeignKey(LootTable, on_delete=models.CASCADE, related_name="entries")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name=_("item"))
    chance = models.PositiveSmallIntegerField(_("chance, %"), validators=PERCENT)
    min_amount = models.PositiveSmallIntegerField(_("at least"), default=1, validators=AT_LEAST_ONE)
    max_amount = models.PositiveSmallIntegerField(_("at most"), default=1, validators=AT_LEAST_ONE)

    class Meta:
        verbose_name = _("loot")
        verbose_name_plural = _("loot")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(max_amount__gte=models.F("min_amount")),
                name="loot_amounts_ordered",
                violation_error_message=_("“At most” is below “at least”."),
            )
        ]


class Monster(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.TextField(_("description (ru)"), max_length=400)
    description_en = models.TextField(_("description (en)"), max_length=400)
    icon = models.CharField(_("icon"), max_length=8)
    level = models.PositiveSmallIntegerField(_("level"), validators=AT_LEAST_ONE)
    hp = models.PositiveIntegerField(_("HP"), validators=AT_LEAST_ONE)
    attack = models.PositiveSmallIntegerField(_("attack"), validators=AT_LEAST_ONE)
    armor = models.PositiveSmallIntegerField(_("armor"), default=0)
    agility = models.PositiveSmallIntegerField(_("agility"), default=0)
    damage_type = models.CharField(
        _("damage type"),
        max_length=12,
        choices=[(kind.value, kind.value) for kind in DamageType],
        default=DamageType.PHYSICAL.value,
    )
    xp = models.PositiveIntegerField(_("XP"))
    gold_min = models.PositiveIntegerField(_("gold, at least"), default=0)
    gold_max = models.PositiveIntegerField(_("gold, at most"), default=0)
    loot_table = models.ForeignKey(
        LootTable,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("loot table"),
    )
    boss = models.BooleanField(_("boss"), default=False)

    class Meta:
        verbose_name = _("monster")
        verbose_name_plural = _("monsters")
        ordering = ["level", "key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(gold_max__gte=models.F("gold_min")),
                name="monster_gold_ordered",
                violation_error_message=_("“At most” is below “at least”."),
            )
        ]


class MonsterSkillUse(models.Model):
    monster = models.ForeignKey(Monster, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+", verbose_name=_("skill"))
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=AT_LEAST_ONE)

    class Meta:
        verbose_name = _("skill of the monster")
        verbose_name_plural = _("skills of the monster")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["monster", "skill"], name="monster_skill_once")]


class MonsterResistance(models.Model):
    monster = models.ForeignKey(Monster, on_delete=models.CASCADE, related_name="resistances")
    damage_type = models.CharField(
        _("damage type"), max_length=12, choices=[(kind.value, kind.value) for kind in DamageType]
    )
    percent = models.SmallIntegerField(_("resists, %"), validators=[MinValueValidator(-100), MaxValueValidator(100)])

    class Meta:
        verbose_name = _("resistance")
        verbose_name_plural = _("resistances")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["monster", "damage_type"], name="resistance_once")]


class Shop(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    greeting_ru = models.CharField(_("greeting (ru)"), max_length=200)
    greeting_en = models.CharField(_("greeting (en)"), max_length=200)
    icon = models.CharField(_("icon"), max_length=8)
    buys_at_percent = models.PositiveSmallIntegerField(_("buys at, % of the price"), validators=PERCENT)

    class Meta:
        verbose_name = _("shop")
        verbose_name_plural = _("shops")
        ordering = ["key"]


class ShopOffer(models.Model):
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="offers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name=_("item"))
    price = models.PositiveIntegerField(_("price, coins"), default=0, help_text=_("0: the item's own price"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["shop", "item"], name="offer_once")]


class Location(CatalogueRow):
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="locations", verbose_name=_("region"))
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.TextField(_("description (ru)"), max_length=400)
    description_en = models.TextField(_("description (en)"), max_length=400)
    icon = models.CharField(_("icon"), max_length=8)
    safe = models.BooleanField(_("safe"), default=False)
    has_rest = models.BooleanField(_("a place to rest"), default=False)
    shop = models.ForeignKey(
        Shop,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="locations",
        verbose_name=_("shop"),
    )
    map_x = models.SmallIntegerField(_("map x"), default=0)
    map_y = models.SmallIntegerField(_("map y"), default=0)

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["region", "key"]


class LocationExit(models.Model):
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="exits")
    to = models.ForeignKey(Location, on_delete=models.RESTRICT, related_name="+", verbose_name=_("leads to"))
    min_level = models.PositiveSmallIntegerField(_("from level"), default=1, validators=AT_LEAST_ONE)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("exit")
        verbose_name_plural = _("exits")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["location", "to"], name="exit_once"),
            models.CheckConstraint(
                condition=~models.Q(location=models.F("to")),
                name="exit_leads_elsewhere",
                violation_error_message=_("An exit must lead to another location."),
            ),
        ]


class Encounter(models.Model):
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="encounters")
    monster = models.ForeignKey(Monster, on_delete=models.PROTECT, related_name="+", verbose_name=_("monster"))
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=AT_LEAST_ONE)

    class Meta:
        verbose_name = _("encounter")
        verbose_name_plural = _("encounters")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["location", "monster"], name="encounter_once")]


class WorldRules(CatalogueRow):
    starting_location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="+", verbose_name=_("starting location")
    )
    defeat_location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="+", verbose_name=_("where the defeated wake")
    )
    defeat_gold_percent = models.PositiveSmallIntegerField(_("gold lost by a defeat, %"), validators=PERCENT)
    defeat_hp_percent = models.PositiveSmallIntegerField(_("HP after a defeat, %"), validators=PERCENT)
    travel_energy = models.PositiveSmallIntegerField(_("energy a step costs"), default=0)
    gifts_per_day = models.PositiveSmallIntegerField(
        _("gifts a day from one player to another"),
        default=20,
        db_default=20,
        help_text=_("0: any number."),
    )

    class Meta:
        verbose_name = _("rules of the world")
        verbose_name_plural = _("rules of the world")
