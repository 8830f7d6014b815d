"""What can be wrong with the rules of combat."""

from __future__ import annotations

from collections.abc import Iterator

from combat.rules.catalogue import CombatRulesSpec
from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, single_rules
from players.rules.catalogue import SkillSpec
from world.rules.catalogue import MonsterSpec

MOST_SUMMONS = 4  # on a side at once: more would crowd the screen out
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
    if rules.summons_standing > MOST_SUMMONS:
        yield error("combat_rules", "default", "summons_crowd", most=MOST_SUMMONS)


def summoned_monsters_exist(catalogue: Catalogue) -> Iterator[Finding]:
    """What a skill calls is a monster of the release."""
    monsters = catalogue.all(MonsterSpec)
    for key, skill in catalogue.all(SkillSpec).items():
        for effect in skill.effects:
            if effect.monster is not None and effect.monster not in monsters:
                yield error("skills", key, "monster_missing", monster=effect.monster)


def monsters_use_what_can_be_used(catalogue: Catalogue) -> Iterator[Finding]:
    """A passive skill does nothing for a monster: its numbers are final."""
    skills = catalogue.all(SkillSpec)
    for key, monster in catalogue.all(MonsterSpec).items():
        for used in monster.skills:
            if used.skill in skills and skills[used.skill].passive:
                yield error("monsters", key, "monster_skill_passive", skill=used.skill)


RULES = (rules_are_sound, summoned_monsters_exist, monsters_use_what_can_be_used)
