from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlayersConfig(AppConfig):
    name = "players"
    verbose_name = _("Players")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.sections import register
        from players.catalogue import SECTIONS
        from players.guards import GUARDS
        from players.rules.lint import RULES
        from players.rules.quest_lint import QUEST_RULES
        from players.rules.seasons import SEASON_RULES

        register(*SECTIONS, lint=(*RULES, *QUEST_RULES, *SEASON_RULES), guards=GUARDS)
