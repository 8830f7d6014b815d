"""The catalogue sections of this app."""

from __future__ import annotations

from content.sections import Section
from players.models import CharacterClass, Item, Progress, Skill
from players.rules.catalogue import ClassSpec, ItemSpec, ProgressSpec, SkillSpec

SECTIONS = (
    Section("skills", SkillSpec, Skill),
    Section("items", ItemSpec, Item),
    Section("classes", ClassSpec, CharacterClass),
    Section("progress", ProgressSpec, Progress),
)
