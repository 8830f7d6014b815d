"""The draft rows behind `players/rules/catalogue.py`, column for field."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.rules.formula import LONGEST
from content.models import CatalogueRow
from players.rules.catalogue import Bind, Bonus, DamageType, EffectKind, ItemKind, Rarity, Slot, StatusKind, Target
from players.rules.lint import HIGHEST_POWER, HIGHEST_RANK
from players.rules.skills_lint import HIGHEST_LEVEL

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class MainStat(models.TextChoices):
    STRENGTH = "strength", _("strength")
    AGILITY = "agility", _("agility")
    INTELLECT = "intellect", _("intellect")


class Skill(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.CharField(_("description (ru)"), max_length=200)
    description_en = models.CharField(_("description (en)"), max_length=200)
    icon = models.CharField(_("icon"), max_length=8)
    energy_cost = models.PositiveSmallIntegerField(_("energy cost"), default=0)
    cooldown = models.PositiveSmallIntegerField(_("cooldown, own turns"), default=0)
    passive = models.BooleanField(_("passive: always at work"), default=False, db_default=False)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["key"]


class SkillEffect(models.Model):
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="effects")
    kind = models.CharField(_("kind"), max_length=12, choices=[(kind.value, kind.value) for kind in EffectKind])
    target = models.CharField(_("target"), max_length=8, choices=[(target.value, target.value) for target in Target])
    power = models.PositiveSmallIntegerField(_("power, %"), default=0)
    chance = models.PositiveSmallIntegerField(_("chance, %"), default=100, validators=PERCENT)
    damage_type = models.CharField(
        _("damage type"),
        max_length=12,
        choices=[(kind.value, kind.value) for kind in DamageType],
        default=DamageType.PHYSICAL.value,
    )
    status = models.CharField(
        _("status"), max_length=12, blank=True, choices=[(kind.value, kind.value) for kind in StatusKind]
    )
    turns = models.PositiveSmallIntegerField(_("turns"), default=0)
    leech = models.PositiveSmallIntegerField(
        _("HP drawn from the damage, %"), default=0, db_default=0, validators=PERCENT
    )
    # A key of a higher layer's rows; lint sees to it that it exists.
    monster = models.CharField(_("summoned monster"), max_length=24, blank=True, db_default="")
    formula = models.CharField(_("power by a formula"), max_length=LONGEST, blank=True, db_default="")

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        ordering = ["pk"]


class SkillModifier(models.Model):
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="modifiers")
    bonus = models.CharField(_("what changes"), max_length=12, choices=[(bonus.value, bonus.value) for bonus in Bonus])
    amount = models.SmallIntegerField(_("by how much"))
    damage_type = models.CharField(
        _("damage type"),
        max_length=12,
        choices=[(kind.value, kind.value) for kind in DamageType],
        default=DamageType.PHYSICAL.value,
    )
    formula = models.CharField(_("amount by a formula"), max_length=LONGEST, blank=True)

    class Meta:
        verbose_name = _("change of the sheet")
        verbose_name_plural = _("changes of the sheet")
        ordering = ["pk"]


class Item(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.CharField(_("description (ru)"), max_length=200)
    description_en = models.CharField(_("description (en)"), max_length=200)
    icon = models.CharField(_("icon"), max_length=8)
    kind = models.CharField(_("kind"), max_length=12, choices=[(kind.value, kind.value) for kind in ItemKind])
    slot = models.CharField(_("slot"), max_length=12, blank=True, choices=[(slot.value, slot.value) for slot in Slot])
    level = models.PositiveSmallIntegerField(_("level"), default=1, validators=[MinValueValidator(1)])
    price = models.PositiveIntegerField(_("price, coins"), default=0)
    strength = models.SmallIntegerField(_("strength"), default=0)
    agility = models.SmallIntegerField(_("agility"), default=0)
    intellect = models.SmallIntegerField(_("intellect"), default=0)
    vitality = models.SmallIntegerField(_("vitality"), default=0)
    attack = models.SmallIntegerField(_("attack"), default=0)
    armor = models.SmallIntegerField(_("armor"), default=0)
    heals = models.PositiveSmallIntegerField(_("heals, HP"), default=0)
    energizes = models.PositiveSmallIntegerField(_("restores energy"), default=0)
    rarity = models.CharField(
        _("rarity"),
        max_length=12,
        choices=[(rarity.value, rarity.value) for rarity in Rarity],
        default=Rarity.COMMON.value,
        db_default=Rarity.COMMON.value,
    )
    stack = models.PositiveSmallIntegerField(
        _("in one place of the bag"), default=0, db_default=0, help_text=_("0: any number.")
    )
    bind = models.CharField(
        _("binds"),
        max_length=12,
        choices=[(bind.value, bind.value) for bind in Bind],
        default=Bind.NONE.value,
        db_default=Bind.NONE.value,
    )
    affix_table = models.ForeignKey(
        "players.AffixTable",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("affix table"),
        help_text=_("Pieces that drop or are made are rolled by it."),
    )
    item_set = models.ForeignKey(
        "players.ItemSet",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("item set"),
    )
    durability = models.PositiveSmallIntegerField(
        _("durability"),
        default=0,
        db_default=0,
        help_text=_("How much wear a piece bears. 0: it never wears. Counts once the rules of progress turn wear on."),
    )

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["kind", "level", "key"]


class CharacterClass(CatalogueRow):
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    description_ru = models.CharField(_("description (ru)"), max_length=200)
    description_en = models.CharField(_("description (en)"), max_length=200)
    feel_ru = models.CharField(_("how it feels (ru)"), max_length=80)
    feel_en = models.CharField(_("how it feels (en)"), max_length=80)
    icon = models.CharField(_("icon"), max_length=8)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    main_stat = models.CharField(_("main stat"), max_length=12, choices=MainStat)
    strength = models.PositiveSmallIntegerField(_("strength"))
    agility = models.PositiveSmallIntegerField(_("agility"))
    intellect = models.PositiveSmallIntegerField(_("intellect"))
    vitality = models.PositiveSmallIntegerField(_("vitality"))
    strength_growth = models.PositiveSmallIntegerField(_("strength a level"))
    agility_growth = models.PositiveSmallIntegerField(_("agility a level"))
    intellect_growth = models.PositiveSmallIntegerField(_("intellect a level"))
    vitality_growth = models.PositiveSmallIntegerField(_("vitality a level"))
    strength_formula = models.CharField(_("strength by a formula"), max_length=LONGEST, blank=True, db_default="")
    agility_formula = models.CharField(_("agility by a formula"), max_length=LONGEST, blank=True, db_default="")
    intellect_formula = models.CharField(_("intellect by a formula"), max_length=LONGEST, blank=True, db_default="")
    vitality_formula = models.CharField(_("vitality by a formula"), max_length=LONGEST, blank=True, db_default="")

    class Meta:
        verbose_name = _("character class")
        verbose_name_plural = _("character classes")
        ordering = ["position", "key"]


class CharacterClassSkill(models.Model):
    character_class = models.ForeignKey(CharacterClass, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+", verbose_name=_("skill"))
    level = models.PositiveSmallIntegerField(_("learned at level"), default=1)
    points = models.PositiveSmallIntegerField(_("points (0: comes by itself)"), default=0, db_default=0)
    max_rank = models.PositiveSmallIntegerField(
        _("highest rank"), default=1, db_default=1, validators=[MinValueValidator(1), MaxValueValidator(HIGHEST_RANK)]
    )
    rank_points = models.PositiveSmallIntegerField(_("points a further rank"), default=1, db_default=1)
    branch = models.CharField(_("branch"), max_length=24, blank=True, db_default="")

    class Meta:
        verbose_name = _("skill of the class")
        verbose_name_plural = _("skills of the class")
        ordering = ["level", "pk"]
        constraints = [models.UniqueConstraint(fields=["character_class", "skill"], name="class_skill_once")]


class SkillBranch(models.Model):
    character_class = models.ForeignKey(CharacterClass, on_delete=models.CASCADE, related_name="branches")
    branch = models.SlugField(_("branch"), max_length=24)
    name_ru = models.CharField(_("name (ru)"), max_length=40)
    name_en = models.CharField(_("name (en)"), max_length=40)
    icon = models.CharField(_("icon"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("branch of the tree")
        verbose_name_plural = _("branches of the tree")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["character_class", "branch"], name="class_branch_once")]


class SkillNeed(models.Model):
    character_class = models.ForeignKey(CharacterClass, on_delete=models.CASCADE, related_name="needs")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+", verbose_name=_("skill"))
    needs = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+", verbose_name=_("is learned after"))
    rank = models.PositiveSmallIntegerField(_("at rank"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("condition of a skill")
        verbose_name_plural = _("conditions of skills")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["character_class", "skill", "needs"], name="class_skill_need_once")
        ]


class Progress(CatalogueRow):
    max_level = models.PositiveSmallIntegerField(
        _("highest level"), validators=[MinValueValidator(1), MaxValueValidator(HIGHEST_LEVEL)]
    )
    xp_base = models.PositiveIntegerField(_("XP from level 1 to 2"))
    xp_power = models.PositiveSmallIntegerField(
        _("growth of XP, exponent × 100"), validators=[MaxValueValidator(HIGHEST_POWER)]
    )
    hp_base = models.PositiveSmallIntegerField(_("HP, base"))
    hp_per_vitality = models.PositiveSmallIntegerField(_("HP per vitality"))
    energy_max = models.PositiveSmallIntegerField(_("energy, highest"))
    hp_regen_percent_per_minute = models.PositiveSmallIntegerField(_("HP regained a minute, %"))
    energy_regen_per_minute = models.PositiveSmallIntegerField(_("energy regained a minute"))
    starting_gold = models.PositiveIntegerField(_("starting gold"))
    bag_slots = models.PositiveSmallIntegerField(
        _("places in a bag"), default=0, db_default=0, help_text=_("0: as many things as one likes.")
    )
    skill_points_per_level = models.PositiveSmallIntegerField(_("skill points a level"), default=0, db_default=0)
    reset_price = models.PositiveIntegerField(_("price of forgetting, coins a level"), default=0, db_default=0)
    xp_formula = models.CharField(_("XP to the next level by a formula"), max_length=LONGEST, blank=True, db_default="")
    wear_per_battle = models.PositiveSmallIntegerField(
        _("wear a battle"), default=0, db_default=0, help_text=_("0: nothing ever wears.")
    )
    repair_percent = models.PositiveSmallIntegerField(
        _("a whole repair, % of the price"), default=25, db_default=25, validators=PERCENT
    )
    quest_reset_hour = models.PositiveSmallIntegerField(
        _("daily quests begin anew at, hour by UTC"), default=0, db_default=0, validators=[MaxValueValidator(23)]
    )

    class Meta:
        verbose_name = _("rules of progress")
        verbose_name_plural = _("rules of progress")


class StartingItem(models.Model):
    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="starting_items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name=_("item"))
    amount = models.PositiveSmallIntegerField(_("amount"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("starting item")
        verbose_name_plural = _("starting items")
        ordering = ["pk"]
