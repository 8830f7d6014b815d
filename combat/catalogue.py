"""The catalogue sections of this app."""

from __future__ import annotations

from combat.models import CombatRules
from combat.rules.catalogue import CombatRulesSpec
from content.sections import Section

SECTIONS = (Section("combat_rules", CombatRulesSpec, CombatRules),)
