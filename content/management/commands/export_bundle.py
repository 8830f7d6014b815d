"""Write the draft as a bundle of YAML files: to keep a world, to move it, to read its changes as a diff."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from content.services.bundles import bundle_write
from content.services.texts_bundle import texts_write


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--texts", action="store_true", help="with the texts that players read, in texts.yaml")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        written = bundle_write(folder)
        for section, rows in written.items():
            self.stdout.write(f"  {section}: {rows}")
        if options["texts"]:
            self.stdout.write(f"  texts: {texts_write(folder)}")
        self.stdout.write(f"Wrote {sum(written.values())} rows to {folder}. Load them with load_bundle {folder}.")
