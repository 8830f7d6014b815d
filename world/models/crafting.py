"""The draft rows behind `world/rules/crafts.py`, column for field."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import CatalogueRow
from players.models.catalogue import Item
from players.rules.lint import HIGHEST_POWER
from players.rules.skills_lint import HIGHEST_LEVEL
from world.models.catalogue import AT_LEAST_ONE, Location, LootTable
from world.rules.craft_lint import LONGEST_PORTION, LONGEST_SECONDS, MOST_PORTIONS

SECONDS = [MaxValueValidator(LONGEST_SECONDS)]


class Profession(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.CharField(_("description (ru)"), max_length=200)
    description_en = models.CharField(_("description (en)"), max_length=200)
    icon = models.CharField(_("icon"), max_length=8)
    max_level = models.PositiveSmallIntegerField(
        _("highest level"), default=20, validators=[MinValueValidator(1), MaxValueValidator(HIGHEST_LEVEL)]
    )
    xp_base = models.PositiveIntegerField(_("XP from level 1 to 2"), default=50, validators=AT_LEAST_ONE)
    xp_power = models.PositiveSmallIntegerField(
        _("growth of XP, exponent × 100"), default=150, validators=[MaxValueValidator(HIGHEST_POWER)]
    )

    class Meta:
        verbose_name = _("profession")
        verbose_name_plural = _("professions")
        ordering = ["key"]


class Station(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.CharField(_("description (ru)"), max_length=200)
    description_en = models.CharField(_("description (en)"), max_length=200)
    icon = models.CharField(_("icon"), max_length=8)

    class Meta:
        verbose_name = _("crafting station")
        verbose_name_plural = _("crafting stations")
        ordering = ["key"]


class StationPlace(models.Model):
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="places")
    location = models.ForeignKey(Location, on_delete=models.RESTRICT, related_name="+", verbose_name=_("location"))

    class Meta:
        verbose_name = _("place of the station")
        verbose_name_plural = _("places of the station")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["station", "location"], name="station_place_once")]


class Recipe(CatalogueRow):
    profession = models.ForeignKey(
        Profession, on_delete=models.PROTECT, related_name="recipes", verbose_name=_("profession")
    )
    level = models.PositiveSmallIntegerField(_("level of the profession"), default=1, validators=AT_LEAST_ONE)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="recipes", verbose_name=_("station"))
    tool = models.ForeignKey(
        Item,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("tool"),
        help_text=_("Needed in the bag, and kept."),
    )
    seconds = models.PositiveIntegerField(
        _("seconds a piece"), default=0, validators=SECONDS, help_text=_("0: it is made at once.")
    )
    chance = models.PositiveSmallIntegerField(
        _("chance, %"), default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    xp = models.PositiveIntegerField(_("practice, XP"), default=10)

    class Meta:
        verbose_name = _("recipe")
        verbose_name_plural = _("recipes")
        ordering = ["profession", "level", "key"]


class RecipeInput(models.Model):
    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="inputs")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name=_("item"))
    amount = models.PositiveSmallIntegerField(_("amount"), default=1, validators=AT_LEAST_ONE)
    returned = models.PositiveSmallIntegerField(_("comes back on failure"), default=0)

    class Meta:
        verbose_name = _("ingredient")
        verbose_name_plural = _("ingredients")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipe", "item"], name="recipe_input_once"),
            models.CheckConstraint(
                condition=models.Q(returned__lte=models.F("amount")),
                name="recipe_returns_at_most_all",
                violation_error_message=_("More comes back than was taken."),
            ),
        ]


class RecipeOutput(models.Model):
    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="outputs")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name=_("item"))
    amount = models.PositiveSmallIntegerField(_("amount"), default=1, validators=AT_LEAST_ONE)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["recipe", "item"], name="recipe_output_once")]


class GatheringNode(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.CharField(_("description (ru)"), max_length=200)
    description_en = models.CharField(_("description (en)"), max_length=200)
    icon = models.CharField(_("icon"), max_length=8)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+", verbose_name=_("location"))
    profession = models.ForeignKey(
        Profession, on_delete=models.PROTECT, related_name="nodes", verbose_name=_("profession")
    )
    level = models.PositiveSmallIntegerField(_("level of the profession"), default=1, validators=AT_LEAST_ONE)
    loot_table = models.ForeignKey(LootTable, on_delete=models.PROTECT, related_name="+", verbose_name=_("loot table"))
    tool = models.ForeignKey(
        Item,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("tool"),
        help_text=_("Needed in the bag, and kept."),
    )
    energy = models.PositiveSmallIntegerField(_("energy a portion"), default=1)
    seconds = models.PositiveIntegerField(
        _("seconds a portion"), default=0, validators=SECONDS, help_text=_("0: it is gathered at once.")
    )
    stock = models.PositiveSmallIntegerField(
        _("portions it holds"), default=5, validators=[MinValueValidator(1), MaxValueValidator(MOST_PORTIONS)]
    )
    regrow_minutes = models.PositiveIntegerField(_("minutes until one grows back"), default=30, validators=AT_LEAST_ONE)
    xp = models.PositiveIntegerField(_("practice, XP"), default=5)

    class Meta:
        verbose_name = _("place to gather")
        verbose_name_plural = _("places to gather")
        ordering = ["location", "level", "key"]


class Activity(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.CharField(_("description (ru)"), max_length=200)
    description_en = models.CharField(_("description (en)"), max_length=200)
    icon = models.CharField(_("icon"), max_length=8)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+", verbose_name=_("location"))
    min_level = models.PositiveSmallIntegerField(_("from level"), default=1, validators=AT_LEAST_ONE)
    energy = models.PositiveSmallIntegerField(_("energy, at the start"), default=0)
    price = models.PositiveIntegerField(_("price, coins"), default=0)
    portion_minutes = models.PositiveIntegerField(
        _("minutes a portion"), default=10, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_PORTION)]
    )
    portions = models.PositiveSmallIntegerField(
        _("portions, at most"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PORTIONS)]
    )
    xp = models.PositiveIntegerField(_("XP a portion"), default=0)
    gold = models.PositiveIntegerField(_("gold a portion"), default=0)
    profession = models.ForeignKey(
        Profession, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("profession")
    )
    profession_xp = models.PositiveIntegerField(_("practice a portion, XP"), default=0)
    loot_table = models.ForeignKey(
        LootTable, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("loot table")
    )
    destination = models.ForeignKey(
        Location,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("takes to"),
        help_text=_("A journey: the player is on the way until it is over."),
    )

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["location", "min_level", "key"]
