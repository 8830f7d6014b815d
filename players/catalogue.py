"""The catalogue sections of this app."""

from __future__ import annotations

from content.sections import Section
from players.models import Achievement, AffixTable, CharacterClass, Item, ItemSet, Progress, Quest, SeasonPlan, Skill
from players.rules.catalogue import AffixTableSpec, ClassSpec, ItemSetSpec, ItemSpec, ProgressSpec, SkillSpec
from players.rules.quests import AchievementSpec, QuestSpec
from players.rules.seasons import SeasonPlanSpec

SECTIONS = (
    Section("skills", SkillSpec, Skill),
    Section("affix_tables", AffixTableSpec, AffixTable),
    Section("item_sets", ItemSetSpec, ItemSet),
    Section("items", ItemSpec, Item),
    Section("classes", ClassSpec, CharacterClass),
    Section("progress", ProgressSpec, Progress),
    Section("quests", QuestSpec, Quest),
    Section("achievements", AchievementSpec, Achievement),
    Section("season_plans", SeasonPlanSpec, SeasonPlan),
)
