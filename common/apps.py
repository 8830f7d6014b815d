from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = _("Engine room")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Every process knows every subscriber and timer, whichever of them carries an event.
        autodiscover_modules("subscribers")
