"""The draft row behind `combat/rules/catalogue.py`, column for field."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import CatalogueRow
from players.models.catalogue import PERCENT


class CombatRules(CatalogueRow):
    damage_spread_percent = models.PositiveSmallIntegerField(_("spread of damage, ± %"), validators=PERCENT)
    crit_base = models.PositiveSmallIntegerField(_("critical hit, base %"), validators=PERCENT)
    crit_per_agility_tenths = models.PositiveSmallIntegerField(_("critical hit, ‰ per agility"))
    crit_max = models.PositiveSmallIntegerField(_("critical hit, at most %"), validators=PERCENT)
    crit_damage_percent = models.PositiveSmallIntegerField(_("damage of a critical hit, %"))
    dodge_base = models.PositiveSmallIntegerField(_("dodge, base %"), validators=PERCENT)
    dodge_per_agility_tenths = models.PositiveSmallIntegerField(_("dodge, ‰ per agility"))
    dodge_max = models.PositiveSmallIntegerField(_("dodge, at most %"), validators=PERCENT)
    flee_base = models.PositiveSmallIntegerField(_("flee, base %"), validators=PERCENT)
    flee_per_agility_tenths = models.PositiveSmallIntegerField(_("flee, ‰ per point of agility ahead"))
    flee_min = models.PositiveSmallIntegerField(_("flee, at least %"), validators=PERCENT)
    flee_max = models.PositiveSmallIntegerField(_("flee, at most %"), validators=PERCENT)
    armor_half = models.PositiveSmallIntegerField(_("armour that halves damage"))
    max_turns = models.PositiveSmallIntegerField(_("a draw after turns"))
    initiative_roll = models.PositiveSmallIntegerField(_("roll of initiative, at most"), default=10)
    energy_per_turn = models.PositiveSmallIntegerField(_("energy regained a turn"), default=1)
    stun_immunity_turns = models.PositiveSmallIntegerField(_("turns without stun after a stun"), default=2)
    summons_standing = models.PositiveSmallIntegerField(_("summoned at once on a side"), default=2, db_default=2)
    summons_ever = models.PositiveSmallIntegerField(_("summoned by a side in a battle"), default=6, db_default=6)

    class Meta:
        verbose_name = _("rules of combat")
        verbose_name_plural = _("rules of combat")
