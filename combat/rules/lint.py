"""What can be wrong with the rules of combat, and with skills that the rest of a release names."""

from __future__ import annotations

from collections.abc import Iterator

from combat.rules.catalogue import CombatRulesSpec
from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error


def rules_are_sound(catalogue: Catalogue) -> Iterator[Finding]:
    """There is one set of rules; bounds are in order; battles end and stuns do."""
    rules = catalogue.find(CombatRulesSpec, "default")
    if rules is None:
        yield error("combat_rules", "default", "rules_missing")
        return
    if rules.flee_min > rules.flee_max:
        yield error("combat_rules", "default", "flee_bounds", low=rules.flee_min, high=rules.flee_max)
    for field in ("max_turns", "armor_half", "initiative_roll", "stun_immunity_turns"):
        if getattr(rules, field) < 1:
            yield error("combat_rules", "default", "must_be_positive", field=field)


RULES = (rules_are_sound,)
