"""Load the starter world and publish it, where nothing was ever published and no draft was begun."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

import content
from content.release import is_active
from content.sections import SECTIONS
from content.services.bundles import bundle_load, bundle_read
from content.services.releases import release_publish

STARTER = Path(content.__file__).parent / "data" / "starter"


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if is_active():
            self.stdout.write("A release is active: the starter world is left alone.")
            return
        if any(section.model._default_manager.exists() for section in SECTIONS.values()):
            self.stdout.write("A draft has been begun and was never published: the starter world is left alone.")
            return
        rows = bundle_read(STARTER)
        bundle_load(rows=rows, actor="system")
        release = release_publish(by=None, note="The starter world")
        total = sum(len(section) for section in rows.values())
        self.stdout.write(f"Published the starter world as {release}: {total} rows.")
