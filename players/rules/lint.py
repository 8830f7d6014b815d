"""What can be wrong with classes, skills, items and the rules of progress."""

from __future__ import annotations

from collections.abc import Iterator

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, warning
from players.rules.catalogue import ClassSpec, EffectKind, ItemKind, ItemSpec, ProgressSpec, SkillSpec


def classes_can_fight(catalogue: Catalogue) -> Iterator[Finding]:
    """There are classes, and each begins with a skill."""
    classes = catalogue.all(ClassSpec)
    if not classes:
        yield error("classes", "", "no_classes")
    for key, spec in classes.items():
        if not any(skill.level == 1 for skill in spec.skills):
            yield error("classes", key, "class_without_starting_skill")


def skills_do_something(catalogue: Catalogue) -> Iterator[Finding]:
    """Each skill has an effect, and each status says which and for how long."""
    for key, spec in catalogue.all(SkillSpec).items():
        if not spec.effects:
            yield error("skills", key, "skill_without_effect")
        for effect in spec.effects:
            if effect.kind is EffectKind.STATUS and (effect.status is None or effect.turns < 1):
                yield error("skills", key, "status_incomplete")


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
    """There is one set of rules of progress, and characters recover by it."""
    spec = catalogue.find(ProgressSpec, "default")
    if spec is None:
        yield error("progress", "default", "rules_missing")
        return
    if not spec.hp_regen_percent_per_minute:
        yield warning("progress", "default", "no_hp_regeneration")
    if not spec.energy_regen_per_minute:
        yield warning("progress", "default", "no_energy_regeneration")


RULES = (classes_can_fight, skills_do_something, items_fit_their_kind, progress_is_complete)
