from __future__ import annotations

import pkgutil
from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = _("Engine room")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Every process knows every subscriber and timer, whichever of them carries an event.
        for app in apps.get_app_configs():
            if app.module is not None and module_has_submodule(app.module, "subscribers"):
                _import_all(f"{app.name}.subscribers")


def _import_all(name: str) -> None:
    """A module, or a package with every module in it: what registers itself there needs no list to be in."""
    package = import_module(name)
    for module in pkgutil.iter_modules(getattr(package, "__path__", [])):
        import_module(f"{name}.{module.name}")
