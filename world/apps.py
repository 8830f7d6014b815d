from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorldConfig(AppConfig):
    name = "world"
    verbose_name = _("World")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.sections import register
        from players.state.character import vitals_kept
        from world.catalogue import SECTIONS
        from world.rules.craft_lint import RULES as CRAFT_RULES
        from world.rules.dungeon_lint import RULES as DUNGEON_RULES
        from world.rules.events_lint import RULES as EVENT_RULES
        from world.rules.lint import RULES
        from world.rules.quest_lint import QUEST_RULES
        from world.selectors.runs import run_vitals

        register(*SECTIONS, lint=(*RULES, *CRAFT_RULES, *DUNGEON_RULES, *EVENT_RULES, *QUEST_RULES))
        vitals_kept("run", run_vitals)
