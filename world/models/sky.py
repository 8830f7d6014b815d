"""The draft rows behind `world/rules/weather.py`, column for field."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import CatalogueRow
from players.rules.catalogue import DamageType
from world.models.catalogue import AT_LEAST_ONE, Monster, Region

SHIFT = [MinValueValidator(-90), MaxValueValidator(200)]


class SkyRow(CatalogueRow):
    """What a weather and a part of the day have in common."""

    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.CharField(_("line on the screen (ru)"), max_length=120)
    description_en = models.CharField(_("line on the screen (en)"), max_length=120)
    icon = models.CharField(_("icon"), max_length=8)
    attack_percent = models.SmallIntegerField(_("attack, ±%"), default=0, validators=SHIFT)
    armor_percent = models.SmallIntegerField(_("armor, ±%"), default=0, validators=SHIFT)
    agility_percent = models.SmallIntegerField(_("agility, ±%"), default=0, validators=SHIFT)

    class Meta:
        abstract = True


class Weather(SkyRow):
    class Meta:
        verbose_name = _("weather")
        verbose_name_plural = _("weathers")
        ordering = ["key"]


class WeatherResistance(models.Model):
    weather = models.ForeignKey(Weather, on_delete=models.CASCADE, related_name="resistances")
    damage_type = models.CharField(
        _("damage type"), max_length=12, choices=[(kind.value, kind.value) for kind in DamageType]
    )
    percent = models.SmallIntegerField(
        _("everyone resists, %"), validators=[MinValueValidator(-100), MaxValueValidator(90)]
    )

    class Meta:
        verbose_name = _("resistance")
        verbose_name_plural = _("resistances")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["weather", "damage_type"], name="weather_resistance_once")]


class WeatherEncounter(models.Model):
    weather = models.ForeignKey(Weather, on_delete=models.CASCADE, related_name="encounters")
    monster = models.ForeignKey(Monster, on_delete=models.PROTECT, related_name="+", verbose_name=_("monster"))
    percent = models.PositiveSmallIntegerField(_("is met, % of the usual"), default=100)

    class Meta:
        verbose_name = _("encounter")
        verbose_name_plural = _("encounters")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["weather", "monster"], name="weather_encounter_once")]


class DayPhase(SkyRow):
    minutes = models.PositiveSmallIntegerField(_("lasts, minutes"), validators=AT_LEAST_ONE)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("part of the day")
        verbose_name_plural = _("parts of the day")
        ordering = ["position", "key"]


class DayPhaseEncounter(models.Model):
    phase = models.ForeignKey(DayPhase, on_delete=models.CASCADE, related_name="encounters")
    monster = models.ForeignKey(Monster, on_delete=models.PROTECT, related_name="+", verbose_name=_("monster"))
    percent = models.PositiveSmallIntegerField(_("is met, % of the usual"), default=100)

    class Meta:
        verbose_name = _("encounter")
        verbose_name_plural = _("encounters")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["phase", "monster"], name="phase_encounter_once")]


class RegionWeather(models.Model):
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="weathers")
    weather = models.ForeignKey(Weather, on_delete=models.PROTECT, related_name="+", verbose_name=_("weather"))
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=AT_LEAST_ONE)

    class Meta:
        verbose_name = _("weather of the region")
        verbose_name_plural = _("weathers of the region")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["region", "weather"], name="region_weather_once")]
