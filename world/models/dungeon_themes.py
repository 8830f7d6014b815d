"""The draft rows behind `world/rules/dungeon_themes.py`, column for field."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import CatalogueRow
from players.models.catalogue import PERCENT
from world.models.catalogue import Location, LootTable, Monster
from world.rules.dungeon_themes import COMMON_KINDS

AT_LEAST_ONE = [MinValueValidator(1)]
MOST_ROOMS = [MinValueValidator(2), MaxValueValidator(60)]
MOST_STEPS = [MinValueValidator(1), MaxValueValidator(20)]
FEW = [MaxValueValidator(6)]


class DungeonEvent(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.TextField(_("description (ru)"), max_length=400)
    description_en = models.TextField(_("description (en)"), max_length=400)
    icon = models.CharField(_("icon"), max_length=8)

    class Meta:
        verbose_name = _("dungeon event")
        verbose_name_plural = _("dungeon events")
        ordering = ["key"]


class DungeonEventChoice(models.Model):
    event = models.ForeignKey(DungeonEvent, on_delete=models.CASCADE, related_name="choices")
    label_ru = models.CharField(_("button (ru)"), max_length=30)
    label_en = models.CharField(_("button (en)"), max_length=30)
    chance = models.PositiveSmallIntegerField(_("goes well, %"), default=100, validators=PERCENT)
    good_text_ru = models.CharField(_("when it goes well (ru)"), max_length=200)
    good_text_en = models.CharField(_("when it goes well (en)"), max_length=200)
    gold = models.PositiveIntegerField(_("then coins"), default=0)
    heal = models.PositiveSmallIntegerField(_("then HP back, %"), default=0, validators=PERCENT)
    loot = models.ForeignKey(
        LootTable, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("then loot")
    )
    bad_text_ru = models.CharField(_("when it goes badly (ru)"), max_length=200)
    bad_text_en = models.CharField(_("when it goes badly (en)"), max_length=200)
    damage = models.PositiveSmallIntegerField(_("then HP lost, %"), default=0, validators=PERCENT)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["position", "pk"]


class DungeonTheme(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.TextField(_("description (ru)"), max_length=400)
    description_en = models.TextField(_("description (en)"), max_length=400)
    icon = models.CharField(_("icon"), max_length=8)
    min_level = models.PositiveSmallIntegerField(_("from level"), default=1, validators=AT_LEAST_ONE)
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="dungeons", verbose_name=_("entrance at")
    )
    rooms_min = models.PositiveSmallIntegerField(_("rooms, at least"), validators=MOST_ROOMS)
    rooms_max = models.PositiveSmallIntegerField(_("rooms, at most"), validators=MOST_ROOMS)
    depth_min = models.PositiveSmallIntegerField(_("steps to the boss, at least"), validators=MOST_STEPS)
    depth_max = models.PositiveSmallIntegerField(_("steps to the boss, at most"), validators=MOST_STEPS)
    boss = models.ForeignKey(Monster, on_delete=models.PROTECT, related_name="+", verbose_name=_("boss"))
    treasure_loot = models.ForeignKey(
        LootTable, on_delete=models.PROTECT, related_name="+", verbose_name=_("loot of a treasure")
    )
    boss_loot = models.ForeignKey(
        LootTable, on_delete=models.PROTECT, related_name="+", verbose_name=_("loot at the end")
    )
    locks = models.PositiveSmallIntegerField(_("locked doors"), default=1, validators=FEW)
    secrets = models.PositiveSmallIntegerField(_("hidden rooms"), default=1, validators=FEW)
    torch = models.PositiveSmallIntegerField(_("the torch burns, steps"), default=40)
    trap_damage = models.PositiveSmallIntegerField(_("a trap takes, % of HP"), default=10, validators=PERCENT)
    gold_min = models.PositiveIntegerField(_("gold in a treasure, at least"), default=0)
    gold_max = models.PositiveIntegerField(_("gold in a treasure, at most"), default=0)
    reward_xp = models.PositiveIntegerField(_("XP at the end"), default=0)
    reward_gold = models.PositiveIntegerField(_("gold at the end"), default=0)

    class Meta:
        verbose_name = _("dungeon")
        verbose_name_plural = _("dungeons")
        ordering = ["min_level", "key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rooms_max__gte=models.F("rooms_min"))
                & models.Q(depth_max__gte=models.F("depth_min")),
                name="dungeon_bounds_ordered",
                violation_error_message=_("“At most” is below “at least”."),
            ),
            models.CheckConstraint(
                condition=models.Q(gold_max__gte=models.F("gold_min")),
                name="dungeon_gold_ordered",
                violation_error_message=_("“At most” is below “at least”."),
            ),
        ]


class DungeonRoomWeight(models.Model):
    theme = models.ForeignKey(DungeonTheme, on_delete=models.CASCADE, related_name="rooms")
    kind = models.CharField(_("room"), max_length=12, choices=[(kind.value, kind.value) for kind in COMMON_KINDS])
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    class Meta:
        verbose_name = _("kind of room")
        verbose_name_plural = _("kinds of rooms")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["theme", "kind"], name="dungeon_room_kind_once")]


class DungeonMonsterWeight(models.Model):
    theme = models.ForeignKey(DungeonTheme, on_delete=models.CASCADE, related_name="monsters")
    monster = models.ForeignKey(Monster, on_delete=models.PROTECT, related_name="+", verbose_name=_("monster"))
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=AT_LEAST_ONE)

    class Meta:
        verbose_name = _("monster in a room")
        verbose_name_plural = _("monsters in rooms")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["theme", "monster"], name="dungeon_monster_once")]


class DungeonHappeningWeight(models.Model):
    theme = models.ForeignKey(DungeonTheme, on_delete=models.CASCADE, related_name="events")
    event = models.ForeignKey(DungeonEvent, on_delete=models.PROTECT, related_name="+", verbose_name=_("event"))
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=AT_LEAST_ONE)

    class Meta:
        verbose_name = _("event in a room")
        verbose_name_plural = _("events in rooms")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["theme", "event"], name="dungeon_event_once")]
