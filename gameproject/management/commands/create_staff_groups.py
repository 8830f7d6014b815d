"""Create the groups "Game masters", "Operators" and "Moderators", or bring their permissions up to date."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from gameproject.admin.groups import staff_groups_create


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            counts = staff_groups_create()
        for name, count in counts.items():
            self.stdout.write(f"Group “{name}”: {count} permissions.")
        self.stdout.write("Put people in them in the admin, under Staff.")
