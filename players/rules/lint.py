"""What can be wrong with classes, skills, items and the rules of progress."""

from __future__ import annotations

from collections.abc import Iterator

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, single_rules, warning
from players.rules.catalogue import ClassSpec, ItemKind, ItemSpec, ProgressSpec, SkillSpec
from players.rules.character import xp_for_level
from players.rules.items_lint import RULES as ITEM_RULES
from players.rules.skills_lint import HIGHEST_LEVEL
from players.rules.skills_lint import RULES as SKILL_RULES

HIGHEST_POWER = 400  # XP growing with the fourth power of the level
HIGHEST_RANK = 10
HIGHEST_XP = 2**31 - 1  # what the column holds


def classes_can_fight(catalogue: Catalogue) -> Iterator[Finding]:
    """There are classes, and each begins with a skill that exists and that it can pay for."""
    classes, skills = catalogue.all(ClassSpec), catalogue.all(SkillSpec)
    progress = catalogue.find(ProgressSpec, "default")
    if not classes:
        yield error("classes", "", "no_classes")
    for key, spec in classes.items():
        if not any(node.level == 1 and not node.points for node in spec.skills):
            yield error("classes", key, "class_without_starting_skill")
        for learned in spec.skills:
            skill = skills.get(learned.skill)
            if skill is None:
                yield error("classes", key, "skill_missing", skill=learned.skill)
            elif progress is not None and learned.level > progress.max_level:
                yield warning("classes", key, "skill_never_learned", skill=skill.key, level=learned.level)
            elif progress is not None and skill.energy_cost > progress.energy_max:
                yield warning("classes", key, "skill_unaffordable", skill=skill.key, cost=skill.energy_cost)


def items_fit_their_kind(catalogue: Catalogue) -> Iterator[Finding]:
    """Equipment has a slot; a potion does something."""
    for key, spec in catalogue.all(ItemSpec).items():
        if spec.kind is ItemKind.EQUIPMENT and spec.slot is None:
            yield error("items", key, "equipment_without_slot")
        if spec.kind is ItemKind.POTION and not (spec.heals or spec.energizes):
            yield error("items", key, "potion_without_effect")
        if spec.kind is not ItemKind.EQUIPMENT and spec.slot is not None:
            yield warning("items", key, "slot_unused")


def progress_is_complete(catalogue: Catalogue) -> Iterator[Finding]:
    """There is one set of rules of progress, characters grow and recover by it, and what they begin with exists."""
    yield from single_rules(catalogue, "progress", ProgressSpec)
    spec = catalogue.find(ProgressSpec, "default")
    if spec is None:
        return
    for field in ("max_level", "xp_base", "hp_base"):
        if getattr(spec, field) < 1:
            yield error("progress", "default", "must_be_positive", field=field)
    yield from _growth_is_bounded(spec)
    if not spec.hp_regen_percent_per_minute:
        yield warning("progress", "default", "no_hp_regeneration")
    if not spec.energy_regen_per_minute:
        yield warning("progress", "default", "no_energy_regeneration")
    for start in spec.starting_items:
        if start.item not in catalogue.all(ItemSpec):
            yield error("progress", "default", "item_missing", item=start.item)


def _growth_is_bounded(spec: ProgressSpec) -> Iterator[Finding]:
    """Looked at before anything is computed by it: the power of a typo does not end."""
    if spec.xp_power > HIGHEST_POWER or spec.max_level > HIGHEST_LEVEL:
        yield error("progress", "default", "growth_out_of_bounds", power=HIGHEST_POWER, level=HIGHEST_LEVEL)
    elif xp_for_level(spec, spec.max_level - 1) > HIGHEST_XP:
        yield error("progress", "default", "xp_out_of_bounds", most=HIGHEST_XP)


RULES = (
    classes_can_fight,
    *SKILL_RULES,
    items_fit_their_kind,
    *ITEM_RULES,
    progress_is_complete,
)
