from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.apps import apps as apps_registry
from django.conf import settings
from django.core.management.base import BaseCommand


def compile_catalog(source: Path) -> bool:
    """Write the .mo beside the .po unless it is newer already; true if it was written."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parents[1].name)
    temporary = target.with_suffix(".new")
    with temporary.open("wb") as file:
        write_mo(file, catalog)
    temporary.replace(target)  # a process that reads it now sees either the old or the new one
    return True


def _roots() -> list[Path]:
    """Every folder of catalogues that is ours: named in the settings, or beside an app's code."""
    apps = [Path(config.path) / "locale" for config in apps_registry.get_app_configs()]
    ours = [path for path in apps if path.is_relative_to(settings.BASE_DIR) and ".venv" not in path.parts]
    return sorted({*map(Path, settings.LOCALE_PATHS), *ours})


class Command(BaseCommand):
    help = "Compile the message catalogues (.po → .mo) by Babel; GNU gettext is not needed."
    requires_system_checks: list[str] = []  # noqa: RUF012  (Django's own declaration)

    def handle(self, *args: Any, **options: Any) -> None:
        sources = [path for root in _roots() for path in sorted(root.glob("*/LC_MESSAGES/*.po"))]
        written = sum(compile_catalog(source) for source in sources)
        self.stdout.write(f"{len(sources)} message catalogues, {written} compiled anew.")
