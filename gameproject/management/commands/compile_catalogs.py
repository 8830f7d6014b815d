from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
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


class Command(BaseCommand):
    help = "Compile the message catalogues (.po → .mo) by Babel; GNU gettext is not needed."
    requires_system_checks: list[str] = []  # noqa: RUF012  (Django's own declaration)

    def handle(self, *args: Any, **options: Any) -> None:
        sources = [path for root in settings.LOCALE_PATHS for path in sorted(Path(root).glob("*/LC_MESSAGES/*.po"))]
        written = sum(compile_catalog(source) for source in sources)
        self.stdout.write(f"{len(sources)} message catalogues, {written} compiled anew.")
