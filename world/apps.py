from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorldConfig(AppConfig):
    name = "world"
    verbose_name = _("World")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.sections import register
        from world.catalogue import SECTIONS
        from world.rules.lint import RULES

        register(*SECTIONS, lint=RULES)
