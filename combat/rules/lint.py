"""What can be wrong with the rules of combat."""

from __future__ import annotations

from collections.abc import Iterator

from combat.rules.catalogue import CombatRulesSpec
from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, single_rules

POSITIVE = ("max_turns", "armor_half", "initiative_roll", "stun_immunity_turns")


def rules_are_sound(catalogue: Catalogue) -> Iterator[Finding]:
    """There is one set of rules; bounds are in order; blows can land; battles end and stuns do."""
    yield from single_rules(catalogue, "combat_rules", CombatRulesSpec)
    rules = catalogue.find(CombatRulesSpec, "default")
    if rules is None:
        return
    if rules.flee_min > rules.flee_max:
        yield error("combat_rules", "default", "flee_bounds", low=rules.flee_min, high=rules.flee_max)
    if rules.dodge_max >= 100:
        yield error("combat_rules", "default", "dodge_certain")
    for field in POSITIVE:
        if getattr(rules, field) < 1:
            yield error("combat_rules", "default", "must_be_positive", field=field)


RULES = (rules_are_sound,)
