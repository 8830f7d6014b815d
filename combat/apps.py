from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CombatConfig(AppConfig):
    name = "combat"
    verbose_name = _("Combat")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from combat.catalogue import SECTIONS
        from combat.rules.lint import RULES
        from combat.selectors.battles import battle_vitals
        from content.sections import register
        from players.state.character import vitals_kept

        register(*SECTIONS, lint=RULES)
        vitals_kept("battle", battle_vitals)
