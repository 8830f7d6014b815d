from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Releases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.catalogue import SECTIONS
        from content.rules.text_lint import RULES
        from content.sections import register

        register(*SECTIONS, lint=RULES)
